import type { Arm } from '../harness/arm.ts'

interface Tally {
  count: number
  sum: number
}

/** What a program without actors does: an array of items, and a method that is called with each. */
function burst<Item>(make: (i: number) => Item, handle: (tally: Tally, item: Item) => void): Arm {
  return {
    async open() {
      let queue: Item[] = []
      return {
        async run(size) {
          const tally = { count: 0, sum: 0 }
          for (let i = 1; i <= size; i++) queue.push(make(i))
          for (const item of queue) handle(tally, item)
          queue = []
          return { completed: tally.count, checksum: tally.sum }
        },
        close: async () => {},
      }
    },
  }
}

export const tellNumber = burst(
  (i) => i,
  (tally, by) => {
    tally.count++
    tally.sum += by
  },
)

export const tellRecord = burst(
  (i) => ({ left: 1, right: i }),
  (tally, pair) => {
    tally.count++
    tally.sum += pair.right
  },
)

/** Two objects that put a call of the other into a queue: who hits is called from there. */
export const pingPong: Arm = {
  async open() {
    const queue: (() => void)[] = []
    let hits = 0
    const player = (other: () => Player): Player => ({
      ball(left) {
        hits++
        if (left > 0) queue.push(() => other().ball(left - 1))
      },
    })
    const one: Player = player(() => two)
    const two: Player = player(() => one)
    return {
      async run(size) {
        hits = 0
        queue.push(() => two.ball(size - 1))
        for (let next = queue.pop(); next !== undefined; next = queue.pop()) next()
        return { completed: hits, checksum: hits }
      },
      close: async () => {},
    }
  },
}

interface Player {
  ball(left: number): void
}
