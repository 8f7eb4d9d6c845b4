import type { StateView } from '../../../src/index.ts'
import { testBoth } from '../rig/broken-protocol.ts'
import { Receiver, Sender } from './actors.ts'

const ITEMS = ['a', 'b', 'c']

testBoth('an acknowledgement of what is expected in place of what came', {
  program: (mended) => (system) => {
    const receiver = system.spawn(Receiver, [mended], { name: 'receiver' })
    system.spawn(Sender, [receiver, ITEMS], { name: 'sender' })
  },
  look: {
    timers: 'idle',
    maxSteps: 40,
    faults: { drop: 1, duplicate: 1 },
    always: {
      'what is acknowledged has arrived': (state) =>
        ITEMS.slice(0, state.stateOf('sender')).every((item) => arrived(state).includes(item)),
      'items arrive in order and once': (state) => ITEMS.join(' ').startsWith(arrived(state).join(' ')),
    },
    eventually: { 'all items arrive': (state) => arrived(state).length === ITEMS.length },
  },
  shows: { kind: 'always', property: 'what is acknowledged has arrived', events: 5, run: 8 },
})

function arrived(state: StateView): readonly string[] {
  return state.stateOf<readonly string[]>('receiver') ?? []
}
