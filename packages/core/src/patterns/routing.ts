import { InvalidOptionError, type Message, type Random } from '../index.ts'
import { checkCount, shown } from './limits.ts'
import { hashOf, isRoutingKey, placeOf, type RoutingKey } from './rendezvous.ts'

/** What a router knows of one of those it routes to. */
export interface Routee {
  /** Tells it from the others for as long as it is one of them; in a pool, what takes its place has the same. */
  readonly key: string
  /** Asks that it has not answered, and more where it says that too much waits for it; see {@link Routing.awaits}. */
  readonly load: number
}

/**
 * Decides, for one life of a router, who gets a message: returns the index of one routee, or the indices of several. Of
 * several that are asked, the first answer counts. There is always one routee.
 */
export type Route<P> = (routees: readonly Routee[], message: Message<P>) => number | readonly number[]

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
  /**
   * Whether the router waits for the answers of its routees, as it must to know their load, or to take the first of several;
   * unless said, they answer whoever asked directly, which is quicker.
   */
  readonly awaits?: boolean
  /**
   * Whether it chooses one whose {@link Routee.load} says that too much waits for it only if all are so. Then the router holds
   * back those who tell while all are; unless said, while any is that it told something.
   */
  readonly avoidsFull?: boolean
}

/** @throws InvalidOptionError for what is no routing */
export function checkRouting<P>(routing: Routing<P>): Routing<P> {
  if (typeof routing?.start === 'function') return routing
  throw new InvalidOptionError(
    `A routing is made by roundRobin(), leastLoaded() and the like, or is an object with start, not ${typeof routing}.`,
  )
}

/**
 * To each in turn.
 *
 * @example
 * ```ts
 * import { type ActorContext, defineActor } from '@troupe/core'
 * import { definePool, roundRobin } from '@troupe/core/patterns'
 *
 * const Square = defineActor('Square', (_ctx: ActorContext<{ of(n: number): number }>) => ({ of: (n) => n * n }))
 * export const Squares = definePool('Squares', Square, { size: 4, routing: roundRobin() })
 * ```
 */
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

/**
 * To one by chance, each as likely as the others.
 *
 * @example
 * ```ts
 * import { type ActorContext, defineActor } from '@troupe/core'
 * import { definePool, randomly } from '@troupe/core/patterns'
 *
 * const Square = defineActor('Square', (_ctx: ActorContext<{ of(n: number): number }>) => ({ of: (n) => n * n }))
 * export const Squares = definePool('Squares', Square, { size: 4, routing: randomly() })
 * ```
 */
export function randomly<P>(): Routing<P> {
  return { start: (random) => (routees) => Math.floor(random.next() * routees.length) }
}

/**
 * To the one that the message's key belongs to: equal keys go to the same routee. When one goes, only its keys move;
 * when one comes, it takes an even share of all.
 *
 * @param key of a message, given its name and what it carries
 * @throws InvalidOptionError if `key` is no function
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
 *   routing: consistentHashing((...message) => message[1]),
 * })
 * ```
 */
export function consistentHashing<P>(key: (...message: Message<P>) => RoutingKey): Routing<P> {
  if (typeof key !== 'function')
    throw new InvalidOptionError('consistentHashing needs a function from a message to its key.')
  return {
    start() {
      let known: readonly Routee[] = []
      let places: readonly number[] = []
      return (routees, message) => {
        if (routees !== known) {
          known = routees
          places = routees.map((routee) => hashOf(routee.key))
        }
        return placeOf(hashOf(checkKey(key(...message))), places)
      }
    },
  }
}

/** @throws TypeError for what has the same words as others that are not equal to it, and would all go one way */
function checkKey(key: unknown): RoutingKey {
  if (isRoutingKey(key)) return key
  throw new TypeError(`A key must be a string, a number, a bigint or a boolean, not ${shown(key)}.`)
}

/**
 * To the one with the fewest asks open; among equals, in turn. One whose mailbox is above its high-water mark counts as
 * fuller than all that are not.
 *
 * @example
 * ```ts
 * import { type ActorContext, defineActor } from '@troupe/core'
 * import { definePool, leastLoaded } from '@troupe/core/patterns'
 *
 * const Square = defineActor('Square', (_ctx: ActorContext<{ of(n: number): number }>) => ({ of: (n) => n * n }))
 * export const Squares = definePool('Squares', Square, { size: 4, routing: leastLoaded() })
 * ```
 */
export function leastLoaded<P>(): Routing<P> {
  return {
    awaits: true,
    avoidsFull: true,
    start() {
      let last = -1
      return (routees) => {
        last = leastFrom(routees, (last + 1) % routees.length)
        return last
      }
    },
  }
}

/** The index of the smallest load; the first such from `start` on, around the end. */
function leastFrom(routees: readonly Routee[], start: number): number {
  let best = start
  for (let step = 1; step < routees.length; step++) {
    const index = (start + step) % routees.length
    if (loadAt(routees, index) < loadAt(routees, best)) best = index
  }
  return best
}

function loadAt(routees: readonly Routee[], index: number): number {
  return routees[index]?.load ?? Number.POSITIVE_INFINITY
}

/**
 * To all of them. Whoever asks gets the first answer; if all reject, what the first of them was rejected with.
 *
 * @example
 * ```ts
 * import { type ActorContext, defineActor } from '@troupe/core'
 * import { definePool, broadcast } from '@troupe/core/patterns'
 *
 * const Square = defineActor('Square', (_ctx: ActorContext<{ of(n: number): number }>) => ({ of: (n) => n * n }))
 * export const Squares = definePool('Squares', Square, { size: 4, routing: broadcast() })
 * ```
 */
export function broadcast<P>(): Routing<P> {
  return { awaits: true, start: () => (routees) => [...routees.keys()] }
}

/**
 * To `count` of them, chosen by chance, or to all where there are fewer. Whoever asks gets the first answer, as with
 * {@link broadcast}: the slow ones cost no time.
 *
 * @throws InvalidOptionError if `count` is no positive whole number
 *
 * @example
 * ```ts
 * import { type ActorContext, defineActor } from '@troupe/core'
 * import { definePool, firstOf } from '@troupe/core/patterns'
 *
 * const Square = defineActor('Square', (_ctx: ActorContext<{ of(n: number): number }>) => ({ of: (n) => n * n }))
 * export const Squares = definePool('Squares', Square, { size: 4, routing: firstOf(2) })
 * ```
 */
export function firstOf<P>(count: number): Routing<P> {
  checkCount('The count of firstOf', count)
  return { awaits: true, start: (random) => (routees) => draw(routees.length, count, random) }
}

/** `count` different numbers below `length`, each choice as likely as another: the beginning of a shuffle. */
function draw(length: number, count: number, random: Random): number[] {
  const rest = Array.from({ length }, (_, index) => index)
  const drawn: number[] = []
  while (drawn.length < count && rest.length > 0)
    drawn.push(...rest.splice(Math.floor(random.next() * rest.length), 1))
  return drawn
}
