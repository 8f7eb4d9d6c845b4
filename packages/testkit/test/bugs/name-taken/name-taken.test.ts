import { testBoth } from '../rig/broken-protocol.ts'
import { Claimant, Registry } from './actors.ts'

const NAMES = ['a', 'b']

testBoth('a name that is looked up first and registered later', {
  program: (mended) => (system) => {
    const registry = system.spawn(Registry, [], { name: 'registry' })
    for (const name of NAMES) system.spawn(Claimant, [registry, mended], { name }).tell('claim', 'boss')
  },
  look: {
    finally: { 'one owns the name': (state) => NAMES.filter((name) => state.stateOf(name)).length === 1 },
  },
  shows: { kind: 'finally', property: 'one owns the name', events: 8, run: 1 },
})
