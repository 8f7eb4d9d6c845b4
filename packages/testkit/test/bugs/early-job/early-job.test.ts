import { testBoth } from '../rig/broken-protocol.ts'
import { Janitor, Office, Printer } from './actors.ts'

testBoth('a job that overtakes what it depends on', {
  program: (mended) => (system) => {
    const printer = system.spawn(Printer, [mended], { name: 'printer' })
    const office = system.spawn(Office, [], { name: 'office' })
    system.spawn(Janitor, [printer, office], { name: 'janitor' })
  },
  look: {
    finally: { 'all is printed, in order': (state) => String(state.stateOf('printer')) === 'one,two' },
  },
  shows: { kind: 'finally', property: 'all is printed, in order', events: 4, run: 2 },
})
