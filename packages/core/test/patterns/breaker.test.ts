import { describe, expect, test } from 'vitest'
import {
  type ActorContext,
  type ActorRef,
  defineActor,
  InvalidOptionError,
  Rejection,
  type SpawnOptions,
} from '../../src/index.ts'
import { admits, type BreakerEvent, type BreakerState, nextState } from '../../src/patterns/breaker-state.ts'
import { type BreakerOptions, defineBreaker, defineRouter, leastLoaded } from '../../src/patterns/index.ts'
import { createRig, type Rig } from '../rig/create-rig.ts'
import { type Gate, gate } from '../rig/gate.ts'
import { refusedWith } from '../rig/refused-with.ts'
import { settled } from '../rig/settled.ts'
import { startAnew } from '../rig/start-anew.ts'

const ok: BreakerState = { name: 'closed', failures: 0 }
const once: BreakerState = { name: 'closed', failures: 1 }
const open: BreakerState = { name: 'open' }
const trying: BreakerState = { name: 'half-open', probing: false }
const probing: BreakerState = { name: 'half-open', probing: true }

describe('the state of a circuit breaker', () => {
  test.each<[BreakerState, BreakerEvent, BreakerState]>([
    [ok, 'begin', ok],
    [ok, 'success', ok],
    [ok, 'failure', once],
    [ok, 'undecided', ok],
    [ok, 'rested', ok],
    [once, 'begin', once],
    [once, 'success', ok],
    [once, 'failure', open],
    [once, 'undecided', once],
    [once, 'rested', once],
    [open, 'begin', open],
    [open, 'success', open],
    [open, 'failure', open],
    [open, 'undecided', open],
    [open, 'rested', trying],
    [trying, 'begin', probing],
    [trying, 'success', ok],
    [trying, 'failure', open],
    [trying, 'undecided', trying],
    [trying, 'rested', trying],
    [probing, 'begin', probing],
    [probing, 'success', ok],
    [probing, 'failure', open],
    [probing, 'undecided', trying],
    [probing, 'rested', probing],
  ])('%o becomes, by %s, %o where two failures open it', (before, event, after) => {
    expect(nextState(before, event, 2)).toEqual(after)
  })

  test('lets calls through when it is closed, none when it is open, and one to try', () => {
    expect([ok, once, open, trying, probing].map(admits)).toEqual([true, true, false, true, false])
  })
})

interface ServiceProtocol {
  call(what: string): string
  note(what: string): void
}

function openService({ system, clock }: Rig, options: BreakerOptions, whenItFails: SpawnOptions = {}) {
  const calls: string[] = []
  const gates: Gate<string>[] = []
  const signals: AbortSignal[] = []
  const Service = defineActor(
    'Service',
    (ctx: ActorContext<ServiceProtocol>) => ({
      call(what) {
        calls.push(what)
        signals.push(ctx.abortSignal)
        if (what === 'fail') throw new Error('oops')
        if (what === 'refuse') throw new Rejection('no', { code: 'refused' })
        if (what !== 'wait') return what
        const held = gate<string>()
        gates.push(held)
        return held.promise
      },
      note: (what) => void calls.push(what),
    }),
    { interleave: ['call', 'note'] },
  )
  const service = system.spawn(Service, [], { budget: { max: 100, within: 1 }, ...whenItFails })
  const breaker = system.spawn(defineBreaker<ServiceProtocol>('Breaker', options), [service])
  const fail = () => breaker.ask('call', 'fail').catch((error) => error.code)
  /** Asks what is not answered in time. */
  const hurry = async () => {
    const asked = breaker.with({ timeout: 100 }).ask('call', 'wait')
    const outcome = asked.catch((error) => error.code)
    await clock.advance(125)
    expect(await outcome).toBe('ask-timeout')
  }
  return { service, breaker, calls, gates, signals, fail, hurry }
}

describe('a circuit breaker', () => {
  test('passes on asks and tells, and what comes of them', async () => {
    await using rig = await createRig()
    const { breaker, calls, fail } = openService(rig, { failures: 3 })
    expect(await breaker.ask('call', 'a')).toBe('a')
    breaker.tell('note', 'b')
    await expect(breaker.ask('call', 'refuse')).rejects.toMatchObject({ code: 'refused' })
    expect(await fail()).toBe('actor-failed')
    await expect(breaker.ask('call', 'fail')).rejects.toMatchObject({ cause: { message: 'oops' } })
    expect(calls).toEqual(['a', 'b', 'refuse', 'fail', 'fail'])
    expect(await breaker.ask('breaker:state')).toBe('closed')
  })

  test('opens after so many failures in a row, and sends nothing then', async () => {
    await using rig = await createRig()
    const { breaker, calls, fail } = openService(rig, { failures: 2, rest: 1000 })
    expect([await fail(), await breaker.ask('call', 'between'), await fail()]).toContain('between')
    expect(await breaker.ask('breaker:state')).toBe('closed')
    await fail()
    expect(await breaker.ask('breaker:state')).toBe('open')
    calls.length = 0
    await expect(breaker.ask('call', 'a')).rejects.toMatchObject({ code: 'breaker-open' })
    breaker.tell('note', 'b')
    await settled()
    expect(calls).toEqual([])
    expect(rig.deadLetters).toMatchObject([
      { path: breaker.path, name: 'call', payload: 'a' },
      { path: breaker.path, name: 'note', payload: 'b' },
    ])
    expect(rig.logger.texts('warn').filter((line) => line.endsWith('is open'))).toHaveLength(1)
  })

  test('takes an answer with an error for a success', async () => {
    await using rig = await createRig()
    const { breaker, fail } = openService(rig, { failures: 2 })
    await fail()
    await expect(breaker.ask('call', 'refuse')).rejects.toMatchObject({ code: 'refused' })
    await fail()
    expect(await breaker.ask('breaker:state')).toBe('closed')
  })

  test.each([
    [
      'a router by load',
      ({ system }: Rig, service: ActorRef<ServiceProtocol>) =>
        system.spawn(defineRouter<ServiceProtocol>('Router', leastLoaded()), [[service]]),
    ],
    [
      'another breaker',
      ({ system }: Rig, service: ActorRef<ServiceProtocol>) =>
        system.spawn(defineBreaker<ServiceProtocol>('Inner', { failures: 1 }), [service]),
    ],
  ])('counts failures that %s passes on as answers', async (_what, stand) => {
    await using rig = await createRig()
    const Outer = defineBreaker<ServiceProtocol>('Outer', { failures: 2 })
    const breaker = rig.system.spawn(Outer, [stand(rig, openService(rig, {}).service)])
    await expect(breaker.ask('call', 'refuse')).rejects.toMatchObject({ code: 'refused' })
    for (let n = 0; n < 2; n++) await breaker.ask('call', 'fail').catch(() => {})
    expect(await breaker.ask('breaker:state')).toBe('open')
  })

  test('lets one ask through after its rest: a success closes it, a failure opens it again', async () => {
    await using rig = await createRig()
    const { breaker, gates, fail } = openService(rig, { failures: 1, rest: 1000 })
    await fail()
    await rig.clock.advance(999)
    expect(await breaker.ask('breaker:state')).toBe('open')
    await rig.clock.advance(1)
    expect(await breaker.ask('breaker:state')).toBe('half-open')
    expect(await fail()).toBe('actor-failed')
    expect(await breaker.ask('breaker:state')).toBe('open')
    await rig.clock.advance(1000)
    const probe = breaker.ask('call', 'wait')
    await expect(breaker.ask('call', 'second')).rejects.toMatchObject({ code: 'breaker-open' })
    gates[0]?.open('well again')
    expect(await probe).toBe('well again')
    expect(await breaker.ask('breaker:state')).toBe('closed')
  })

  test.each([
    ['success', (held?: Gate<string>) => held?.open('late')],
    ['failure', (held?: Gate<string>) => held?.break(new Error('late'))],
  ])('does not learn from a late %s of an ask that began before it opened [PAT-7]', async (_what, end) => {
    await using rig = await createRig()
    const resumed = { decide: () => 'resume' as const }
    const { breaker, gates, hurry } = openService(rig, { failures: 1, rest: 1000 }, resumed)
    const early = [1, 2, 3].map(() => breaker.ask('call', 'wait').catch(() => 'failed'))
    await hurry()
    expect(await breaker.ask('breaker:state')).toBe('open')
    end(gates[0])
    await early[0]
    expect(await breaker.ask('breaker:state')).toBe('open')
    await rig.clock.advance(1000)
    end(gates[1])
    await early[1]
    expect(await breaker.ask('breaker:state')).toBe('half-open')
    expect(await breaker.ask('call', 'well again')).toBe('well again')
    end(gates[2])
    await early[2]
    expect(await breaker.ask('breaker:state')).toBe('closed')
  })

  test('learns nothing from whoever gives up, and calls the work off [PAT-7]', async () => {
    await using rig = await createRig()
    const { breaker, signals, hurry } = openService(rig, { failures: 1, rest: 1000 })
    const giveUp = async () => {
      const aborter = new AbortController()
      const asked = breaker.with({ signal: aborter.signal, timeout: Number.POSITIVE_INFINITY })
      const outcome = asked.ask('call', 'wait').catch((error) => error.code)
      await settled()
      aborter.abort()
      expect(await outcome).toBe('ask-aborted')
      await settled()
      expect(signals.at(-1)?.reason).toMatchObject({ code: 'ask-given-up' })
      return breaker.ask('breaker:state')
    }
    expect(await giveUp()).toBe('closed')
    await hurry()
    expect(await breaker.ask('breaker:state')).toBe('open')
    await rig.clock.advance(1000)
    expect([await giveUp(), await giveUp()]).toEqual(['half-open', 'half-open'])
    expect(await breaker.ask('call', 'well again')).toBe('well again')
    expect([rig.failures, rig.deadLetters]).toEqual([[], []])
  })

  test('takes it for a failure where the time of whoever asked is over, though its signal says so', async () => {
    await using rig = await createRig()
    const { breaker } = openService(rig, { failures: 1 })
    const aborter = new AbortController()
    const outcome = breaker.with({ signal: aborter.signal }).ask('call', 'wait')
    await settled()
    aborter.abort(new DOMException('The operation was aborted due to timeout', 'TimeoutError'))
    await expect(outcome).rejects.toMatchObject({ code: 'ask-aborted' })
    await settled()
    expect(await breaker.ask('breaker:state')).toBe('open')
  })

  test('counts a target that is too slow as failed', async () => {
    await using rig = await createRig()
    const { breaker } = openService(rig, { failures: 1, timeout: 100 })
    const slow = breaker.ask('call', 'wait').catch((error) => error.code)
    await rig.clock.advance(126)
    expect(await slow).toBe('ask-timeout')
    expect(await breaker.ask('breaker:state')).toBe('open')
  })

  test('opens before a target that hangs, though it was given no time-out of its own', async () => {
    await using rig = await createRig()
    const { breaker } = openService(rig, { failures: 2 })
    const hurried = breaker.with({ timeout: 100 })
    const asked = [1, 2].map(() => hurried.ask('call', 'wait').catch((error) => error.code))
    await rig.clock.advance(126)
    expect(await Promise.all(asked)).toEqual(['ask-timeout', 'ask-timeout'])
    expect(await breaker.ask('breaker:state')).toBe('open')
  })

  test('that is started anew is as open as it was, and rests anew [PAT-1]', async () => {
    await using rig = await createRig()
    const { breaker, gates, fail } = openService(rig, { failures: 1, rest: 1000 })
    await fail()
    await rig.clock.advance(600)
    await startAnew(rig.system, breaker)
    expect(await breaker.ask('breaker:state')).toBe('open')
    await rig.clock.advance(999)
    expect(await breaker.ask('breaker:state')).toBe('open')
    await rig.clock.advance(1)
    expect(await breaker.ask('breaker:state')).toBe('half-open')
    const probe = breaker.ask('call', 'wait').catch((error) => error.code)
    await settled()
    await startAnew(rig.system, breaker)
    expect(await probe).toBe('actor-failed')
    expect(await breaker.ask('call', 'another')).toBe('another')
    expect(await breaker.ask('breaker:state')).toBe('closed')
    gates[0]?.open('late')
  })

  test('needs the ref of its target', async () => {
    await using rig = await createRig()
    const Breaker = defineBreaker<ServiceProtocol>('Breaker')
    // @ts-expect-error stands for JavaScript
    expect(refusedWith(() => rig.system.spawn(Breaker, ['service']))).toBe('invalid-option')
  })

  test.each([{ failures: 0 }, { failures: 1.5 }, { rest: 0 }, { timeout: Number.NaN }])(
    'refuses %o',
    (options) => {
      expect(() => defineBreaker('Breaker', options)).toThrow(InvalidOptionError)
    },
  )
})
