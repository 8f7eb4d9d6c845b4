import { type ActorContext, type ActorRef, defineActor, type Reply } from '@troupe/core'
import { member, type Placement } from './placement.ts'
import { PseudoRandom } from './pseudo-random.ts'
import { type ConductorProtocol, conductor, defineWorkload, type Outcome } from './workload.ts'

export interface BoundedBufferSize {
  readonly producers: number
  readonly consumers: number
  /** The most items that may wait. */
  readonly buffer: number
  /** How many each producer makes. */
  readonly items: number
  /** Hundreds of logarithms that it takes to make an item, and to consume it. */
  readonly cost: number
}

interface ManagerProtocol extends ConductorProtocol {
  item(value: number, producer: ActorRef<ProducerProtocol>): void
  available(consumer: ActorRef<ConsumerProtocol>): void
  exhausted(): void
  consumed(items: number): void
}

type ManagerRef = ActorRef<Omit<ManagerProtocol, 'run'>>

interface ProducerProtocol {
  produce(): void
}

interface ConsumerProtocol {
  consume(value: number): void
  close(): void
}

function work(value: number, cost: number): number {
  const random = new PseudoRandom(cost)
  let result = value
  for (let i = 0; i < cost * 100; i++) result += Math.log(random.next() / 65_536 + 0.01)
  return result
}

export const ItemProducer = defineActor(
  'ItemProducer',
  (ctx: ActorContext<ProducerProtocol>, items: number, cost: number, manager: ManagerRef) => {
    let made = 0
    let item = 0
    return {
      produce() {
        if (made === items) {
          manager.tell('exhausted')
          return
        }
        made++
        item = work(item, cost)
        manager.tell('item', item, ctx.self)
      },
    }
  },
)

export const ItemConsumer = defineActor(
  'ItemConsumer',
  (ctx: ActorContext<ConsumerProtocol>, cost: number, manager: ManagerRef) => {
    let consumed = 0
    let sum = 0
    return {
      consume(value) {
        consumed++
        sum = work(sum + value, cost)
        manager.tell('available', ctx.self)
      },
      close() {
        if (!Number.isFinite(sum)) throw new Error(`what was consumed comes to ${sum}`)
        manager.tell('consumed', consumed)
      },
    }
  },
)

/** Hands items to consumers that are free, and holds producers back while too many wait. */
export const BufferManager = defineActor(
  'BufferManager',
  (ctx: ActorContext<ManagerProtocol>, size: BoundedBufferSize, where: Placement) => {
    const { buffer, items, cost } = size
    const producers = Array.from({ length: size.producers }, () =>
      ctx.spawn(ItemProducer, [items, cost, ctx.self], member(where)),
    )
    const consumers = Array.from({ length: size.consumers }, () =>
      ctx.spawn(ItemConsumer, [cost, ctx.self], member(where)),
    )
    // Each producer may have one item under way, for which there has to be room.
    const mostWaiting = buffer - size.producers
    const free = [...consumers]
    const heldBack: ActorRef<ProducerProtocol>[] = []
    const waiting: number[] = []
    let exhausted = 0
    let fullest = 0
    let consumed = 0
    let closed = 0
    let done: Reply<Outcome> | undefined
    const closeAtEnd = (): void => {
      if (exhausted < producers.length || free.length < consumers.length) return
      for (const consumer of consumers) consumer.tell('close')
    }
    return {
      run() {
        done = ctx.reply('run')
        for (const producer of producers) producer.tell('produce')
        return done
      },
      item(value, producer) {
        const consumer = free.shift()
        if (consumer === undefined) waiting.push(value)
        else consumer.tell('consume', value)
        fullest = Math.max(fullest, waiting.length)
        if (waiting.length >= mostWaiting) heldBack.push(producer)
        else producer.tell('produce')
      },
      available(consumer) {
        const value = waiting.shift()
        if (value === undefined) {
          free.push(consumer)
          closeAtEnd()
          return
        }
        consumer.tell('consume', value)
        heldBack.shift()?.tell('produce')
      },
      exhausted() {
        exhausted++
        closeAtEnd()
      },
      consumed(by) {
        consumed += by
        if (++closed < consumers.length) return
        if (fullest > buffer) throw new Error(`${fullest} items waited, and there is room for ${buffer}`)
        const messages = 4 * consumed + 2 * producers.length + 2 * consumers.length
        done?.answer({ figures: { items: consumed }, messages })
      },
    }
  },
)

/** Producers and consumers with work of their own, and a manager that throttles them. */
export const boundedBuffer = defineWorkload<BoundedBufferSize>({
  name: 'bounded-buffer',
  conduct: (system, size, where) => system.spawn(BufferManager, [size, where], conductor),
  full: {
    size: { producers: 40, consumers: 40, buffer: 50, items: 1000, cost: 25 },
    expected: { items: 40_000 },
  },
  small: {
    size: { producers: 5, consumers: 3, buffer: 8, items: 20, cost: 1 },
    expected: { items: 100 },
  },
})
