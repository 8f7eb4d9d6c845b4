import { testBoth } from '../rig/broken-protocol.ts'
import { Head, Middle, Tail } from './actors.ts'

testBoth('a chain that is repaired without sending again what the lost link had taken', {
  program: (mended) => (system) => {
    const tail = system.spawn(Tail, [], { name: 'tail' })
    const middle = system.spawn(Middle, [tail], { name: 'middle' })
    const head = system.spawn(Head, [middle, tail, mended], { name: 'head' })
    head.tell('write')
    head.tell('write')
  },
  look: {
    faults: { crash: { of: ['middle'] } },
    finally: {
      'every update reaches the end of the chain': (state) => String(state.stateOf('tail')) === '1,2',
      'every update is acknowledged': (state) => state.stateOf('head') === 0,
    },
  },
  shows: { kind: 'finally', property: 'every update reaches the end of the chain', events: 6, run: 6 },
})
