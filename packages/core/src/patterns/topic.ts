import {
  type ActorContext,
  type ActorDefinition,
  type ActorRef,
  defineActor,
  type Message,
  Rejection,
} from '../index.ts'
import { Legacy } from './legacy.ts'
import { RefSet } from './ref-set.ts'
import { checkRef, type UntypedRef } from './untyped-ref.ts'

/** What a topic can be told. `P` is what its subscribers are told. */
export interface TopicProtocol<P> {
  /** Tells all subscribers, in the order they subscribed. */
  publish(...message: Message<P>): void
  /** From now on, until it unsubscribes or ends, `subscriber` is told what is published. Twice is once. */
  subscribe(subscriber: ActorRef<P>): void
  /** Tells `subscriber` nothing of what is published from now on. */
  unsubscribe(subscriber: ActorRef<P>): void
  /** How many there are. */
  subscribers(): number
}

/**
 * Defines a topic: whoever subscribes is told what is published from then on, until it unsubscribes or ends.
 *
 * Order is kept: what one publisher publishes reaches each subscriber in the order it was published. Delivery is at
 * most once, as with any `tell`. A restart of a subscriber, or of the topic, keeps the subscription.
 *
 * @param name of the definition; export the result under it from the module of a node to spawn the topic there
 * @throws InvalidDefinitionError if `name` is no name
 *
 * @example
 * ```ts
 * import { type ActorContext, createSystem, defineActor } from '@troupe/core'
 * import { defineTopic } from '@troupe/core/patterns'
 *
 * interface PriceEvents {
 *   priced(symbol: string, price: number): void
 * }
 *
 * const Prices = defineTopic<PriceEvents>('Prices')
 * const Ticker = defineActor('Ticker', (_ctx: ActorContext<PriceEvents>) => ({
 *   priced: (symbol, price) => console.log(symbol, price),
 * }))
 *
 * await using system = await createSystem()
 * const prices = system.spawn(Prices)
 * await prices.ask('subscribe', system.spawn(Ticker))
 * await prices.ask('publish', 'priced', 'ACME', 12)
 * ```
 */
export function defineTopic<P>(name: string): ActorDefinition<TopicProtocol<P>, []> {
  const legacy = new Legacy<RefSet<UntypedRef>>()
  return defineActor(name, (ctx: ActorContext<TopicProtocol<P>>) => {
    const subscribers = legacy.of(ctx) ?? new RefSet<UntypedRef>()
    for (const subscriber of subscribers) ctx.watch(subscriber)
    legacy.leave(ctx, () => subscribers)
    ctx.on('down', ({ ref }) => void subscribers.delete(ref))
    return {
      publish(...[event, ...args]) {
        if (typeof event !== 'string')
          throw new Rejection('What is published is a message: its name comes first.', {
            code: 'invalid-name',
          })
        for (const subscriber of subscribers) subscriber.tell(event, ...args)
      },
      subscribe(subscriber) {
        if (subscribers.add(checkRef(subscriber, 'A subscriber'))) ctx.watch(subscriber)
      },
      unsubscribe(subscriber) {
        if (subscribers.delete(checkRef(subscriber, 'A subscriber'))) ctx.unwatch(subscriber)
      },
      subscribers: () => subscribers.size,
    }
  })
}
