import { describe, expectTypeOf, it } from 'vitest'
import { type ActorContext, type ActorDefinition, defineProxy, otherwise } from '../../src/index.ts'

interface ShopProtocol {
  buy(goods: string, count: number): string
  close(): void
}

describe('a proxy', () => {
  it('is a definition of its whole protocol, with setup arguments', () => {
    const Shop = defineProxy('Shop', (_ctx: ActorContext<ShopProtocol>, _city: string) => ({
      [otherwise]: () => 'no',
    }))
    expectTypeOf(Shop).toEqualTypeOf<ActorDefinition<ShopProtocol, [_city: string]>>()
  })

  it('is told by the name what a message carries', () => {
    defineProxy('Shop', (_ctx: ActorContext<ShopProtocol>) => ({
      [otherwise](...message) {
        expectTypeOf(message[0]).toEqualTypeOf<'buy' | 'close'>()
        if (message[0] === 'buy') expectTypeOf(message[2]).toEqualTypeOf<number>()
      },
    }))
  })

  it('must have the handler for all others, and answer with what the protocol says', () => {
    // @ts-expect-error there is no `otherwise`
    defineProxy('Shop', (_ctx: ActorContext<ShopProtocol>) => ({ close: () => {} }))
    // @ts-expect-error nothing is answered with a date
    defineProxy('Shop', (_ctx: ActorContext<ShopProtocol>) => ({ [otherwise]: () => new Date(0) }))
    // @ts-expect-error `buy` is answered with a string
    defineProxy('Shop', (_ctx: ActorContext<ShopProtocol>) => ({ buy: () => 1, [otherwise]: () => 'no' }))
  })
})
