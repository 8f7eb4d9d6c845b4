import type { ActorSystem } from '@troupe/core'
import { expectTypeOf, test } from 'vitest'
import { choice, followProtocol, message, protocol, repeat, seq } from '../../src/index.ts'

declare const system: ActorSystem

const shop = protocol(
  'shop',
  seq(
    message('client', 'shop', 'order'),
    repeat(choice(message('shop', 'bank', 'pay'), message('shop', 'bank', 'wait'))),
  ),
)

test('the roles of a protocol are inferred from its messages', () => {
  expectTypeOf(shop.roles).toEqualTypeOf<readonly ('client' | 'shop' | 'bank')[]>()
})

test('each role must be played, and no other', () => {
  followProtocol(shop, system, { client: 'a', shop: 'b', bank: 'c' })
  // @ts-expect-error nobody plays the bank
  followProtocol(shop, system, { client: 'a', shop: 'b' })
  // @ts-expect-error there is no such role
  followProtocol(shop, system, { client: 'a', shop: 'b', bank: 'c', thief: 'd' })
})
