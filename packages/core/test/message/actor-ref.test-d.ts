import { describe, expectTypeOf, it } from 'vitest'
import type { ActorRef, AnyActorRef } from '../../src/index.ts'

interface CounterProtocol {
  increment(by: number): void
  read(): number
  readLater(): Promise<number>
  maybe(): string | undefined
  move(x: number, y?: number): void
  many(...numbers: number[]): void
  pair(pair: { left: string; right: { deep: number[] } }): void
  reader: number
}
declare const counter: ActorRef<CounterProtocol>

describe('tell and ask', () => {
  it('infer the answer', () => {
    expectTypeOf(counter.ask('read')).toEqualTypeOf<Promise<number>>()
    expectTypeOf(counter.ask('readLater')).toEqualTypeOf<Promise<number>>()
    expectTypeOf(counter.ask('maybe')).toEqualTypeOf<Promise<string | undefined>>()
    expectTypeOf(counter.ask('increment', 1)).toEqualTypeOf<Promise<void>>()
    expectTypeOf(counter.tell('increment', 1)).toEqualTypeOf<boolean>()
    expectTypeOf(counter.with({ timeout: 1 }).ask('read')).toEqualTypeOf<Promise<number>>()
  })

  it('refuse messages that the protocol does not have', () => {
    // @ts-expect-error there is no such message
    counter.tell('decrement', 1)
    // @ts-expect-error there is no such message
    counter.ask('reed')
    // @ts-expect-error what is no method is no message
    counter.ask('reader')
  })

  it('refuse payloads that are wrong', () => {
    // @ts-expect-error a number is wanted
    counter.tell('increment', '1')
    // @ts-expect-error `deep` is an array of numbers
    counter.tell('pair', { left: '', right: { deep: ['1'] } })
    // @ts-expect-error `right` is missing
    counter.tell('pair', { left: '' })
  })

  it('refuse too few arguments and too many', () => {
    // @ts-expect-error `by` is missing
    counter.tell('increment')
    // @ts-expect-error there is one argument
    counter.tell('increment', 1, 2)
    // @ts-expect-error there is no argument
    counter.ask('read', 1)
    counter.tell('move', 1)
    counter.tell('move', 1, 2)
    // @ts-expect-error there are two arguments at most
    counter.tell('move', 1, 2, 3)
    counter.tell('many')
    counter.tell('many', 1, 2, 3)
    // @ts-expect-error all of them are numbers
    counter.tell('many', 1, '2')
  })

  it('refuse options that do not exist', () => {
    // @ts-expect-error there is no such priority
    counter.with({ priority: 'urgent' })
    // @ts-expect-error there is no such option
    counter.with({ timeOut: 1 })
  })
})

interface Unsendables {
  fn(value: () => void): void
  nested(value: { deep: { callback: (n: number) => string }[] }): void
  symbol(value: symbol): void
  promise(value: Promise<number>): void
  inMap(value: Map<string, () => void>): void
  inSet(value: Set<symbol>): void
  inTuple(value: [number, Promise<void>]): void
  method(value: { run(): void }): void
}
declare const unsendables: ActorRef<Unsendables>

describe('what cannot be sent', () => {
  it('does not compile, at any depth', () => {
    // @ts-expect-error a function
    unsendables.tell('fn', () => {})
    // @ts-expect-error a function inside
    unsendables.tell('nested', { deep: [{ callback: (n: number) => `${n}` }] })
    // @ts-expect-error a symbol
    unsendables.tell('symbol', Symbol('s'))
    // @ts-expect-error a promise
    unsendables.tell('promise', Promise.resolve(1))
    // @ts-expect-error functions in a map
    unsendables.tell('inMap', new Map([['a', () => {}]]))
    // @ts-expect-error symbols in a set
    unsendables.tell('inSet', new Set([Symbol('s')]))
    // @ts-expect-error a promise in a tuple
    unsendables.tell('inTuple', [1, Promise.resolve()])
    // @ts-expect-error a method
    unsendables.tell('method', { run: () => {} })
    // @ts-expect-error nor can it be asked with
    unsendables.ask('fn', () => {})
  })
})

interface Sendables {
  data(value: {
    readonly n: number
    s?: string
    list: readonly (string | null)[]
    at: Date
    error: Error
  }): void
  map(value: ReadonlyMap<string, { n: number }>): void
  set(value: Set<number>): void
  bytes(value: Uint8Array): void
  tuple(value: [number, string]): void
  union(value: { kind: 'a'; n: number } | { kind: 'b'; s: string }): void
  ref(value: ActorRef<CounterProtocol>): void
  inside(value: { to: ActorRef<CounterProtocol>[] }): void
  any(value: unknown): void
  big(value: bigint | boolean | undefined): void
}
declare const sendables: ActorRef<Sendables>

describe('what can be sent', () => {
  it('compiles: data, maps, dates, bytes, errors and refs', () => {
    sendables.tell('data', { n: 1, list: ['a', null], at: new Date(0), error: new RangeError('x') })
    sendables.tell('map', new Map([['a', { n: 1 }]]))
    sendables.tell('set', new Set([1]))
    sendables.tell('bytes', new Uint8Array(1))
    sendables.tell('tuple', [1, 'a'])
    sendables.tell('union', { kind: 'b', s: '' })
    sendables.tell('ref', counter)
    sendables.tell('inside', { to: [counter] })
    sendables.tell('any', { what: 'ever' })
    sendables.tell('big', 1n)
  })
})

describe('refs of other protocols', () => {
  type Reader = Pick<CounterProtocol, 'read'>

  it('a wide ref serves where a narrow one is wanted', () => {
    expectTypeOf<ActorRef<CounterProtocol>>().toExtend<ActorRef<Reader>>()
    expectTypeOf<ActorRef<CounterProtocol>>().toExtend<AnyActorRef>()
    const reader: ActorRef<Reader> = counter
    expectTypeOf(reader.ask('read')).toEqualTypeOf<Promise<number>>()
  })

  it('a narrow ref does not serve where a wide one is wanted', () => {
    expectTypeOf<ActorRef<Reader>>().not.toExtend<ActorRef<CounterProtocol>>()
    expectTypeOf<AnyActorRef>().not.toExtend<ActorRef<Reader>>()
  })

  it('payloads are compared contravariantly: an actor that takes less is not one that takes more', () => {
    expectTypeOf<ActorRef<{ set(value: number | string): void }>>().toExtend<
      ActorRef<{ set(value: number): void }>
    >()
    expectTypeOf<ActorRef<{ set(value: number): void }>>().not.toExtend<
      ActorRef<{ set(value: number | string): void }>
    >()
    expectTypeOf<ActorRef<{ set(value: { n: number }): void }>>().not.toExtend<
      ActorRef<{ set(value: { n: number | string }): void }>
    >()
  })

  it('answers are compared covariantly', () => {
    expectTypeOf<ActorRef<{ get(): number }>>().toExtend<ActorRef<{ get(): number | string }>>()
    expectTypeOf<ActorRef<{ get(): number | string }>>().not.toExtend<ActorRef<{ get(): number }>>()
  })

  it('refs in payloads are compared with them', () => {
    interface Wide {
      send(to: ActorRef<CounterProtocol>): void
    }
    interface Narrow {
      send(to: ActorRef<Reader>): void
    }
    expectTypeOf<ActorRef<Narrow>>().toExtend<ActorRef<Wide>>()
    expectTypeOf<ActorRef<Wide>>().not.toExtend<ActorRef<Narrow>>()
  })
})
