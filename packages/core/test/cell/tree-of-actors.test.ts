import { expect, it } from 'vitest'
import { type ActorContext, type ActorRef, defineActor } from '../../src/index.ts'
import { createRig } from '../rig/create-rig.ts'
import { settled } from '../rig/settled.ts'

interface BranchProtocol {
  grow(depth: number): void
  sum(leaves: number): void
}

it('a tree of ten thousand actors that grow when they are told to is never alive as a whole', async () => {
  await using rig = await createRig()
  let alive = 0
  let most = 0
  const Branch = defineActor(
    'Branch',
    (ctx: ActorContext<BranchProtocol>, parent: ActorRef<BranchProtocol>) => {
      alive++
      most = Math.max(most, alive)
      ctx.on('stopped', () => void alive--)
      let missing = 10
      let total = 0
      const end = (leaves: number): void => {
        parent.tell('sum', leaves)
        ctx.stop()
      }
      return {
        grow(depth) {
          if (depth === 0) end(1)
          else for (let i = 0; i < 10; i++) ctx.spawn(Branch, [ctx.self]).tell('grow', depth - 1)
        },
        sum(leaves) {
          total += leaves
          if (--missing === 0) end(total)
        },
      }
    },
  )
  const sums: number[] = []
  const Root = defineActor('Root', (ctx: ActorContext<BranchProtocol>) => ({
    grow: (depth) => void ctx.spawn(Branch, [ctx.self]).tell('grow', depth),
    sum: (leaves) => void sums.push(leaves),
  }))
  rig.system.spawn(Root).tell('grow', 4)
  await settled()
  expect(sums).toEqual([10_000])
  expect(alive).toBe(0)
  expect(most).toBeLessThan(1000)
})
