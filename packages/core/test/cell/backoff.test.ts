import { describe, expect, it } from 'vitest'
import { type ActorContext, type BackoffOptions, defineActor } from '../../src/index.ts'
import { createRig, type Rig } from '../rig/create-rig.ts'
import { gate } from '../rig/gate.ts'
import { noteTaker } from '../rig/note-taker.ts'
import { settled } from '../rig/settled.ts'

const backoff: BackoffOptions = { min: 100, max: 400, jitter: 0 }

function rigWithChance(chance: number): Promise<Rig> {
  return createRig({ environment: { random: { next: () => chance } } })
}

describe('back-off', () => {
  it('ends the old life at once, and begins the next one when the time has come [SUP-5]', async () => {
    await using rig = await createRig()
    const seen: string[] = []
    const ref = rig.system.spawn(noteTaker(seen), [], { backoff })
    ref.tell('fail', 'x')
    await settled()
    expect(seen).toEqual(['setup', 'restart'])
    await rig.clock.advance(99)
    expect(seen).toEqual(['setup', 'restart'])
    await rig.clock.advance(1)
    expect(seen).toEqual(['setup', 'restart', 'setup'])
  })

  it('doubles up to its cap, goes on for ever without a budget, and begins anew after a quiet time [SUP-5]', async () => {
    await using rig = await createRig()
    const begun: number[] = []
    const Fails = defineActor('Fails', (_ctx: ActorContext<{ fail(): void }>) => {
      begun.push(rig.clock.now())
      return {
        fail() {
          throw new Error('x')
        },
      }
    })
    const ref = rig.system.spawn(Fails, [], { backoff })
    for (let i = 0; i < 5; i++) ref.tell('fail')
    await rig.clock.advance(1500)
    expect(begun).toEqual([0, 100, 300, 700, 1100, 1500])
    await rig.clock.advance(400)
    ref.tell('fail')
    await rig.clock.advance(100)
    expect(begun.at(-1)).toBe(2000)
  })

  it('waits for a time that the random source of the environment makes shorter [SUP-5]', async () => {
    await using rig = await rigWithChance(0.5)
    const seen: string[] = []
    rig.system.spawn(noteTaker(seen), [], { backoff: { ...backoff, jitter: 0.2 } }).tell('fail', 'x')
    await rig.clock.advance(89)
    expect(seen).toHaveLength(2)
    await rig.clock.advance(1)
    expect(seen).toHaveLength(3)
  })

  it('keeps as many messages as fit; what does not is a dead letter [SUP-5, case 18]', async () => {
    await using rig = await createRig()
    const seen: string[] = []
    const ref = rig.system.spawn(noteTaker(seen), [], { backoff, mailbox: { capacity: 2 } })
    ref.tell('fail', 'x')
    await settled()
    for (const text of ['1', '2', '3', '4']) ref.tell('note', text)
    await rig.clock.advance(100)
    expect(seen).toEqual(['setup', 'restart', 'setup', '1', '2'])
    expect(rig.deadLetters.map(({ reason, payload }) => [reason, payload])).toEqual([
      ['mailbox-full', '3'],
      ['mailbox-full', '4'],
    ])
  })

  it('lets an ask wait for the next life, if its own time allows', async () => {
    await using rig = await createRig()
    const ref = rig.system.spawn(noteTaker([]), [], { backoff })
    ref.tell('fail', 'x')
    await settled()
    const code = (error: { code: string }): string => error.code
    const hasty = ref.with({ timeout: 50 }).ask('note', 'hasty').catch(code)
    const patient = ref.ask('note', 'patient').catch(code)
    await rig.clock.advance(50)
    expect(await hasty).toBe('ask-timeout')
    await rig.clock.advance(50)
    expect(await patient).toBe(undefined)
  })

  it.each([
    { what: 'a stop', end: (rig: Rig, ref: Parameters<Rig['system']['stop']>[0]) => rig.system.stop(ref) },
    { what: 'the shutdown', end: (rig: Rig) => rig.system.shutdown({ deadline: 10_000 }) },
  ])('is ended at once by $what [SUP-7]', async ({ end }) => {
    await using rig = await createRig()
    const seen: string[] = []
    const ref = rig.system.spawn(noteTaker(seen), [], { backoff: { min: 5000, max: 5000 } })
    ref.tell('fail', 'x')
    ref.tell('note', 'waits')
    await settled()
    const ended = rig.system.terminated(ref)
    await end(rig, ref)
    expect(await ended).toMatchObject({ reason: 'stopped' })
    expect(seen).toEqual(['setup', 'restart'])
    expect(rig.deadLetters).toMatchObject([{ reason: 'terminated', payload: 'waits' }])
    expect(rig.clock.now()).toBe(0)
    expect(rig.clock.pending).toBe(0)
  })

  it('is ended at once by the end of the parent, and leaves no timer behind', async () => {
    await using rig = await createRig()
    const seen: string[] = []
    const Parent = defineActor('Parent', (ctx: ActorContext<{ begin(): void }>) => {
      const child = ctx.spawn(noteTaker(seen), [], { backoff: { min: 5000, max: 5000 } })
      return { begin: () => void child.tell('fail', 'x') }
    })
    const parent = rig.system.spawn(Parent)
    await parent.ask('begin')
    await settled()
    await rig.system.stop(parent)
    expect(seen).toEqual(['setup', 'restart'])
    expect(rig.clock.pending).toBeLessThanOrEqual(1)
  })

  it('waits on where the drain of its messages is asked for, and drains then', async () => {
    await using rig = await createRig()
    const seen: string[] = []
    const ref = rig.system.spawn(noteTaker(seen), [], { backoff })
    ref.tell('fail', 'x')
    ref.tell('note', 'kept')
    await settled()
    const ended = rig.system.stop(ref, { drain: true })
    await rig.clock.advance(100)
    await ended
    expect(seen).toEqual(['setup', 'restart', 'setup', 'kept', 'stopped'])
  })

  it('counts the time in which slow children end: the next life begins when both are over', async () => {
    await using rig = await createRig()
    const seen: string[] = []
    const held = gate()
    const Slow = defineActor('Slow', (ctx: ActorContext<{ hold(): Promise<void> }>) => {
      ctx.on('stopped', () => void seen.push('child stopped'))
      return { hold: () => held.promise }
    })
    const Parent = defineActor('Parent', (ctx: ActorContext<{ fail(): void }>) => {
      seen.push('setup')
      ctx.spawn(Slow).tell('hold')
      return {
        fail() {
          throw new Error('x')
        },
      }
    })
    const ref = rig.system.spawn(Parent, [], { backoff })
    await settled()
    ref.tell('fail')
    await rig.clock.advance(300)
    expect(seen).toEqual(['setup'])
    held.open()
    await settled()
    expect(seen).toEqual(['setup', 'child stopped', 'setup'])
  })

  it('waits after a setup that failed, too; the asks that wait are told why when the next one fails [SUP-8]', async () => {
    await using rig = await createRig()
    let setups = 0
    const Fails = defineActor('Fails', (_ctx: ActorContext<{ ping(): string }>) => {
      if (++setups < 3) throw new Error(`no ${setups}`)
      return { ping: () => 'pong' }
    })
    const ref = rig.system.spawn(Fails, [], { backoff })
    const hasty = ref.ask('ping').catch((error: { code: string }) => error.code)
    await rig.clock.advance(99)
    expect(setups).toBe(1)
    await rig.clock.advance(1)
    expect([setups, await hasty]).toEqual([2, 'actor-start-failed'])
    await rig.clock.advance(200)
    expect(setups).toBe(3)
    expect(await ref.ask('ping')).toBe('pong')
  })

  it('ends what the old life holds: its signal aborts, its context is over, its promises are nobody’s [TIM-1]', async () => {
    await using rig = await createRig()
    const seen: string[] = []
    const answered = gate<string>()
    const contexts: ActorContext<P>[] = []
    interface P {
      fetch(): void
      fetched(what: string): void
      fail(): void
    }
    const Fetches = defineActor('Fetches', (ctx: ActorContext<P>) => {
      contexts.push(ctx)
      return {
        fetch: () => ctx.pipe(answered.promise, 'fetched'),
        fetched: (what) => void seen.push(what),
        fail() {
          throw new Error('x')
        },
      }
    })
    const ref = rig.system.spawn(Fetches, [], { backoff })
    ref.tell('fetch')
    ref.tell('fail')
    await settled()
    const [old] = contexts
    expect(old?.abortSignal.aborted).toBe(true)
    expect(() => old?.stop()).toThrow(expect.objectContaining({ code: 'outside-turn' }))
    answered.open('too late')
    await rig.clock.advance(100)
    expect(seen).toEqual([])
    expect(rig.deadLetters).toMatchObject([{ reason: 'expired', name: 'fetched', payload: 'too late' }])
    expect(rig.failures).toHaveLength(1)
  })

  it('is told of by an event when it is over', async () => {
    await using rig = await createRig({ inspect: true })
    const ref = rig.system.spawn(noteTaker([]), [], { backoff })
    ref.tell('fail', 'x')
    await settled()
    expect(rig.steps.some(({ type }) => type === 'restarted')).toBe(false)
    await rig.clock.advance(100)
    expect(rig.steps.at(-1)).toEqual({ type: 'restarted', path: ref.path })
  })

  it.each<[string, unknown]>([
    ['min', { min: 0, max: 10 }],
    ['min', { min: Number.NaN, max: 10 }],
    ['min', { min: '5', max: 10 }],
    ['max', { min: 10, max: 9 }],
    ['max', { min: 10, max: Number.POSITIVE_INFINITY }],
    ['factor', { min: 1, max: 10, factor: 0.5 }],
    ['jitter', { min: 1, max: 10, jitter: 1.5 }],
    ['jitter', { min: 1, max: 10, jitter: -0.1 }],
    ['resetAfter', { min: 1, max: 10, resetAfter: 0 }],
    ['an object', null],
    ['an object', 100],
  ])('with a bad %s, %o, is refused when spawning, and nothing is spawned', async (what, wrong) => {
    await using rig = await createRig()
    const seen: string[] = []
    const options: object = { name: 'a', backoff: wrong }
    expect(() => rig.system.spawn(noteTaker(seen), [], options)).toThrow(
      expect.objectContaining({ code: 'invalid-option', message: expect.stringContaining(what) }),
    )
    expect(seen).toEqual([])
    rig.system.spawn(noteTaker(seen), [], { name: 'a' })
  })
})
