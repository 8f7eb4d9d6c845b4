import { testBoth } from '../rig/broken-protocol.ts'
import { Counter, Incrementer } from './actors.ts'

testBoth('clients who read a value and write one that depends on it', {
  program: (mended) => (system) => {
    const counter = system.spawn(Counter, [], { name: 'counter' })
    for (const name of ['a', 'b', 'c']) system.spawn(Incrementer, [counter, mended], { name })
  },
  look: { finally: { 'every increment counts': (state) => state.stateOf('counter') === 3 } },
  shows: { kind: 'finally', property: 'every increment counts', events: 9, run: 1 },
})
