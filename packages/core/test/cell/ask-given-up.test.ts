import { setTimeout as wait } from 'node:timers/promises'
import { describe, expect, it } from 'vitest'
import { type ActorContext, type ActorRef, AskGivenUpError, defineActor, Rejection } from '../../src/index.ts'
import { createRig } from '../rig/create-rig.ts'
import { type Gate, gate } from '../rig/gate.ts'
import { settled } from '../rig/settled.ts'

interface WorkProtocol {
  work(what: string): Promise<string>
  /** Waits for its own signal, and lets the reason through. */
  heed(how: 'throw' | 'timer' | 'ask' | 'rejection' | 'other'): Promise<string>
  lives(): number
}

function workshop() {
  const gates: Gate<string>[] = []
  const signals: AbortSignal[] = []
  const lifeSignals: AbortSignal[] = []
  const started: string[] = []
  let lives = 0
  const Work = defineActor('Work', (ctx: ActorContext<WorkProtocol>) => {
    lives++
    lifeSignals.push(ctx.abortSignal)
    return {
      work(what) {
        started.push(what)
        signals.push(ctx.abortSignal)
        const held = gate<string>()
        gates.push(held)
        return held.promise
      },
      async heed(how) {
        const signal = ctx.abortSignal
        signals.push(signal)
        if (how === 'timer') await wait(60_000, undefined, { signal })
        if (how === 'ask') await ctx.spawn(Never).with({ signal }).ask('never')
        await new Promise((resolve) => signal.addEventListener('abort', resolve))
        if (how === 'throw') signal.throwIfAborted()
        throw how === 'rejection' ? new Rejection('too late') : new Error('other')
      },
      lives: () => lives,
    }
  })
  return { Work, gates, signals, lifeSignals, started }
}

interface NeverProtocol {
  never(): Promise<void>
}
const Never = defineActor('Never', (_ctx: ActorContext<NeverProtocol>) => ({
  never: () => new Promise<void>(() => {}),
}))

const codeOf = (error: { code: string }): string => error.code

describe('a message that whoever asked no longer waits for', () => {
  it.each(['time-out', 'signal', 'end of the asker'])(
    'is not handled after the %s, but a dead letter [DEL-1, DEL-2]',
    async (how) => {
      await using rig = await createRig()
      const { Work, gates, started } = workshop()
      const work = rig.system.spawn(Work, [], { name: 'work' })
      work.tell('work', 'first')
      const controller = new AbortController()
      const Asker = defineActor('Asker', (_ctx: ActorContext<{ go(): void }>) => ({
        go: async () => void (await work.ask('work', 'second')),
      }))
      const asker = rig.system.spawn(Asker, [], { stopTimeout: 0 })
      if (how === 'end of the asker') asker.tell('go')
      else work.with({ timeout: 20, signal: controller.signal }).ask('work', 'second').catch(codeOf)
      await settled()
      if (how === 'time-out') await rig.clock.advance(20)
      if (how === 'signal') controller.abort()
      if (how === 'end of the asker') {
        const ended = rig.system.stop(asker)
        await rig.clock.advance(0)
        await ended
      }
      gates[0]?.open('')
      await settled()
      expect(started).toEqual(['first'])
      expect(rig.deadLetters).toEqual([
        { reason: 'expired', path: 'troupe://main/work', name: 'work', payload: 'second' },
      ])
    },
  )

  it('is handled where the asker still waits, or waits for nothing', async () => {
    await using rig = await createRig()
    const { Work, gates, started } = workshop()
    const work = rig.system.spawn(Work)
    work.tell('work', 'first')
    work.ask('work', 'second').catch(codeOf)
    work.with({ timeout: 20 }).tell('work', 'third')
    await rig.clock.advance(30)
    for (let i = 0; i < 3; i++) {
      gates[i]?.open('')
      await settled()
    }
    expect(started).toEqual(['first', 'second', 'third'])
    expect(rig.deadLetters).toEqual([])
  })
})

describe('ctx.abortSignal in the handler of an ask', () => {
  it('aborts when the asker gives up, and the actor goes on', async () => {
    await using rig = await createRig()
    const { Work, gates, signals, lifeSignals } = workshop()
    const work = rig.system.spawn(Work)
    const outcome = work.with({ timeout: 20 }).ask('work', 'first').catch(codeOf)
    await rig.clock.advance(19)
    expect(signals[0]?.aborted).toBe(false)
    await rig.clock.advance(1)
    expect(await outcome).toBe('ask-timeout')
    expect(signals[0]?.aborted).toBe(true)
    expect(signals[0]?.reason).toBeInstanceOf(AskGivenUpError)
    expect(lifeSignals[0]?.aborted).toBe(false)
    gates[0]?.open('late')
    await settled()
    expect(rig.deadLetters).toMatchObject([{ reason: 'expired', payload: 'late' }])
    expect(await work.ask('lives')).toBe(1)
  })

  it('does not abort once the ask is answered, until the life ends', async () => {
    await using rig = await createRig()
    const { Work, gates, signals } = workshop()
    const work = rig.system.spawn(Work)
    const answer = work.with({ timeout: 20 }).ask('work', 'first')
    await settled()
    gates[0]?.open('in time')
    expect(await answer).toBe('in time')
    await rig.clock.advance(100)
    expect(signals[0]?.aborted).toBe(false)
    await rig.system.stop(work)
    expect(signals[0]?.aborted).toBe(true)
  })

  it('aborts with the life where the asker still waits', async () => {
    await using rig = await createRig()
    const { Work, signals } = workshop()
    const work = rig.system.spawn(Work, [], { stopTimeout: 5 })
    const outcome = work.ask('work', 'first').catch(codeOf)
    await settled()
    const ended = rig.system.stop(work)
    await rig.clock.advance(5)
    await ended
    expect(signals[0]?.aborted).toBe(true)
    expect(await outcome).toBe('actor-terminated')
  })

  it('is that of the life in the handler of a plain message, and is one and the same within a handler', async () => {
    await using rig = await createRig()
    const same: boolean[] = []
    const Same = defineActor('Same', (ctx: ActorContext<{ look(): void }>) => {
      const ofLife = ctx.abortSignal
      return {
        look() {
          const first = ctx.abortSignal
          same.push(ctx.abortSignal === first, first === ofLife)
        },
      }
    })
    const ref = rig.system.spawn(Same)
    ref.tell('look')
    await ref.ask('look')
    expect(same).toEqual([true, true, true, false])
  })

  it.each(['throw', 'timer', 'ask', 'rejection'] as const)(
    'fails no actor whose handler ends with its reason (%s)',
    async (how) => {
      await using rig = await createRig()
      const { Work } = workshop()
      const work = rig.system.spawn(Work)
      const outcome = work.with({ timeout: 20 }).ask('heed', how).catch(codeOf)
      await rig.clock.advance(20)
      expect(await outcome).toBe('ask-timeout')
      await settled()
      expect(rig.failures).toEqual([])
      expect(await work.ask('lives')).toBe(1)
    },
  )

  it('does not excuse an error of another kind', async () => {
    await using rig = await createRig()
    const { Work } = workshop()
    const work = rig.system.spawn(Work)
    const outcome = work.with({ timeout: 20 }).ask('heed', 'other').catch(codeOf)
    await rig.clock.advance(20)
    expect(await outcome).toBe('ask-timeout')
    await settled()
    expect(rig.failures).toMatchObject([{ error: { message: 'other' } }])
  })

  it('aborts where the ask was passed on, and the one who passed it on still works for it', async () => {
    await using rig = await createRig()
    const { Work, signals } = workshop()
    const own: AbortSignal[] = []
    const Desk = defineActor(
      'Desk',
      (ctx: ActorContext<{ work(): string }>, worker: ActorRef<WorkProtocol>) => ({
        work() {
          own.push(ctx.abortSignal)
          return ctx.forward(worker, 'work', 'passed on')
        },
      }),
    )
    const desk = rig.system.spawn(Desk, [rig.system.spawn(Work)])
    const outcome = desk.with({ timeout: 20 }).ask('work').catch(codeOf)
    await rig.clock.advance(20)
    expect(await outcome).toBe('ask-timeout')
    expect([...own, ...signals].map(({ aborted }) => aborted)).toEqual([true, true])
  })
})

describe('an actor that ends', () => {
  it.each(['kill', 'failure', 'stop'])('gives up what it asked (%s)', async (how) => {
    await using rig = await createRig()
    const { Work, signals } = workshop()
    const work = rig.system.spawn(Work)
    const outcomes: string[] = []
    interface P {
      go(): Promise<void>
      leave(): void
      fail(): void
    }
    const Asker = defineActor(
      'Asker',
      (_ctx: ActorContext<P>) => {
        const ask = () =>
          work.ask('work', 'for the asker').catch((error: { code: string }) => outcomes.push(error.code))
        return {
          go: async () => void (await ask()),
          leave: () => void ask(),
          fail() {
            throw new Error('the asker broke')
          },
        }
      },
      { interleave: ['fail'] },
    )
    const asker = rig.system.spawn(Asker, [], { stopTimeout: 5 })
    asker.tell(how === 'stop' ? 'leave' : 'go')
    await settled()
    expect(signals[0]?.aborted).toBe(false)
    if (how === 'failure') asker.tell('fail')
    else {
      const ended = rig.system.stop(asker)
      await rig.clock.advance(5)
      await ended
    }
    await settled()
    expect(signals[0]?.aborted).toBe(true)
    expect(outcomes).toEqual(['ask-aborted'])
  })

  it('ends no program by an ask that nobody looked at', async () => {
    await using rig = await createRig()
    const unhandled: unknown[] = []
    const listener = (error: unknown): void => void unhandled.push(error)
    process.on('unhandledRejection', listener)
    const { Work } = workshop()
    const work = rig.system.spawn(Work)
    const Asker = defineActor('Asker', (_ctx: ActorContext<{ go(): void }>) => ({
      go: () => void work.ask('work', 'whatever'),
    }))
    const asker = rig.system.spawn(Asker)
    await asker.ask('go')
    await rig.system.stop(asker)
    await settled()
    process.off('unhandledRejection', listener)
    expect(unhandled).toEqual([])
  })
})
