import { testBoth } from '../rig/broken-protocol.ts'
import { Buffer, Client } from './actors.ts'

const NAMES = ['producer-1', 'producer-2', 'consumer']

testBoth('a bounded buffer that wakes one client of whichever kind', {
  program: (mended) => (system) => {
    const buffer = system.spawn(Buffer, [mended], { name: 'buffer' })
    system.spawn(Client, [buffer, 'put', 2], { name: 'producer-1' })
    system.spawn(Client, [buffer, 'put', 2], { name: 'producer-2' })
    system.spawn(Client, [buffer, 'take', 4], { name: 'consumer' })
  },
  look: {
    finally: { 'nobody waits for ever': (state) => NAMES.every((name) => state.stateOf(name) === 0) },
  },
  shows: { kind: 'finally', property: 'nobody waits for ever', events: 13, run: 33 },
})
