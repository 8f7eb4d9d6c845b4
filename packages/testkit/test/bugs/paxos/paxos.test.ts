import { type BrokenProtocol, testBoth } from '../rig/broken-protocol.ts'
import { Acceptor, Proposer } from './actors.ts'

const consensus = (names: readonly string[]): Omit<BrokenProtocol, 'shows' | 'sample'> => ({
  program: (mended) => (system) => {
    const acceptors = names.map((name) => system.spawn(Acceptor, [], { name }))
    const quorum = mended ? 2 : 1
    system.spawn(Proposer, [1, 'red', acceptors, quorum], { name: 'p' })
    system.spawn(Proposer, [2, 'blue', acceptors, quorum], { name: 'q' })
  },
  look: {
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
})

const shows = { kind: 'finally', property: 'one value is chosen at most' } as const

testBoth('a consensus whose quorums need not meet', {
  ...consensus(['x', 'y']),
  shows: { ...shows, events: 16, run: 100 },
})

const three = consensus(['x', 'y', 'z'])

// They have 42,048 traces, which take half a minute: so many runs are for once in a while.
testBoth('the same with a majority of three', {
  ...three,
  look: { ...three.look, strategy: 'portfolio', runs: 500 },
  shows: { ...shows, events: 24, run: 2 },
  sample: { strategy: 'portfolio', runs: 500 },
})
