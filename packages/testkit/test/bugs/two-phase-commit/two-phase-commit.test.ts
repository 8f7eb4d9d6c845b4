import { testBoth } from '../rig/broken-protocol.ts'
import { Coordinator, DecisionLog, Participant } from './actors.ts'

const NAMES = ['p', 'q']

testBoth('a coordinator whose crash leaves the participants without a decision', {
  program: (mended) => (system) => {
    const log = system.spawn(DecisionLog, [], { name: 'log' })
    const participants = NAMES.map((name) => system.spawn(Participant, [log, mended], { name }))
    system.spawn(Coordinator, [participants, log, mended], { name: 'coordinator' })
  },
  look: {
    faults: { crash: { of: ['coordinator'] } },
    always: {
      'no two participants differ': (state) =>
        new Set(NAMES.map((name) => state.stateOf(name)).filter((one) => one === 'commit' || one === 'abort'))
          .size <= 1,
    },
    finally: {
      'nobody is left without a decision': (state) =>
        NAMES.every((name) => state.stateOf(name) !== 'prepared'),
    },
    sometimes: { 'all commit': (state) => NAMES.every((name) => state.stateOf(name) === 'commit') },
  },
  shows: { kind: 'finally', property: 'nobody is left without a decision', events: 4, run: 12 },
})
