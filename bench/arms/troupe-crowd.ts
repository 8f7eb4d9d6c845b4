import { type ActorContext, type ActorRef, createSystem, defineActor } from '@troupe/core'
import type { Arm } from '../harness/arm.ts'

interface MemberProtocol {
  add(by: number): void
}

/** Messages to so many living actors by turns. */
function crowd(actors: number): Arm {
  return {
    async open() {
      const system = await createSystem()
      let count = 0
      let sum = 0
      let expected = 0
      let done: () => void = () => {}
      const Member = defineActor('Member', (_ctx: ActorContext<MemberProtocol>) => ({
        add(by) {
          sum += by
          if (++count === expected) done()
        },
      }))
      const members: ActorRef<MemberProtocol>[] = []
      return {
        async run(size) {
          // The size bounds the crowd, too, so that a run of a small one stays small.
          while (members.length < Math.min(actors, size)) members.push(system.spawn(Member))
          count = 0
          sum = 0
          expected = size
          const handled = new Promise<void>((resolve) => {
            done = resolve
          })
          const start = performance.now()
          for (let i = 1; i <= size; i++) members[i % members.length]?.tell('add', i)
          await handled
          return { completed: count, checksum: sum, ms: performance.now() - start }
        },
        close: () => system.shutdown(),
      }
    },
  }
}

export const hundred = crowd(100)
export const thousand = crowd(1000)
export const tenThousand = crowd(10_000)
export const hundredThousand = crowd(100_000)
export const million = crowd(1_000_000)
