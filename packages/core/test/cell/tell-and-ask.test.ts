import { describe, expect, it } from 'vitest'
import {
  type ActorContext,
  ActorFailedError,
  ActorTerminatedError,
  defineActor,
  Rejection,
  UnhandledMessageError,
  UnsendableError,
} from '../../src/index.ts'
import { createRig } from '../rig/create-rig.ts'
import { settled } from '../rig/settled.ts'
import { unchecked } from '../rig/unchecked.ts'

interface CounterProtocol {
  increment(by: number): void
  read(): number
}

class CountingActor {
  private count: number
  constructor(_ctx: ActorContext<CounterProtocol>, start: number) {
    this.count = start
  }
  increment(by: number): void {
    this.count += by
  }
  read(): number {
    return this.count
  }
}
const Counter = defineActor(
  'Counter',
  (ctx: ActorContext<CounterProtocol>, start: number) => new CountingActor(ctx, start),
)

interface EchoProtocol {
  none(): unknown[]
  one(value: unknown): unknown
  two(first: unknown, second?: unknown): unknown[]
  later(value: unknown): Promise<unknown>
  refuse(): number
  throwRefusal(): number
  refuseLater(): Promise<number>
  unsendable(): unknown
}
const Echo = defineActor('Echo', (_ctx: ActorContext<EchoProtocol>) => ({
  none: (...args: unknown[]) => args,
  one: (value) => value,
  two: (...args) => args,
  later: async (value) => value,
  refuse: () => new Rejection('no', { code: 'no-number' }),
  throwRefusal() {
    throw new Rejection('no', { code: 'thrown' })
  },
  refuseLater: async () => new Rejection('no', { code: 'later' }),
  unsendable: () => () => {},
}))

describe('tell', () => {
  it('messages are handled in the order sent, those of several arguments and asks among them [ORD-1]', async () => {
    await using rig = await createRig()
    const seen: unknown[] = []
    interface P {
      one(n: number): void
      two(n: number, m: number): void
    }
    const Seen = defineActor('Seen', (_ctx: ActorContext<P>) => ({
      one: (n) => void seen.push(n),
      two: (n, m) => void seen.push([n, m]),
    }))
    const ref = rig.system.spawn(Seen)
    const sent: unknown[] = []
    for (let i = 0; i < 500; i++) {
      ref.tell('one', i)
      ref.tell('two', i, -i)
      void ref.ask('one', i)
      void ref.ask('two', i, i)
      sent.push(i, [i, -i], i, [i, i])
    }
    await settled()
    expect(seen).toEqual(sent)
  })

  it('no handler runs inside the call that sends', async () => {
    await using rig = await createRig()
    const counter = rig.system.spawn(Counter, [0])
    let read = -1
    void counter.ask('read').then((n) => (read = n))
    counter.tell('increment', 1)
    expect(read).toBe(-1)
    await settled()
    expect(read).toBe(0)
  })

  it('actors shaped as classes keep their state in `this`', async () => {
    await using rig = await createRig()
    const counter = rig.system.spawn(Counter, [40])
    counter.tell('increment', 2)
    expect(await counter.ask('read')).toBe(42)
  })

  it('what every object has is no message', async () => {
    await using rig = await createRig()
    const counter = unchecked(rig.system.spawn(Counter, [0]))
    for (const name of ['constructor', 'toString', 'hasOwnProperty', '__proto__', 'valueOf']) {
      await expect(counter.ask(name)).rejects.toBeInstanceOf(UnhandledMessageError)
    }
    expect(rig.deadLetters.map((letter) => letter.reason)).toEqual(Array(5).fill('unhandled'))
  })

  it('takes several arguments, one that is an array, and none', async () => {
    await using rig = await createRig()
    const echo = rig.system.spawn(Echo)
    expect(await echo.ask('two', [1], [2])).toEqual([[1], [2]])
    expect(await echo.ask('two', [1, 2])).toEqual([[1, 2]])
    expect(await echo.ask('two', 1, undefined)).toEqual([1, undefined])
    expect(await echo.ask('one', undefined)).toBeUndefined()
    expect(await echo.ask('none')).toEqual([undefined])
  })

  it('throws at the caller for what cannot be sent, and the actor never hears of it', async () => {
    await using rig = await createRig()
    const seen: unknown[] = []
    const One = defineActor('One', (_ctx: ActorContext<{ one(value: unknown): void }>) => ({
      one: (v) => void seen.push(v),
    }))
    const one = rig.system.spawn(One)
    expect(() => one.tell('one', () => {})).toThrow(UnsendableError)
    expect(() => one.with({ priority: 'high' }).tell('one', Symbol('s'))).toThrow(TypeError)
    await expect(one.ask('one', { deep: [new Map([[1, Promise.resolve()]])] })).rejects.toMatchObject({
      code: 'unsendable',
    })
    await settled()
    expect(seen).toEqual([])
    expect(rig.clock.pending).toBe(0)
  })

  it('what is sent is frozen in place, and a map that the sender goes on changing is a copy', async () => {
    await using rig = await createRig()
    const echo = rig.system.spawn(Echo)
    const value = { list: [1] }
    expect(await echo.ask('one', value)).toBe(value)
    expect(Object.isFrozen(value.list)).toBe(true)
    const map = new Map([['a', 1]])
    const answer = echo.ask('one', map)
    map.clear()
    expect(await answer).toEqual(new Map([['a', 1]]))
  })

  it('transfer moves a buffer to the receiver', async () => {
    await using rig = await createRig()
    const echo = rig.system.spawn(Echo)
    const bytes = new Uint8Array([1, 2, 3])
    expect(await echo.with({ transfer: [bytes.buffer] }).ask('one', bytes)).toEqual(new Uint8Array([1, 2, 3]))
    expect(bytes.byteLength).toBe(0)
  })

  it('to an actor that has ended it is a dead letter, and no error [DEL-1]', async () => {
    await using rig = await createRig()
    const counter = rig.system.spawn(Counter, [0], { name: 'counter' })
    await rig.system.stop(counter)
    expect(counter.tell('increment', 5)).toBe(true)
    expect(rig.deadLetters).toEqual([
      { reason: 'terminated', path: 'troupe://main/counter', name: 'increment', payload: 5 },
    ])
  })
})

describe('ask', () => {
  it('an asynchronous handler answers with what its promise settles to', async () => {
    await using rig = await createRig()
    expect(await rig.system.spawn(Echo).ask('later', 7)).toBe(7)
  })

  it.each([{}, { wire: 'always' }] as const)(
    'an actor may answer with its own state, and both sides keep what they have: %o',
    async (options) => {
      await using rig = await createRig(options)
      interface Items {
        add(item: { n: number }): void
        list(): readonly { n: number }[]
        refuse(): Rejection
      }
      const Keeper = defineActor('Keeper', (_ctx: ActorContext<Items>) => {
        const items: { n: number }[] = [{ n: 0 }]
        return {
          add(item) {
            for (const old of items) if (!Object.isFrozen(old)) old.n += 10
            items.push(item)
          },
          list: () => items,
          refuse: () => Object.assign(new Rejection('no'), { items }),
        }
      })
      const keeper = rig.system.spawn(Keeper)
      const first = await keeper.ask('list')
      const refused: unknown = await keeper.ask('refuse').catch((error: unknown) => error)
      keeper.tell('add', { n: 1 })
      expect(await keeper.ask('list')).toEqual([{ n: 10 }, { n: 1 }])
      expect(first).toEqual([{ n: 0 }])
      expect(refused).toMatchObject({ items: [{ n: 0 }] })
      expect(rig.failures).toEqual([])
      // What came over a wire nobody else holds: the receiver may do with it what it likes.
      if (!('wire' in options)) for (const part of [first, first[0]]) expect(Object.isFrozen(part)).toBe(true)
      try {
        ;(first as { n: number }[]).pop()
      } catch {}
      expect(await keeper.ask('list')).toHaveLength(2)
    },
  )

  it.each([
    { name: 'refuse', code: 'no-number' },
    { name: 'throwRefusal', code: 'thrown' },
    { name: 'refuseLater', code: 'later' },
  ] as const)('a Rejection is an answer, and the actor has not failed: $name', async ({ name, code }) => {
    await using rig = await createRig()
    const echo = rig.system.spawn(Echo)
    const error: unknown = await echo.ask(name).catch((reason: unknown) => reason)
    expect(error).toBeInstanceOf(Rejection)
    expect(error).toMatchObject({ message: 'no', code })
    expect(rig.failures).toEqual([])
    expect(await echo.ask('one', 'still here')).toBe('still here')
  })

  it('a tell that is refused with a Rejection leaves no trace', async () => {
    await using rig = await createRig()
    const echo = rig.system.spawn(Echo)
    echo.tell('throwRefusal')
    echo.tell('refuse')
    echo.tell('refuseLater')
    await settled()
    expect(rig.failures).toEqual([])
    expect(rig.deadLetters).toEqual([])
  })

  it('an answer that cannot be sent fails the actor that gave it', async () => {
    await using rig = await createRig()
    const error: unknown = await rig.system
      .spawn(Echo)
      .ask('unsendable')
      .catch((reason: unknown) => reason)
    expect(error).toBeInstanceOf(ActorFailedError)
    expect(error).toMatchObject({ cause: { code: 'unsendable' } })
    expect(rig.failures).toHaveLength(1)
  })

  it('without a handler it rejects at once, and the message is a dead letter', async () => {
    await using rig = await createRig()
    const ref = unchecked(rig.system.spawn(Counter, [0]))
    await expect(ref.ask('reed')).rejects.toThrow(/no handler for "reed".*"Counter"/)
    expect(rig.system.deadLetters.unhandled).toBe(1)
  })

  it('of an actor that has ended rejects at once, and is a dead letter', async () => {
    await using rig = await createRig()
    const counter = rig.system.spawn(Counter, [0])
    await rig.system.stop(counter)
    await expect(counter.ask('read')).rejects.toBeInstanceOf(ActorTerminatedError)
    expect(rig.system.deadLetters.terminated).toBe(1)
  })

  it('an answer is sealed like a message: the actor that gave it cannot change it any more', async () => {
    await using rig = await createRig()
    interface P {
      list(): readonly number[]
      map(): ReadonlyMap<string, number>
      grow(): void
    }
    const Owner = defineActor('Owner', (_ctx: ActorContext<P>) => {
      let list = [1]
      const map = new Map([['a', 1]])
      return {
        list: () => list,
        map: () => map,
        grow() {
          list = [...list, 2]
          map.set('b', 2)
        },
      }
    })
    const owner = rig.system.spawn(Owner)
    const [list, map] = [await owner.ask('list'), await owner.ask('map')]
    owner.tell('grow')
    await settled()
    expect(list).toEqual([1])
    expect(Object.isFrozen(list)).toBe(true)
    expect([...map.keys()]).toEqual(['a'])
  })
})

describe('refs', () => {
  it('travel inside messages, and are equal wherever they were received', async () => {
    await using rig = await createRig()
    const echo = rig.system.spawn(Echo)
    const counter = rig.system.spawn(Counter, [1])
    const { ref } = (await echo.ask('one', { ref: counter })) as { ref: typeof counter }
    expect(ref.equals(counter)).toBe(true)
    expect(counter.with({ timeout: 5 }).equals(ref)).toBe(true)
    expect(ref.equals(echo)).toBe(false)
    expect(await ref.ask('read')).toBe(1)
  })

  it('have the path of their actor, in text and in JSON', async () => {
    await using rig = await createRig()
    const named = rig.system.spawn(Counter, [0], { name: 'till' })
    expect(named.path).toBe('troupe://main/till')
    expect(`${named}`).toBe(named.path)
    expect(JSON.stringify({ named })).toBe('{"named":"troupe://main/till"}')
    expect(rig.system.spawn(Counter, [0]).path).toMatch(/^troupe:\/\/main\/Counter\$\d+$/)
  })

  it('an actor that has the name of one that ended is another actor', async () => {
    await using rig = await createRig()
    const old = rig.system.spawn(Counter, [0], { name: 'till' })
    await rig.system.stop(old)
    const young = rig.system.spawn(Counter, [0], { name: 'till' })
    expect(young.path).toBe(old.path)
    expect(young.equals(old)).toBe(false)
    await expect(old.ask('read')).rejects.toBeInstanceOf(ActorTerminatedError)
  })

  it.each<{ options: object }>([
    { options: { timeout: -1 } },
    { options: { timeout: Number.NaN } },
    { options: { timeout: '5' } },
    { options: { priority: 'urgent' } },
  ])('refuse a view with the options $options', async ({ options }) => {
    await using rig = await createRig()
    const counter = rig.system.spawn(Counter, [0])
    expect(() => counter.with(options)).toThrow(expect.objectContaining({ code: 'invalid-option' }))
  })
})
