import { describe, expect, test } from 'vitest'
import { type ActorContext, defineActor } from '../../src/index.ts'
import {
  broadcast,
  consistentHashing,
  defineRouter,
  firstOf,
  leastLoaded,
  type Routing,
  roundRobin,
} from '../../src/patterns/index.ts'
import { Clerk, type ClerkProtocol, openClerks, openSlowClerks, serve } from '../rig/clerks.ts'
import { createRig } from '../rig/create-rig.ts'
import { gate } from '../rig/gate.ts'
import { refusedWith } from '../rig/refused-with.ts'
import { settled } from '../rig/settled.ts'
import { startAnew } from '../rig/start-anew.ts'
import { unchecked } from '../rig/unchecked.ts'

describe('a router', () => {
  test('holds its own mailbox while the one it sends to is too full, so that those who heed tell wait', async () => {
    await using rig = await createRig()
    const { router, gates, clerks } = openSlowClerks(rig, ['a'], roundRobin(), {
      highWater: 10,
      capacity: 20,
    })
    const asked = router.ask('serve', 'first')
    let sent = 0
    for (; sent < 5000; sent++) {
      if (!router.tell('note', `${sent}`)) break
    }
    expect(sent).toBeLessThan(5000)
    gates.a?.open()
    await asked
    await router.ready()
    await settled()
    expect(await clerks[0]?.ask('notes')).toHaveLength(sent + 1)
    expect(rig.deadLetters).toEqual([])
  })

  test.each([
    ['by load', leastLoaded<ClerkProtocol>(), 2],
    ['to all', broadcast<ClerkProtocol>(), 1],
    ['to the first of some', firstOf<ClerkProtocol>(2), 1],
  ])(
    'that routes %s holds those back who heed tell, and no message is lost [PAT-3]',
    async (_how, routing, share) => {
      await using rig = await createRig()
      const { router, gates, clerks } = openSlowClerks(rig, ['a', 'b'], routing, {
        highWater: 10,
        capacity: 20,
      })
      const served = clerks.map((clerk) => clerk.ask('serve', 'first'))
      await settled()
      const asked = router.ask('serve', 'second')
      let sent = 0
      for (; sent < 5000; sent++) {
        if (!router.tell('note', `${sent}`)) break
        if (sent % 8 === 0) await settled()
      }
      expect(sent).toBeLessThan(2000)
      for (const label of ['a', 'b']) gates[label]?.open()
      await Promise.all([...served, asked, router.ready()])
      await settled()
      const noted = await Promise.all(clerks.map(async (clerk) => (await clerk.ask('notes')).length))
      expect(noted.reduce((sum, count) => sum + count, 0) * share).toBe((sent + 1) * 2)
      expect(rig.deadLetters.filter(({ name }) => name === 'note')).toEqual([])
    },
  )

  test('that routes by load goes on while one has room', async () => {
    await using rig = await createRig()
    const { router, gates, clerks } = openSlowClerks(rig, ['a', 'b'], leastLoaded(), { highWater: 2 })
    gates.b?.open()
    const waiting = clerks[0]?.ask('serve', 'first')
    for (let n = 0; n < 200; n++) {
      router.tell('note', `${n}`)
      await settled()
    }
    expect((await clerks[1]?.ask('notes'))?.length).toBeGreaterThan(190)
    gates.a?.open()
    await waiting
  })

  test('that waits for room is told to let a routee go, and does not hold up its own end', async () => {
    await using rig = await createRig()
    const { router, gates, clerks } = openSlowClerks(rig, ['a', 'b'], broadcast(), { highWater: 2 })
    gates.b?.open()
    const [hangs] = clerks
    const waiting = hangs?.ask('serve', 'first')
    for (let n = 0; n < 20; n++) router.tell('note', `${n}`)
    await settled()
    expect(await clerks[1]?.ask('notes')).toHaveLength(3)
    if (hangs !== undefined) await router.ask('router:leave', hangs)
    await settled()
    expect(await clerks[1]?.ask('notes')).toHaveLength(20)
    if (hangs !== undefined) await router.ask('router:join', hangs)
    router.tell('note', 'more')
    await settled()
    await rig.system.stop(router)
    gates.a?.open()
    await waiting
  })

  test('that is started anew knows its routees still, those that joined later too [PAT-1]', async () => {
    await using rig = await createRig()
    const { clerks, router } = openClerks(rig, ['a', 'b'])
    const third = rig.system.spawn(Clerk, ['c'])
    await router.ask('router:join', third)
    if (clerks[0] !== undefined) await router.ask('router:leave', clerks[0])
    await startAnew(rig.system, router)
    expect(await serve(router, ['1', '2', '3'])).toEqual(['b', 'c', 'b'])
    if (clerks[1] !== undefined) await rig.system.stop(clerks[1])
    await rig.system.stop(third)
    await startAnew(rig.system, router)
    expect(await router.ask('router:size')).toBe(0)
    const other = rig.system.spawn(defineRouter<ClerkProtocol>('Clerks'), [clerks.slice(0, 1)])
    expect(await serve(other, ['4'])).toEqual(['a'])
  })

  test('that awaits answers calls them off when whoever asked gives up, and gives them when it is drained', async () => {
    await using rig = await createRig()
    let calledOff = 0
    const held = gate<string>()
    const Slow = defineActor('Slow', (ctx: ActorContext<{ call(): string }>) => ({
      call() {
        ctx.abortSignal.addEventListener('abort', () => calledOff++)
        return held.promise
      },
    }))
    const slow = rig.system.spawn(Slow)
    const router = rig.system.spawn(defineRouter('Router', leastLoaded<{ call(): string }>()), [[slow]])
    const aborter = new AbortController()
    const given = router
      .with({ signal: aborter.signal })
      .ask('call')
      .catch((error) => error.code)
    const kept = router.ask('call')
    await settled()
    aborter.abort()
    expect(await given).toBe('ask-aborted')
    await settled()
    expect(calledOff).toBe(1)
    const ended = rig.system.stop(router, { drain: true })
    await settled()
    held.open('at last')
    expect(await kept).toBe('at last')
    await ended
  })

  test('routes asks and tells, and its routees answer whoever asked', async () => {
    await using rig = await createRig()
    const { clerks, router } = openClerks(rig, ['a'])
    expect(await router.ask('serve', 'me')).toBe('a serves me')
    router.tell('note', 'me', 'tea')
    router.tell('note', 'you')
    expect(await router.ask('notes')).toEqual(['me tea', 'you'])
    expect(await clerks[0]?.ask('notes')).toEqual(['me tea', 'you'])
  })

  test('hands on the failure of a routee to whoever asked, and goes on', async () => {
    await using rig = await createRig()
    const { router } = openClerks(rig, ['a', 'b'])
    await expect(router.ask('fail')).rejects.toMatchObject({ code: 'actor-failed', cause: { message: 'a' } })
    expect(await serve(router, ['x', 'y'])).toEqual(['b', 'a'])
    expect(rig.failures.map(({ path }) => path)).toEqual([expect.stringMatching(/a$/)])
  })

  test('routes to one that joins, to none that leaves or ends', async () => {
    await using rig = await createRig()
    const { clerks, router } = openClerks(rig, ['a', 'b'])
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
    const { clerks, router } = openClerks(rig, ['a'])
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

  test('is not spawned without routees, nor with what are none', async () => {
    await using rig = await createRig()
    const Clerks = defineRouter<ClerkProtocol>('Clerks')
    const code = (given: unknown) => {
      // @ts-expect-error stands for JavaScript
      return refusedWith(() => rig.system.spawn(Clerks, [given]))
    }
    expect(code([])).toBe('no-routees')
    for (const given of [undefined, null, 'clerk', ['clerk'], [{}]])
      expect(code(given)).toBe('invalid-option')
    expect(rig.system.stats().actors).toEqual({})
  })

  test('passes on names that every object has as data, which routees do not know', async () => {
    await using rig = await createRig()
    const { router, clerks } = openClerks(rig, ['a'])
    for (const name of ['constructor', '__proto__', 'toString'])
      await expect(unchecked(router).ask(name)).rejects.toMatchObject({ code: 'unhandled-message' })
    expect(rig.deadLetters.map(({ path }) => path)).toEqual(Array(3).fill(clerks[0]?.path))
  })

  test('refuses what is no ref, and goes on', async () => {
    await using rig = await createRig()
    const { router } = openClerks(rig, ['a'])
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
    [
      'is given an object for a key, of whom all look alike',
      // @ts-expect-error: the compiler sees it too
      consistentHashing<ClerkProtocol>(() => ({})),
      'a bigint or a boolean, not object',
    ],
    // @ts-expect-error: the compiler sees it too
    ['is given no key', consistentHashing<ClerkProtocol>(() => undefined), 'undefined'],
    ['chooses one that there is not', { start: () => () => 2 }, 'routee 2 of 2'],
  ])('whose routing %s makes the message a dead letter and says so', async (_what, routing, words) => {
    await using rig = await createRig()
    const { router } = openClerks(rig, ['a', 'b'], routing)
    const error = await router.ask('serve', 'me').catch((reason) => reason)
    expect(error).toMatchObject({ code: 'routing-failed' })
    expect(`${error.message} ${error.cause}`).toContain(words)
    expect(rig.deadLetters).toMatchObject([{ path: router.path, name: 'serve', payload: 'me' }])
    expect(rig.logger.texts('error').join()).toContain('routing')
    expect(rig.failures).toEqual([])
  })
})
