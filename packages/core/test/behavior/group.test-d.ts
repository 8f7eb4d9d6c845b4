import { describe, expectTypeOf, it } from 'vitest'
import { type ActorContext, type ActorRef, defineActor } from '../../src/index.ts'

interface StoreProtocol {
  put(text: string): void
}

const Store = defineActor('Store', (_ctx: ActorContext<StoreProtocol>, _size: number) => ({ put() {} }))

declare const ctx: ActorContext<StoreProtocol>

describe('ctx.group', () => {
  it('gives refs of the protocol that the definition has, for the arguments that it takes', () => {
    const group = ctx.group({ strategy: 'one-for-all' })
    expectTypeOf(group.spawn(Store, [1], { restart: 'permanent' })).toEqualTypeOf<ActorRef<StoreProtocol>>()
    // @ts-expect-error: the setup takes a number
    group.spawn(Store, ['one'])
    // @ts-expect-error: the setup takes an argument
    group.spawn(Store)
  })

  it('takes the strategies that there are, and no options of a member that are the group’s', () => {
    // @ts-expect-error: there is no such strategy
    const group = ctx.group({ strategy: 'all-for-one' })
    // @ts-expect-error: a group has a strategy
    ctx.group({ budget: { max: 1, within: 1 } })
    // @ts-expect-error: the budget is the group's
    group.spawn(Store, [1], { budget: { max: 1, within: 1 } })
    // @ts-expect-error: the back-off is the group's
    group.spawn(Store, [1], { backoff: { min: 1, max: 1 } })
  })
})
