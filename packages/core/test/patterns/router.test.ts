import { describe, expect, test } from 'vitest'
import { type ActorContext, type ActorRef, defineActor, type Random } from '../../src/index.ts'
import {
  consistentHashing,
  defineRouter,
  type RouterControl,
  type Routing,
  randomly,
  roundRobin,
} from '../../src/patterns/index.ts'
import { createRig, type Rig } from '../rig/create-rig.ts'
import { settled } from '../rig/settled.ts'
import { unchecked } from '../rig/unchecked.ts'

interface ClerkProtocol {
  serve(customer: string): string
  note(customer: string, order?: string): void
  notes(): readonly string[]
  fail(): void
}

const Clerk = defineActor('Clerk', (_ctx: ActorContext<ClerkProtocol>, label: string) => {
  const notes: string[] = []
  return {
    serve: (customer) => `${label} serves ${customer}`,
    note: (...order) => void notes.push(order.join(' ')),
    notes: () => [...notes],
    fail() {
      throw new Error(label)
    },
  }
})

type Clerks = ActorRef<ClerkProtocol & RouterControl<ClerkProtocol>>

function open({ system }: Rig, labels: readonly string[], routing?: Routing<ClerkProtocol>) {
  const clerks = labels.map((label) => system.spawn(Clerk, [label], { name: label }))
  const router: Clerks = system.spawn(defineRouter<ClerkProtocol>('Clerks', routing), [clerks])
  return { clerks, router }
}

const serve = async (router: Clerks, customers: readonly string[]): Promise<string[]> => {
  const served: string[] = []
  for (const customer of customers) served.push((await router.ask('serve', customer)).split(' ')[0] ?? '')
  return served
}

describe('a router', () => {
  test('routes asks and tells, and its routees answer whoever asked', async () => {
    await using rig = await createRig()
    const { clerks, router } = open(rig, ['a'])
    expect(await router.ask('serve', 'me')).toBe('a serves me')
    router.tell('note', 'me', 'tea')
    router.tell('note', 'you')
    expect(await router.ask('notes')).toEqual(['me tea', 'you'])
    expect(await clerks[0]?.ask('notes')).toEqual(['me tea', 'you'])
  })

  test('hands on the failure of a routee to whoever asked, and goes on', async () => {
    await using rig = await createRig()
    const { router } = open(rig, ['a', 'b'])
    await expect(router.ask('fail')).rejects.toMatchObject({ code: 'actor-failed', cause: { message: 'a' } })
    expect(await serve(router, ['x', 'y'])).toEqual(['b', 'a'])
    expect(rig.failures.map(({ path }) => path)).toEqual([expect.stringMatching(/a$/)])
  })

  test('routes to one that joins, to none that leaves or ends', async () => {
    await using rig = await createRig()
    const { clerks, router } = open(rig, ['a', 'b'])
    const [first, second] = clerks
    if (first === undefined || second === undefined) throw new Error('Two were given.')
    const third = rig.system.spawn(Clerk, ['c'])
    router.tell('router:join', third)
    router.tell('router:join', third)
    expect(await router.ask('router:size')).toBe(3)
    expect(await serve(router, ['1', '2', '3', '4'])).toEqual(['a', 'b', 'c', 'a'])
    router.tell('router:leave', first)
    router.tell('router:leave', first)
    await rig.system.stop(second)
    expect(await router.ask('router:size')).toBe(1)
    expect(await serve(router, ['5', '6'])).toEqual(['c', 'c'])
    expect(await first.ask('serve', 'still')).toBe('a serves still')
  })

  test('without routees makes each message a dead letter, tells askers why, and goes on when one joins', async () => {
    await using rig = await createRig()
    const { clerks, router } = open(rig, ['a'])
    for (const clerk of clerks) await rig.system.stop(clerk)
    router.tell('note', 'x', 'y')
    await expect(router.ask('serve', 'z')).rejects.toMatchObject({ code: 'no-routees' })
    expect(rig.deadLetters).toMatchObject([
      { reason: 'unhandled', path: router.path, name: 'note', payload: ['x', 'y'] },
      { reason: 'unhandled', path: router.path, name: 'serve', payload: 'z' },
    ])
    router.tell('router:join', rig.system.spawn(Clerk, ['b']))
    expect(await serve(router, ['1'])).toEqual(['b'])
    expect(rig.failures).toEqual([])
  })

  test('does not start without routees', async () => {
    await using rig = await createRig()
    const router = rig.system.spawn(defineRouter<ClerkProtocol>('Clerks'), [[]], { restart: 'temporary' })
    await expect(router.ask('serve', 'me')).rejects.toMatchObject({
      code: 'actor-start-failed',
      cause: { code: 'no-routees' },
    })
  })

  test('passes on names that every object has as data, which routees do not know', async () => {
    await using rig = await createRig()
    const { router, clerks } = open(rig, ['a'])
    for (const name of ['constructor', '__proto__', 'toString'])
      await expect(unchecked(router).ask(name)).rejects.toMatchObject({ code: 'unhandled-message' })
    expect(rig.deadLetters.map(({ path }) => path)).toEqual(Array(3).fill(clerks[0]?.path))
  })

  test('refuses what is no ref, and goes on', async () => {
    await using rig = await createRig()
    const { router } = open(rig, ['a'])
    for (const name of ['router:join', 'router:leave'])
      await expect(unchecked(router).ask(name, 'me')).rejects.toMatchObject({ code: 'invalid-option' })
    expect(rig.failures).toEqual([])
  })

  test.each<[string, Routing<ClerkProtocol>, string]>([
    [
      'throws',
      {
        start: () => () => {
          throw new Error('no idea')
        },
      },
      'no idea',
    ],
    ['chooses one that there is not', { start: () => () => 2 }, 'routee 2 of 2'],
  ])('whose routing %s makes the message a dead letter and says so', async (_what, routing, words) => {
    await using rig = await createRig()
    const { router } = open(rig, ['a', 'b'], routing)
    const error = await router.ask('serve', 'me').catch((reason) => reason)
    expect(error).toMatchObject({ code: 'routing-failed' })
    expect(`${error.message} ${error.cause}`).toContain(words)
    expect(rig.deadLetters).toMatchObject([{ path: router.path, name: 'serve', payload: 'me' }])
    expect(rig.logger.texts('error').join()).toContain('routing')
    expect(rig.failures).toEqual([])
  })
})

describe('routing', () => {
  test('in turn takes one after the other', async () => {
    await using rig = await createRig()
    const { router } = open(rig, ['a', 'b', 'c'], roundRobin())
    expect(await serve(router, ['1', '2', '3', '4', '5'])).toEqual(['a', 'b', 'c', 'a', 'b'])
  })

  test('by chance takes whom the random source of the environment says', async () => {
    const drawn = [0.99, 0, 0.34, 0.5]
    const random: Random = { next: () => drawn.shift() ?? 0 }
    await using rig = await createRig({ environment: { random } })
    const { router } = open(rig, ['a', 'b', 'c'], randomly())
    expect(await serve(router, ['1', '2', '3', '4'])).toEqual(['c', 'a', 'b', 'b'])
  })

  test('by key sends equal keys to the same one, and only those of one that ends to others', async () => {
    await using rig = await createRig()
    const byCustomer = consistentHashing<ClerkProtocol>((...message) => message[1] ?? '')
    const { clerks, router } = open(rig, ['a', 'b', 'c', 'd'], byCustomer)
    const customers = Array.from({ length: 200 }, (_, n) => `customer ${n}`)
    const before = await serve(router, customers)
    expect(await serve(router, customers)).toEqual(before)
    expect(new Set(before)).toEqual(new Set(['a', 'b', 'c', 'd']))
    if (clerks[1] !== undefined) await rig.system.stop(clerks[1])
    const after = await serve(router, customers)
    for (const [index, label] of before.entries()) {
      if (label === 'b') expect(after[index]).not.toBe('b')
      else expect(after[index]).toBe(label)
    }
  })

  test('of two lives of a router, or of two routers, does not mix', async () => {
    await using rig = await createRig()
    const routing = roundRobin<ClerkProtocol>()
    const Clerks = defineRouter('Clerks', routing)
    const routees = ['a', 'b'].map((label) => rig.system.spawn(Clerk, [label]))
    const [one, two] = [rig.system.spawn(Clerks, [routees]), rig.system.spawn(Clerks, [routees])]
    expect([await serve(one, ['1']), await serve(two, ['2'])]).toEqual([['a'], ['a']])
    await settled()
  })
})
