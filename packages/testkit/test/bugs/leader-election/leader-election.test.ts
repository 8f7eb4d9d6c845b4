import { testBoth } from '../rig/broken-protocol.ts'
import { RingNode } from './actors.ts'

const NODES = ['3', '3/1', '3/1/2']

testBoth('a leader election that sends nothing twice, over a network that loses a message', {
  program: (mended) => (system) => {
    system.spawn(RingNode, [[3, 1, 2], mended], { name: '3' })
  },
  look: {
    timers: 'idle',
    maxSteps: 60,
    faults: { drop: 1 },
    always: {
      'nobody but the largest leads': (state) =>
        NODES.every((node) => [undefined, 3].includes(state.stateOf<number>(node))),
    },
    finally: { 'all know the leader': (state) => NODES.every((node) => state.stateOf(node) === 3) },
  },
  shows: { kind: 'finally', property: 'all know the leader', events: 9, run: 5 },
})
