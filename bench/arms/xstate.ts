import { type ActorRefFrom, createActor, fromTransition } from 'xstate'
import type { Arm } from '../harness/arm.ts'

type Counted =
  | { readonly type: 'add'; readonly by: number }
  | { readonly type: 'pair'; readonly left: number; readonly right: number }

interface Tally {
  count: number
  sum: number
}

const counting = fromTransition(
  (tally: Tally, event: Counted) => {
    tally.count++
    tally.sum += event.type === 'add' ? event.by : event.right
    return tally
  },
  () => ({ count: 0, sum: 0 }),
)

/** A burst of events to one actor: `send` handles each at once. */
function burst(send: (counter: ActorRefFrom<typeof counting>, size: number) => void): Arm {
  return {
    async open() {
      const counter = createActor(counting).start()
      const tally = counter.getSnapshot().context
      return {
        async run(size) {
          tally.count = 0
          tally.sum = 0
          send(counter, size)
          return { completed: tally.count, checksum: tally.sum }
        },
        close: async () => void counter.stop(),
      }
    },
  }
}

export const tellNumber = burst((counter, size) => {
  for (let i = 1; i <= size; i++) counter.send({ type: 'add', by: i })
})

export const tellRecord = burst((counter, size) => {
  for (let i = 1; i <= size; i++) counter.send({ type: 'pair', left: 1, right: i })
})
