import { describe, expect, test } from 'vitest'
import {
  type ActorContext,
  type ActorRef,
  defineActor,
  InvalidOptionError,
  Rejection,
} from '../../src/index.ts'
import {
  type CourierOptions,
  type CourierReceipts,
  defineCourier,
  defineInbox,
  type InboxProtocol,
} from '../../src/patterns/index.ts'
import { createRig, type Rig } from '../rig/create-rig.ts'
import { gate } from '../rig/gate.ts'
import { refusedWith } from '../rig/refused-with.ts'
import { settled } from '../rig/settled.ts'
import { startAnew } from '../rig/start-anew.ts'

interface LedgerProtocol {
  book(amount: number): number
  refuse(): void
  /** Fails so many times. */
  fail(times: number): void
  wait(): void
}

const LedgerInbox = defineInbox<LedgerProtocol>('Inbox')

function open({ system }: Rig, options: CourierOptions = {}) {
  const booked: unknown[] = []
  const held = gate()
  let failures = 0
  const Ledger = defineActor('Ledger', (_ctx: ActorContext<LedgerProtocol>) => ({
    book: (amount) => booked.push(amount),
    refuse() {
      booked.push('refused')
      throw new Rejection('no')
    },
    fail(times) {
      if (failures++ < times) throw new Error('oops')
      booked.push('failed no more')
    },
    async wait() {
      await held.promise
      booked.push('waited')
    },
  }))
  const ledger = system.spawn(Ledger, [], { budget: { max: 100, within: 1 } })
  const inbox = system.spawn(LedgerInbox, [ledger], { name: 'inbox' })
  const Courier = defineCourier<LedgerProtocol>('Courier', { retryAfter: 100, ...options })
  return {
    booked,
    held,
    ledger,
    inbox,
    Courier,
    courier: system.spawn(Courier, [inbox], { name: 'courier' }),
  }
}

/** Stands before an inbox, and loses all it is sent while it is `deaf`. */
function openWay(rig: Rig, options?: CourierOptions) {
  const all = open(rig, options)
  const way = { isDeaf: true, sent: 0 }
  const Way = defineActor('Way', (_ctx: ActorContext<InboxProtocol<LedgerProtocol>>) => ({
    'inbox:deliver'(parcel) {
      way.sent++
      if (!way.isDeaf) all.inbox.tell('inbox:deliver', parcel)
    },
  }))
  const through = rig.system.spawn(Way)
  return { ...all, way, through, courier: rig.system.spawn(all.Courier, [through]) }
}

const codeOf = (ask: Promise<unknown>): Promise<unknown> =>
  ask.then(() => 'answered').catch(({ code }) => code)

describe('a courier', () => {
  test('has the target handle what it is told, in order, and says so to whoever asks', async () => {
    await using rig = await createRig()
    const { courier, booked } = open(rig)
    courier.tell('book', 1)
    courier.tell('refuse')
    const asked = courier.ask('book', 2)
    await settled()
    expect(booked).toEqual([1, 'refused', 2])
    expect(await asked).toBeUndefined()
    await rig.clock.advance(10_000)
    expect([booked, rig.clock.pending, rig.deadLetters]).toEqual([[1, 'refused', 2], 0, []])
  })

  test('sends again what was lost, until it is handled', async () => {
    await using rig = await createRig()
    const { courier, booked, way } = openWay(rig)
    const asked = codeOf(courier.ask('book', 1))
    courier.tell('book', 2)
    await rig.clock.advance(250)
    expect([booked, way.sent]).toEqual([[], 6])
    way.isDeaf = false
    await rig.clock.advance(50)
    expect([booked, await asked]).toEqual([[1, 2], 'answered'])
    await rig.clock.advance(10_000)
    expect([booked, way.sent]).toEqual([[1, 2], 8])
  })

  test('does what the target failed with again, before what came behind it', async () => {
    await using rig = await createRig()
    const { courier, booked } = open(rig)
    courier.tell('fail', 2)
    courier.tell('book', 1)
    await rig.clock.advance(99)
    expect(booked).toEqual([])
    await rig.clock.advance(101)
    expect(booked).toEqual(['failed no more', 1])
  })

  test('has no message handled twice because the target takes long', async () => {
    await using rig = await createRig()
    const { courier, booked, held } = open(rig)
    courier.tell('wait')
    courier.tell('book', 1)
    await rig.clock.advance(550)
    held.open()
    await rig.clock.advance(10_000)
    expect(booked).toEqual(['waited', 1])
    expect(rig.deadLetters).toEqual([])
  })

  test('gives up what was sent often enough, tells who asked, and goes on with the next', async () => {
    await using rig = await createRig()
    const { courier, booked } = open(rig, { deliveries: 3 })
    const given = codeOf(courier.ask('fail', 99))
    courier.tell('book', 1)
    await rig.clock.advance(299)
    expect([booked, rig.deadLetters]).toEqual([[], []])
    await rig.clock.advance(1)
    expect(booked).toEqual([1])
    expect(await given).toBe('delivery-given-up')
    expect(rig.deadLetters).toMatchObject([{ path: courier.path, name: 'fail', payload: 99 }])
  })

  test('has no more under way than its window, and holds those back who heed tell [PAT-3]', async () => {
    await using rig = await createRig()
    const { Courier, through, way, booked } = openWay(rig, { window: 2 })
    const courier = rig.system.spawn(Courier, [through], { mailbox: { highWater: 3, capacity: 6 } })
    let sent = 0
    while (courier.tell('book', ++sent)) await settled()
    await settled()
    expect([sent, way.sent]).toEqual([6, 2])
    courier.tell('book', 7)
    courier.tell('book', 8)
    courier.tell('book', 9)
    expect(rig.deadLetters).toMatchObject([{ path: courier.path, payload: 9, reason: 'mailbox-full' }])
    way.isDeaf = false
    await rig.clock.advance(100)
    await courier.ready()
    expect(await codeOf(courier.ask('book', 10))).toBe('answered')
    expect(booked).toEqual([1, 2, 3, 4, 5, 6, 7, 8, 10])
  })

  test('learns of the end of the inbox though it waits for room, and ends at once though it does', async () => {
    await using rig = await createRig()
    const { Courier, through, courier } = openWay(rig, { window: 1 })
    const other = rig.system.spawn(Courier, [through])
    const given = [courier, other].map((each) => codeOf(each.ask('book', 1)))
    for (const each of [courier, other]) each.tell('book', 2)
    await settled()
    await rig.system.stop(other)
    await rig.system.stop(through)
    expect(await Promise.all(given)).toEqual(['delivery-given-up', 'actor-terminated'])
  })

  test('that is started anew has handled what it kept, once and in order, and what waited [PAT-1, PAT-5]', async () => {
    await using rig = await createRig()
    const { courier, booked, way } = openWay(rig, { window: 3 })
    const asked = codeOf(courier.ask('book', 1))
    courier.tell('book', 2)
    await settled()
    await startAnew(rig.system, courier)
    expect(await asked).toBe('actor-terminated')
    courier.tell('book', 3)
    courier.tell('book', 4)
    way.isDeaf = false
    await rig.clock.advance(200)
    expect(booked).toEqual([1, 2, 3, 4])
    expect(rig.deadLetters).toEqual([])
  })

  test('gives up all it has when the target of its inbox ends, since that ends then [PAT-5]', async () => {
    await using rig = await createRig()
    const { courier, ledger, inbox } = open(rig, { deliveries: 1000 })
    const asked = [codeOf(courier.ask('wait')), codeOf(courier.ask('book', 1))]
    await settled()
    const ended = rig.system.stop(ledger)
    await rig.clock.advance(5000)
    await ended
    await settled()
    expect(await Promise.all(asked)).toEqual(['delivery-given-up', 'delivery-given-up'])
    expect(rig.system.lookup(inbox.path)).toBeUndefined()
  })

  test('gives up all it has when the inbox ends, and all it is told from then on', async () => {
    await using rig = await createRig()
    const { courier, through, way } = openWay(rig, { window: 1 })
    const asked = [1, 2, 3].map((amount) => codeOf(courier.ask('book', amount)))
    await settled()
    await rig.system.stop(through)
    expect(await Promise.all(asked)).toEqual(['delivery-given-up', 'delivery-given-up', 'delivery-given-up'])
    expect(await codeOf(courier.ask('book', 4))).toBe('delivery-given-up')
    expect(rig.deadLetters.filter(({ path }) => path === courier.path).map(({ payload }) => payload)).toEqual(
      [1, 2, 3, 4],
    )
    const { sent } = way
    await rig.clock.advance(10_000)
    expect([rig.clock.pending, way.sent]).toEqual([0, sent])
  })

  test('leaves a dead letter of all it kept when it is stopped', async () => {
    await using rig = await createRig()
    const { courier } = openWay(rig, { window: 1 })
    const asked = codeOf(courier.ask('book', 1))
    courier.tell('book', 2)
    courier.tell('book', 3)
    await settled()
    await rig.system.stop(courier)
    expect(await asked).toBe('actor-terminated')
    expect(rig.deadLetters.map(({ payload }) => payload).toSorted()).toEqual([1, 2, 3])
  })

  test.each([1, 100])(
    'that is drained with room for %s sends what waits, and gives it up at once, saying why',
    async (window) => {
      await using rig = await createRig()
      const { courier, way } = openWay(rig, { window })
      const asked = [1, 2].map((amount) =>
        courier.ask('book', amount).catch(({ code, message }) => [code, message]),
      )
      courier.tell('book', 3)
      if (window === 1) await settled()
      await rig.system.stop(courier, { drain: true })
      const why = expect.stringContaining(`${courier.path} is to stop`)
      expect(await Promise.all(asked)).toEqual(Array(2).fill(['delivery-given-up', why]))
      await settled()
      expect(way.sent).toBe(3)
      expect(rig.deadLetters.map(({ path, payload }) => [path, payload])).toEqual(
        [1, 2, 3].map((amount) => [courier.path, amount]),
      )
    },
  )

  test('that takes the name of one that has ended is another one: nothing of it is taken for a duplicate', async () => {
    await using rig = await createRig()
    const { courier, Courier, inbox, booked } = open(rig)
    await courier.ask('book', 1)
    await rig.system.stop(courier)
    const next = rig.system.spawn(Courier, [inbox], { name: 'courier' })
    await next.ask('book', 1)
    await next.ask('book', 2)
    expect(booked).toEqual([1, 1, 2])
  })

  test('is not taken for another of its name that has ended, though what that one sent comes late [PAT-5]', async () => {
    await using rig = await createRig()
    const { inbox, booked } = open(rig)
    const Ear = defineActor('Ear', (_ctx: ActorContext<CourierReceipts>) => ({ 'courier:handled'() {} }))
    const former = rig.system.spawn(Ear, [], { name: 'ear' })
    await rig.system.stop(former)
    const from = rig.system.spawn(Ear, [], { name: 'ear' })
    inbox.tell('inbox:deliver', { from: former, first: 1, number: 1, message: ['book', 1] })
    inbox.tell('inbox:deliver', { from, first: 1, number: 1, message: ['book', 2] })
    await settled()
    expect(booked).toEqual([1, 2])
    inbox.tell('inbox:deliver', { from, first: 1, number: 1, message: ['book', 2] })
    await settled()
    expect(booked).toEqual([1, 2])
  })

  test('has no message handled twice though the inbox is started anew', async () => {
    await using rig = await createRig()
    const { courier, inbox, booked } = open(rig)
    courier.tell('book', 1)
    await courier.ask('book', 2)
    await startAnew(rig.system, inbox)
    expect(booked).toEqual([1, 2])
    await courier.ask('book', 3)
    expect(booked).toEqual([1, 2, 3])
  })

  test('has no message handled twice though the inbox is started anew before it could say that it was [PAT-1, PAT-5]', async () => {
    await using rig = await createRig()
    const { booked, inbox, Courier } = open(rig)
    let isDeaf = true
    const Ear = defineActor('Ear', (_ctx: ActorContext<CourierReceipts>, to: ActorRef<CourierReceipts>) => ({
      'courier:handled'(upTo) {
        if (!isDeaf) to.tell('courier:handled', upTo)
      },
    }))
    const Way = defineActor('Way', (ctx: ActorContext<InboxProtocol<LedgerProtocol>>) => {
      let ear: ActorRef<CourierReceipts> | undefined
      return {
        'inbox:deliver'(parcel) {
          ear ??= ctx.spawn(Ear, [parcel.from])
          inbox.tell('inbox:deliver', { ...parcel, from: ear })
        },
      }
    })
    const courier = rig.system.spawn(Courier, [rig.system.spawn(Way)])
    const asked = courier.ask('book', 1)
    await settled()
    await startAnew(rig.system, inbox)
    isDeaf = false
    await rig.clock.advance(100)
    await asked
    expect(booked).toEqual([1])
  })

  test('and an inbox need refs', async () => {
    await using rig = await createRig()
    // @ts-expect-error stands for JavaScript
    const courier = () => rig.system.spawn(defineCourier<LedgerProtocol>('Courier'), ['inbox'])
    // @ts-expect-error stands for JavaScript
    const inbox = () => rig.system.spawn(LedgerInbox, ['ledger'])
    expect([refusedWith(courier), refusedWith(inbox)]).toEqual(['invalid-option', 'invalid-option'])
  })

  test.each([{ window: 0 }, { window: 1.5 }, { deliveries: 0 }, { retryAfter: 0 }, { retryAfter: Infinity }])(
    'refuses %o',
    (options) => {
      expect(() => defineCourier('Courier', options)).toThrow(InvalidOptionError)
    },
  )
})
