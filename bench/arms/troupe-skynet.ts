import { type ActorContext, type ActorRef, createSystem, defineActor } from '@troupe/core'
import type { Arm } from '../harness/arm.ts'

interface RootProtocol {
  sum(sum: number): void
}

interface BranchProtocol extends RootProtocol {
  grow(): void
}

interface Result {
  readonly leaves: number
  readonly sum: number
}

/** An actor for each number: a node of the tree has ten children, and sends its parent the sum of theirs. */
function skynetOf({ growsInSetup }: { readonly growsInSetup: boolean }): Arm {
  return {
    async open() {
      const system = await createSystem()
      let leaves = 0
      let done: (result: Result) => void = () => {}

      const Branch = defineActor(
        'Branch',
        (ctx: ActorContext<BranchProtocol>, parent: ActorRef<RootProtocol>, number: number, size: number) => {
          let missing = 10
          let total = 0
          const grow = (): void => {
            if (size === 1) {
              leaves++
              parent.tell('sum', number)
              ctx.stop()
              return
            }
            const part = size / 10
            for (let i = 0; i < 10; i++) {
              const branch = ctx.spawn(Branch, [ctx.self, number + i * part, part])
              if (!growsInSetup) branch.tell('grow')
            }
          }
          if (growsInSetup) grow()
          return {
            grow,
            sum(sum) {
              total += sum
              if (--missing > 0) return
              parent.tell('sum', total)
              ctx.stop()
            },
          }
        },
      )

      const Root = defineActor('Root', (ctx: ActorContext<RootProtocol>, size: number) => {
        const branch = ctx.spawn(Branch, [ctx.self, 0, size])
        if (!growsInSetup) branch.tell('grow')
        return {
          sum(sum) {
            done({ leaves, sum })
            ctx.stop()
          },
        }
      })

      return {
        async run(size) {
          leaves = 0
          const result = new Promise<Result>((resolve) => {
            done = resolve
          })
          const root = system.spawn(Root, [size])
          const { leaves: completed, sum } = await result
          await system.terminated(root)
          return { completed, checksum: sum }
        },
        close: () => system.shutdown(),
      }
    },
  }
}

/** Each branch grows when it is told to, in a turn of its own, as a process of Erlang does. */
export const skynet = skynetOf({ growsInSetup: false })
/** Each branch grows in its setup, and so within that of its parent: all of the tree lives before the first sum is sent. */
export const skynetInSetups = skynetOf({ growsInSetup: true })
