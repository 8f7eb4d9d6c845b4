import { describe, expect, it } from 'vitest'
import {
  type ActorContext,
  AskAbortedError,
  AskTimeoutError,
  createSystem,
  defineActor,
} from '../../src/index.ts'
import { createRig } from '../rig/create-rig.ts'
import { type Gate, gate } from '../rig/gate.ts'
import { settled } from '../rig/settled.ts'

interface SlowProtocol {
  wait(): Promise<string>
  count(): number
}

function slowActor() {
  const gates: Gate<string>[] = []
  let counted = 0
  const Slow = defineActor('Slow', (_ctx: ActorContext<SlowProtocol>) => ({
    wait() {
      const next = gate<string>()
      gates.push(next)
      return next.promise
    },
    count: () => ++counted,
  }))
  return { Slow, gates, counted: () => counted }
}

/** What became of a promise so far. */
function outcomeOf(promise: Promise<unknown>): { value?: unknown; error?: unknown } {
  const outcome: { value?: unknown; error?: unknown } = {}
  promise.then(
    (value) => (outcome.value = value),
    (error: unknown) => (outcome.error = error),
  )
  return outcome
}

describe('an ask', () => {
  it('times out after 5,000 ms where nothing else was said', async () => {
    await using rig = await createRig()
    const outcome = outcomeOf(rig.system.spawn(slowActor().Slow).ask('wait'))
    await rig.clock.advance(4999)
    expect(outcome).toEqual({})
    await rig.clock.advance(1)
    expect(outcome.error).toBeInstanceOf(AskTimeoutError)
    expect(outcome.error).toMatchObject({
      code: 'ask-timeout',
      message: expect.stringMatching(/"wait" within 5000 ms/),
    })
  })

  it('times out after what the system was told, and what its view says goes first', async () => {
    await using rig = await createRig({ askTimeout: 100 })
    const { Slow } = slowActor()
    const [slow, view] = [rig.system.spawn(Slow), rig.system.spawn(Slow).with({ timeout: 30 })]
    const outcomes = [
      outcomeOf(slow.ask('wait')),
      outcomeOf(view.ask('wait')),
      outcomeOf(view.with({ priority: 'high' }).ask('wait')),
    ]
    await rig.clock.advance(30)
    expect(outcomes.map((each) => 'error' in each)).toEqual([false, true, true])
    await rig.clock.advance(70)
    expect('error' in (outcomes[0] ?? {})).toBe(true)
  })

  it('with a time-out of 0 gives up as soon as time is looked at', async () => {
    await using rig = await createRig()
    const outcome = outcomeOf(rig.system.spawn(slowActor().Slow).with({ timeout: 0 }).ask('wait'))
    await rig.clock.advance(0)
    expect(outcome.error).toBeInstanceOf(AskTimeoutError)
  })

  it('with an endless time-out waits as long as it takes', async () => {
    await using rig = await createRig()
    const { Slow, gates } = slowActor()
    const slow = rig.system.spawn(Slow).with({ timeout: Number.POSITIVE_INFINITY })
    const outcome = outcomeOf(slow.ask('wait'))
    const other = outcomeOf(slow.with({ timeout: 10 }).ask('wait'))
    await rig.clock.advance(1e9)
    expect(outcome).toEqual({})
    expect(other.error).toBeInstanceOf(AskTimeoutError)
    gates[0]?.open('at last')
    await settled()
    expect(outcome).toEqual({ value: 'at last' })
  })

  it.each([-1, Number.NaN, '1'])('askTimeout of createSystem may not be %o', async (askTimeout) => {
    const options: object = { askTimeout }
    await expect(createSystem(options)).rejects.toMatchObject({ code: 'invalid-option' })
  })

  it('a late answer is a dead letter, and reaches no other ask [DEL-3]', async () => {
    await using rig = await createRig()
    const { Slow, gates } = slowActor()
    const slow = rig.system.spawn(Slow, [], { name: 'slow' })
    const first = outcomeOf(slow.with({ timeout: 10 }).ask('wait'))
    await rig.clock.advance(10)
    const second = outcomeOf(slow.with({ timeout: 100 }).ask('wait'))
    gates[0]?.open('late')
    await settled()
    expect(first.error).toBeInstanceOf(AskTimeoutError)
    expect(second).toEqual({})
    expect(rig.deadLetters).toEqual([
      { reason: 'expired', path: 'troupe://main/slow', name: 'wait', payload: 'late' },
    ])
    gates[1]?.open('in time')
    await settled()
    expect(second).toEqual({ value: 'in time' })
  })

  it('that nobody answered any more is one dead letter, when its actor ends', async () => {
    await using rig = await createRig()
    const { Slow } = slowActor()
    const slow = rig.system.spawn(Slow, [], { stopTimeout: 0 })
    const outcomes = [
      outcomeOf(slow.with({ timeout: 5 }).ask('wait')),
      outcomeOf(slow.with({ timeout: 5 }).ask('count')),
    ]
    await rig.clock.advance(5)
    void rig.system.stop(slow)
    await rig.clock.advance(1)
    expect(outcomes.every((each) => each.error instanceof AskTimeoutError)).toBe(true)
    expect(rig.deadLetters.map((letter) => [letter.reason, letter.name])).toEqual([['terminated', 'count']])
  })

  it('that timed out while it was handled is handled to its end, and once [DEL-2]', async () => {
    await using rig = await createRig()
    let handled = 0
    const { promise, open } = gate()
    const Slow = defineActor('Slow', (_ctx: ActorContext<SlowProtocol>) => ({
      async wait() {
        await promise
        handled++
        return ''
      },
      count: () => handled,
    }))
    const slow = rig.system.spawn(Slow)
    const outcome = outcomeOf(slow.with({ timeout: 10 }).ask('wait'))
    await rig.clock.advance(10)
    expect(outcome.error).toBeInstanceOf(AskTimeoutError)
    expect(handled).toBe(0)
    open()
    await rig.clock.advance(10_000)
    expect(await slow.ask('count')).toBe(1)
  })

  it('rejects with an AskAbortedError when its signal aborts, with the reason as its cause', async () => {
    await using rig = await createRig()
    const controller = new AbortController()
    const outcome = outcomeOf(
      rig.system.spawn(slowActor().Slow).with({ signal: controller.signal }).ask('wait'),
    )
    await settled()
    expect(outcome).toEqual({})
    controller.abort('enough')
    await settled()
    expect(outcome.error).toBeInstanceOf(AskAbortedError)
    expect(outcome.error).toMatchObject({ cause: 'enough', code: 'ask-aborted' })
  })

  it('whose signal has aborted already is not sent', async () => {
    await using rig = await createRig()
    const { Slow, counted } = slowActor()
    const slow = rig.system.spawn(Slow).with({ signal: AbortSignal.abort() })
    await expect(slow.ask('count')).rejects.toBeInstanceOf(AskAbortedError)
    await settled()
    expect(counted()).toBe(0)
  })

  it('lets go of its signal when it is answered', async () => {
    await using rig = await createRig()
    const { signal } = new AbortController()
    let listening = 0
    const { addEventListener, removeEventListener } = signal
    signal.addEventListener = (...args: Parameters<typeof addEventListener>) => {
      listening++
      addEventListener.apply(signal, args)
    }
    signal.removeEventListener = (...args: Parameters<typeof removeEventListener>) => {
      listening--
      removeEventListener.apply(signal, args)
    }
    const slow = rig.system.spawn(slowActor().Slow).with({ signal })
    for (let i = 0; i < 10; i++) await slow.ask('count')
    expect(listening).toBe(0)
  })

  it('shares the one listener of its signal with all that heed it', async () => {
    await using rig = await createRig()
    const warnings: Error[] = []
    const listener = (warning: Error): void => void warnings.push(warning)
    process.on('warning', listener)
    const controller = new AbortController()
    const { Slow, gates } = slowActor()
    const slow = rig.system.spawn(Slow).with({ signal: controller.signal, timeout: Number.POSITIVE_INFINITY })
    const outcomes = Array.from({ length: 50 }, () => outcomeOf(slow.ask('wait')))
    await settled()
    gates[0]?.open('one')
    await settled()
    controller.abort()
    await settled()
    expect(outcomes[0]).toEqual({ value: 'one' })
    for (const { error } of outcomes.slice(1)) expect(error).toBeInstanceOf(AskAbortedError)
    const again = outcomeOf(slow.ask('wait'))
    await settled()
    expect(again.error).toBeInstanceOf(AskAbortedError)
    process.off('warning', listener)
    expect(warnings).toEqual([])
  })

  it('leaves no timer behind', async () => {
    await using rig = await createRig()
    const slow = rig.system.spawn(slowActor().Slow)
    for (let i = 0; i < 10; i++) await slow.ask('count')
    await rig.clock.advance(25)
    expect(rig.clock.pending).toBe(0)
  })
})
