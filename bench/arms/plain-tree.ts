import type { Arm } from '../harness/arm.ts'

interface Handlers {
  sum(sum: number): void
}

/** The least that an actor can be: handlers of its own, and a queue of what it was sent. It is in no other's care. */
class PlainNode {
  readonly #handlers: Handlers
  readonly #ready: PlainNode[]
  #waiting: number[] | undefined

  constructor(ready: PlainNode[], setup: (self: PlainNode) => Handlers) {
    this.#ready = ready
    this.#handlers = setup(this)
  }

  tell(sum: number): void {
    if (this.#waiting === undefined) {
      this.#waiting = []
      this.#ready.push(this)
    }
    this.#waiting.push(sum)
  }

  run(): void {
    const waiting = this.#waiting ?? []
    this.#waiting = undefined
    for (const sum of waiting) this.#handlers.sum(sum)
  }
}

/** What a program without actors does: an object for each number, that sends its parent the sum of its children's. */
export const plainTree: Arm = {
  async open() {
    return {
      async run(size) {
        const ready: PlainNode[] = []
        let leaves = 0
        let result = 0
        const branch = (parent: { tell(sum: number): void }, number: number, part: number): PlainNode =>
          new PlainNode(ready, (self) => {
            let missing = 10
            let total = 0
            if (part === 1) {
              leaves++
              parent.tell(number)
            } else for (let i = 0; i < 10; i++) branch(self, number + (i * part) / 10, part / 10)
            return {
              sum(sum) {
                total += sum
                if (--missing === 0) parent.tell(total)
              },
            }
          })
        branch({ tell: (sum) => (result = sum) }, 0, size)
        for (let next = 0; next < ready.length; next++) ready[next]?.run()
        return { completed: leaves, checksum: result }
      },
      close: async () => {},
    }
  },
}
