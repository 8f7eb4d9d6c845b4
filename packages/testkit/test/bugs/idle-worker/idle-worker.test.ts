import { testBoth } from '../rig/broken-protocol.ts'
import { Desk } from './actors.ts'

testBoth('a worker that goes home while work is on its way to it', {
  program: (mended) => (system) => {
    const desk = system.spawn(Desk, [mended], { name: 'desk' })
    desk.tell('job', 1)
    desk.tell('job', 2)
  },
  look: { finally: { 'every job is done': (state) => state.stateOf('desk') === 2 } },
  shows: { kind: 'finally', property: 'every job is done', events: 7, run: 10 },
})
