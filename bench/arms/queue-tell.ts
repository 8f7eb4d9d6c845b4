import type { Arm } from '../harness/arm.ts'

/** What a program without actors does: an array of items, and a method that is called with each. */
export const tellNumber: Arm = {
  async open() {
    const counter = {
      count: 0,
      sum: 0,
      add(by: number): void {
        this.count++
        this.sum += by
      },
    }
    let queue: number[] = []
    return {
      async run(size) {
        counter.count = 0
        counter.sum = 0
        for (let i = 1; i <= size; i++) queue.push(i)
        for (const item of queue) counter.add(item)
        queue = []
        return { completed: counter.count, checksum: counter.sum }
      },
      close: async () => {},
    }
  },
}
