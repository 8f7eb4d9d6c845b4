import type { Arm } from '../harness/arm.ts'

interface Handlers {
  add(by: number): void
}

/** The least that an actor can be: handlers of its own, and a count of what waits for it. It is in nobody's care. */
class Member {
  waiting = 0
  readonly #handlers: Handlers
  /** What nobody reads: it makes the member larger. */
  readonly ballast: readonly number[]

  constructor(handlers: Handlers, ballast: number) {
    this.#handlers = handlers
    this.ballast = new Array<number>(ballast).fill(0)
  }

  take(by: number): void {
    this.waiting--
    this.#handlers.add(by)
  }
}

/**
 * What a program without actors does: one queue of what is for whom, and so many objects.
 *
 * @param ballast words that each has beside what it needs
 */
function crowd(members: number, ballast = 0): Arm {
  return {
    async open() {
      let count = 0
      let sum = 0
      const crowd: Member[] = []
      // One queue, of the receiver and the argument, each in an array that the next run fills again.
      const whom: Member[] = []
      const what: number[] = []
      return {
        async run(size) {
          const handlers = (): Handlers => ({
            add(by) {
              count++
              sum += by
            },
          })
          while (crowd.length < Math.min(members, size)) crowd.push(new Member(handlers(), ballast))
          count = 0
          sum = 0
          const start = performance.now()
          for (let i = 1; i <= size; i++) {
            const to = crowd[i % crowd.length]
            if (to === undefined) continue
            to.waiting++
            whom[i - 1] = to
            what[i - 1] = i
          }
          for (let i = 0; i < size; i++) whom[i]?.take(what[i] ?? 0)
          return { completed: count, checksum: sum, ms: performance.now() - start }
        },
        close: async () => {},
      }
    },
  }
}

export const hundred = crowd(100)
export const million = crowd(1_000_000)
export const hundredLarger = crowd(100, 48)
export const millionLarger = crowd(1_000_000, 48)
