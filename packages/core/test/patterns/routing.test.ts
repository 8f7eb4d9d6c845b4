import { describe, expect, test } from 'vitest'
import { InvalidOptionError, type Random } from '../../src/index.ts'
import {
  broadcast,
  consistentHashing,
  defineRouter,
  firstOf,
  leastLoaded,
  randomly,
  roundRobin,
} from '../../src/patterns/index.ts'
import { Clerk, type ClerkProtocol, openClerks, openSlowClerks, serve } from '../rig/clerks.ts'
import { createRig } from '../rig/create-rig.ts'
import { settled } from '../rig/settled.ts'

describe('routing', () => {
  test('in turn takes one after the other', async () => {
    await using rig = await createRig()
    const { router } = openClerks(rig, ['a', 'b', 'c'], roundRobin())
    expect(await serve(router, ['1', '2', '3', '4', '5'])).toEqual(['a', 'b', 'c', 'a', 'b'])
  })

  test('by chance takes whom the random source of the environment says', async () => {
    const drawn = [0.99, 0, 0.34, 0.5]
    const random: Random = { next: () => drawn.shift() ?? 0 }
    await using rig = await createRig({ environment: { random } })
    const { router } = openClerks(rig, ['a', 'b', 'c'], randomly())
    expect(await serve(router, ['1', '2', '3', '4'])).toEqual(['c', 'a', 'b', 'b'])
  })

  test('by key sends equal keys to the same one, and only those of one that ends to others', async () => {
    await using rig = await createRig()
    const byCustomer = consistentHashing<ClerkProtocol>((...message) => message[1] ?? '')
    const { clerks, router } = openClerks(rig, ['a', 'b', 'c', 'd'], byCustomer)
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

  test('by load takes the one with the fewest asks open, and among equals each in turn', async () => {
    await using rig = await createRig()
    const { router, gates } = openSlowClerks(rig, ['a', 'b', 'c'], leastLoaded())
    const asks = ['1', '2', '3'].map((customer) => router.ask('serve', customer))
    await settled()
    gates.b?.open()
    expect(await asks[1]).toBe('b serves 2')
    expect(await router.ask('serve', '4')).toBe('b serves 4')
    gates.c?.open()
    expect(await asks[2]).toBe('c serves 3')
    expect([await router.ask('serve', '5'), await router.ask('serve', '6')]).toEqual([
      'c serves 5',
      'b serves 6',
    ])
    gates.a?.open()
    expect(await asks[0]).toBe('a serves 1')
  })

  test('by load avoids one whose mailbox is above its high-water mark', async () => {
    await using rig = await createRig()
    const { router, gates, clerks } = openSlowClerks(rig, ['a', 'b'], leastLoaded(), { highWater: 2 })
    gates.b?.open()
    const [waiting] = [clerks[0]?.ask('serve', 'first')]
    for (let n = 0; n < 3; n++) clerks[0]?.tell('note', `direct ${n}`)
    await settled()
    for (let n = 0; n < 6; n++) {
      router.tell('note', `${n}`)
      await settled()
    }
    expect(await clerks[1]?.ask('notes')).toEqual(['1', '2', '3', '4', '5'])
    gates.a?.open()
    await waiting
    expect(await clerks[0]?.ask('notes')).toEqual(['direct 0', 'direct 1', 'direct 2', '0'])
    router.tell('note', 'again')
    await settled()
    expect(await clerks[0]?.ask('notes')).toContain('again')
  })

  test('to all tells all, and answers with the first answer', async () => {
    await using rig = await createRig()
    const { router, gates, clerks } = openSlowClerks(rig, ['a', 'b'], broadcast())
    router.tell('note', 'x')
    const asked = router.ask('serve', 'me')
    await settled()
    gates.b?.open()
    expect(await asked).toBe('b serves me')
    gates.a?.open()
    expect([await clerks[0]?.ask('notes'), await clerks[1]?.ask('notes')]).toEqual([['x'], ['x']])
    expect(rig.deadLetters.map(({ reason }) => reason).filter((reason) => reason !== 'expired')).toEqual([])
  })

  test('to all answers with an error only if all do, with the first, and keeps its code', async () => {
    await using rig = await createRig()
    const { router } = openClerks(rig, ['a', 'b'], broadcast())
    await expect(router.ask('fail')).rejects.toMatchObject({ code: 'actor-failed', cause: { message: 'a' } })
    await expect(router.ask('refuse', 'b')).resolves.toBe('a serves')
    await expect(router.ask('refuse', '')).rejects.toMatchObject({ code: 'refused', message: 'a refuses' })
    expect(rig.failures.map(({ path }) => path).filter((path) => path === router.path)).toEqual([])
  })

  test('to the first of some asks so many, chosen by chance, or all where there are fewer', async () => {
    const drawn = [0.99, 0.99]
    await using rig = await createRig({ environment: { random: { next: () => drawn.shift() ?? 0 } } })
    const { router, clerks } = openClerks(rig, ['a', 'b', 'c'], firstOf(2))
    router.tell('note', 'x')
    await settled()
    const noted = async () => Promise.all(clerks.map(async (clerk) => (await clerk.ask('notes')).length))
    expect(await noted()).toEqual([0, 1, 1])
    if (clerks[0] !== undefined) router.tell('router:leave', clerks[0])
    if (clerks[1] !== undefined) router.tell('router:leave', clerks[1])
    router.tell('note', 'y')
    await settled()
    expect(await noted()).toEqual([0, 1, 2])
    expect(await router.ask('serve', 'me')).toBe('c serves me')
  })

  test.each([0, -1, 1.5, Number.NaN])('to the first of %d is refused', (count) => {
    expect(() => firstOf(count)).toThrow(InvalidOptionError)
  })

  test('that is none is refused when the router is defined', () => {
    // @ts-expect-error stands for JavaScript
    expect(() => defineRouter('Clerks', 'in turn')).toThrow(InvalidOptionError)
    // @ts-expect-error stands for JavaScript
    expect(() => consistentHashing('customer')).toThrow(InvalidOptionError)
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
