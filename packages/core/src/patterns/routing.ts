import type { Message, Random } from '../index.ts'
import { hashOf, placeOf, type RoutingKey } from './rendezvous.ts'

/** What a router knows of one of those it routes to. */
export interface Routee {
  /** Tells it from the others for as long as it is one of them; in a pool, what takes its place has the same. */
  readonly key: string
}

/**
 * Decides, for one life of a router, who gets a message: returns the index of one routee. There is always one.
 */
export type Route<P> = (routees: readonly Routee[], message: Message<P>) => number

/**
 * How a router decides. One of these functions makes it, or a program does.
 *
 * @example
 * ```ts
 * import { defineRouter, type Routing } from '@troupe/core/patterns'
 *
 * const alwaysTheFirst: Routing<{ work(): void }> = { start: () => () => 0 }
 * export const Router = defineRouter<{ work(): void }>('Router', alwaysTheFirst)
 * ```
 */
export interface Routing<P> {
  /** Called once in each life of a router; what it remembers from message to message is that life's own. */
  start(random: Random): Route<P>
}

/** To each in turn. */
export function roundRobin<P>(): Routing<P> {
  return {
    start() {
      let turn = -1
      return ({ length }) => {
        turn = (turn + 1) % length
        return turn
      }
    },
  }
}

/** To one by chance, each as likely as the others. */
export function randomly<P>(): Routing<P> {
  return { start: (random) => (routees) => Math.floor(random.next() * routees.length) }
}

/**
 * To the one that the message's key belongs to: equal keys go to the same routee. When one goes, only its keys move;
 * when one comes, it takes an even share of all.
 *
 * @param key of a message, given its name and what it carries
 *
 * @example
 * ```ts
 * import { type ActorContext, defineActor } from '@troupe/core'
 * import { consistentHashing, definePool } from '@troupe/core/patterns'
 *
 * interface CartProtocol {
 *   add(customer: string, goods: string): void
 *   list(customer: string): readonly string[]
 * }
 *
 * const Cart = defineActor('Cart', (_ctx: ActorContext<CartProtocol>) => {
 *   const carts = new Map<string, string[]>()
 *   return {
 *     add: (customer, goods) => void carts.set(customer, [...(carts.get(customer) ?? []), goods]),
 *     list: (customer) => carts.get(customer) ?? [],
 *   }
 * })
 *
 * export const Carts = definePool('Carts', Cart, {
 *   size: 4,
 *   routing: consistentHashing((_name, customer) => customer),
 * })
 * ```
 */
export function consistentHashing<P>(key: (...message: Message<P>) => RoutingKey): Routing<P> {
  return {
    start() {
      let known: readonly Routee[] = []
      let places: readonly number[] = []
      return (routees, message) => {
        if (routees !== known) {
          known = routees
          places = routees.map((routee) => hashOf(routee.key))
        }
        return placeOf(hashOf(key(...message)), places)
      }
    },
  }
}
