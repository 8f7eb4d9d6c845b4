import { testBoth } from '../rig/broken-protocol.ts'
import { Desk, Worker } from './actors.ts'

testBoth('work that counts as done when it is handed out', {
  program: (mended) => (system) => {
    const desk = system.spawn(Desk, [[1, 2], mended], { name: 'desk' })
    system.spawn(Worker, [desk], { name: 'mortal' })
    system.spawn(Worker, [desk], { name: 'immortal' })
  },
  look: {
    faults: { crash: { of: ['mortal'] } },
    finally: { 'every job is done': (state) => state.stateOf('desk') === 2 },
  },
  shows: { kind: 'finally', property: 'every job is done', events: 7, run: 31 },
})
