import { testBoth } from '../rig/broken-protocol.ts'
import { Acceptor, Proposer } from './actors.ts'

testBoth('a consensus whose quorums need not meet', {
  program: (mended) => (system) => {
    const acceptors = ['x', 'y', 'z'].map((name) => system.spawn(Acceptor, [], { name }))
    const quorum = mended ? 2 : 1
    system.spawn(Proposer, [1, 'red', acceptors, quorum], { name: 'p' })
    system.spawn(Proposer, [2, 'blue', acceptors, quorum], { name: 'q' })
  },
  look: {
    strategy: 'portfolio',
    // What was chosen stays chosen, so it is enough to look at the end.
    finally: {
      'one value is chosen at most': (state) => {
        const [one, other] = [state.stateOf('p'), state.stateOf('q')]
        return one === undefined || other === undefined || one === other
      },
    },
    sometimes: {
      'both learn of it': (state) => state.stateOf('p') !== undefined && state.stateOf('q') !== undefined,
    },
  },
  shows: { kind: 'finally', property: 'one value is chosen at most', events: 24 },
  sample: { strategy: 'portfolio', runs: 1000 },
})
