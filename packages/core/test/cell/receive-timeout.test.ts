import { describe, expect, it } from 'vitest'
import { Handlings } from '../../src/cell/handling.ts'
import { ReceiveTimeout } from '../../src/cell/receive-timeout.ts'
import type { Tick } from '../../src/cell/tick.ts'
import { TimedMessage } from '../../src/cell/timed-message.ts'
import { type ActorContext, defineActor, type SpawnOptions } from '../../src/index.ts'
import { FreezingSealer } from '../../src/message/sealer.ts'
import { createRig } from '../rig/create-rig.ts'
import { gate } from '../rig/gate.ts'
import { settled } from '../rig/settled.ts'
import { VirtualClock } from '../rig/virtual-clock.ts'

interface SleepyProtocol {
  idle(word?: string): void
  say(word: string): void
  together(one: string, other: string): void
  poll(): void
  wait(): Promise<void>
  between(): Promise<void>
  use(): unknown
  fail(): void
}

type Context = ActorContext<SleepyProtocol>
type Use = (ctx: Context) => unknown

/** An actor that notes when it is told that nothing was heard, with a receive time-out of 10 ms from its setup. */
async function setUp(options: SpawnOptions = {}, inSetup: Use = (ctx) => ctx.receiveTimeout(10, 'idle')) {
  const rig = await createRig()
  const { clock } = rig
  const seen: string[] = []
  const uses: Use[] = []
  const held = gate()
  const other = gate()
  const contexts: Context[] = []
  const Sleepy = defineActor(
    'Sleepy',
    (ctx: Context) => {
      contexts.push(ctx)
      inSetup(ctx)
      return {
        idle: (word) => void seen.push(`${word ?? 'idle'} at ${clock.now()}`),
        say: (word) => void seen.push(word),
        together: () => {},
        poll: () => {},
        wait: () => held.promise,
        between: () => other.promise,
        use: () => uses.shift()?.(ctx),
        fail() {
          throw new Error('x')
        },
      }
    },
    { quiet: ['poll'], interleave: ['between'] },
  )
  const ref = rig.system.spawn(Sleepy, [], options)
  const use = (does: Use): Promise<unknown> => {
    uses.push(does)
    return ref.ask('use')
  }
  return {
    rig,
    clock,
    ref,
    seen,
    held,
    other,
    contexts,
    use,
    [Symbol.asyncDispose]: () => rig[Symbol.asyncDispose](),
  }
}

describe('a receive time-out', () => {
  it('sends its message when no other has come for so long, and again after each further while [RCV-1]', async () => {
    await using t = await setUp()
    await t.clock.advance(35)
    expect(t.seen).toEqual(['idle at 10', 'idle at 20', 'idle at 30'])
  })

  it('begins anew with each message, plain or not [RCV-1]', async () => {
    await using t = await setUp()
    await t.clock.advance(9)
    t.ref.tell('say', 'a')
    await t.clock.advance(9)
    t.ref.tell('together', 'b', 'c')
    await t.clock.advance(9)
    await t.ref.ask('say', 'd')
    await t.clock.advance(9)
    expect(t.seen).toEqual(['a', 'd'])
    await t.clock.advance(1)
    expect(t.seen).toEqual(['a', 'd', 'idle at 37'])
  })

  it('does not begin anew with a message that is marked as quiet [RCV-1]', async () => {
    await using t = await setUp()
    for (let i = 0; i < 3; i++) {
      await t.clock.advance(3)
      t.ref.tell('poll')
    }
    await t.clock.advance(1)
    expect(t.seen).toEqual(['idle at 10'])
  })

  it('sets no timer for a message that comes', async () => {
    await using t = await setUp()
    const { pending } = t.clock
    for (let i = 0; i < 100; i++) t.ref.tell('say', 'x')
    await settled()
    expect(t.clock.pending).toBe(pending)
  })

  it('does not fire while a handler awaits, and begins anew when that has settled', async () => {
    await using t = await setUp()
    t.ref.tell('wait')
    await t.clock.advance(34)
    t.held.open()
    await t.clock.advance(9)
    expect(t.seen).toEqual([])
    await t.clock.advance(1)
    expect(t.seen).toEqual(['idle at 44'])
  })

  it('fires though a handler awaits between which others may be handled', async () => {
    await using t = await setUp()
    t.ref.tell('between')
    await t.clock.advance(10)
    expect(t.seen).toEqual(['idle at 10'])
    await t.clock.advance(5)
    t.other.open()
    await t.clock.advance(9)
    expect(t.seen).toEqual(['idle at 10'])
    await t.clock.advance(1)
    expect(t.seen).toEqual(['idle at 10', 'idle at 25'])
  })

  it('is not handled where another came in the same instant: that was no silence [RCV-1]', async () => {
    await using t = await setUp()
    await t.clock.advance(9)
    t.clock.spend(1)
    t.ref.tell('say', 'just in time')
    await t.clock.advance(9)
    expect(t.seen).toEqual(['just in time'])
    await t.clock.advance(1)
    expect(t.seen).toEqual(['just in time', 'idle at 20'])
  })

  it('is not handled where its message lay behind another in the mailbox: that was no silence [RCV-1]', async () => {
    const clock = new VirtualClock()
    const ticks: Tick[] = []
    const actor = {
      host: { clock },
      pending: new Handlings(),
      birth: { definition: { quiet: undefined } },
      postTick: (tick: Tick) => void ticks.push(tick),
    }
    const sealer = new FreezingSealer(() => false)
    const timeout = new ReceiveTimeout(actor, 10, new TimedMessage(sealer, 'idle', []))
    await clock.advance(10)
    timeout.heard('say')
    expect(ticks.map((tick) => tick.isDue())).toEqual([false])
    await clock.advance(10)
    expect(ticks[1]?.isDue()).toBe(true)
  })

  it('begins anew with each message of a later life, too [RCV-1]', async () => {
    await using t = await setUp()
    t.ref.tell('fail')
    await t.clock.advance(5)
    t.ref.tell('say', 'word')
    await t.clock.advance(9)
    expect(t.seen).toEqual(['word'])
    await t.clock.advance(1)
    expect(t.seen).toEqual(['word', 'idle at 15'])
  })

  it('does not come between the awaits of a handler that others wait for, though its message may [RCV-1]', async () => {
    await using rig = await createRig()
    const held = gate()
    let idle = 0
    const Busy = defineActor(
      'Busy',
      (ctx: ActorContext<{ wait(): Promise<void>; idle(): void }>) => {
        ctx.receiveTimeout(10, 'idle')
        return { wait: () => held.promise, idle: () => void idle++ }
      },
      { interleave: ['idle'] },
    )
    rig.system.spawn(Busy).tell('wait')
    await rig.clock.advance(100)
    expect(idle).toBe(0)
    held.open()
    await rig.clock.advance(10)
    expect(idle).toBe(1)
  })

  it('counts the ticks of timers, and no signals', async () => {
    await using t = await setUp()
    await t.use((ctx) => ctx.timers.after('t', 5, 'say', 'tick'))
    await t.clock.advance(14)
    expect(t.seen).toEqual(['tick'])
    await t.clock.advance(1)
    expect(t.seen).toEqual(['tick', 'idle at 15'])
    const Brief = defineActor('Brief', (ctx: ActorContext<object>) => {
      ctx.stop()
      return {}
    })
    await using u = await setUp({}, (ctx) => {
      ctx.watch(ctx.spawn(Brief))
      ctx.receiveTimeout(10, 'idle')
    })
    await u.clock.advance(10)
    expect(u.seen).toEqual(['idle at 10'])
  })

  it('is replaced by another, which may carry something', async () => {
    await using t = await setUp()
    await t.clock.advance(5)
    await t.use((ctx) => ctx.receiveTimeout(20, 'idle', 'later'))
    await t.clock.advance(40)
    expect(t.seen).toEqual(['later at 25', 'later at 45'])
  })

  it('ends when it is cancelled, though its message waits already [RCV-1]', async () => {
    await using t = await setUp({}, () => {})
    await t.use((ctx) => ctx.receiveTimeout(10, 'idle'))
    await t.clock.advance(9)
    const used = t.use((ctx) => ctx.cancelReceiveTimeout())
    // The time-out's message comes to lie behind the one that cancels it.
    t.clock.spend(1)
    await t.clock.advance(0)
    await used
    await t.clock.advance(100)
    expect(t.seen).toEqual([])
    expect(t.clock.pending).toBe(0)
  })

  it('ends with its life [RCV-1]', async () => {
    await using t = await setUp({}, () => {})
    await t.use((ctx) => ctx.receiveTimeout(10, 'idle'))
    t.ref.tell('fail')
    await t.clock.advance(100)
    expect(t.contexts).toHaveLength(2)
    expect(t.seen).toEqual([])
    await t.use((ctx) => ctx.receiveTimeout(10, 'idle'))
    await t.rig.system.stop(t.ref)
    await t.clock.advance(100)
    expect(t.clock.pending).toBe(0)
  })

  it('leaves messages in their order, asks answered and others between awaits', async () => {
    await using t = await setUp({ mailbox: { capacity: 5 } })
    t.ref.tell('wait')
    t.ref.tell('say', 'a')
    const asked = t.ref.ask('say', 'b')
    const between = t.ref.ask('between')
    await settled()
    t.other.open()
    await between
    expect(t.seen).toEqual([])
    t.held.open()
    await asked
    expect(t.seen).toEqual(['a', 'b'])
  })
})

describe('a receive time-out refuses', () => {
  it.each([0, -1, NaN, '5'])('a time of %s', async (wait) => {
    await using t = await setUp()
    let thrown: unknown
    await t.use((ctx) => {
      try {
        ctx.receiveTimeout(wait as number, 'idle', 'new')
      } catch (error) {
        thrown = error
      }
    })
    expect(thrown).toMatchObject({ code: 'invalid-option' })
    await t.clock.advance(10)
    expect(t.seen).toEqual(['idle at 10'])
  })

  it('a message without a handler, in a setup too', async () => {
    await using t = await setUp({ restart: 'temporary' }, (ctx) => ctx.receiveTimeout(10, 'none' as 'idle'))
    await settled()
    expect(t.rig.failures).toMatchObject([{ error: { cause: { code: 'unhandled-message' } } }])
    await using u = await setUp()
    await expect(u.use((ctx) => ctx.receiveTimeout(10, 'none' as 'idle'))).rejects.toMatchObject({
      cause: { code: 'unhandled-message' },
    })
  })

  const methods: { name: string; does: Use }[] = [
    { name: 'receiveTimeout', does: (ctx) => ctx.receiveTimeout(5, 'idle') },
    { name: 'cancelReceiveTimeout', does: (ctx) => ctx.cancelReceiveTimeout() },
  ]
  it.each(methods)('$name outside the turn of its actor [ASY-4]', async ({ name, does }) => {
    await using t = await setUp()
    const [ctx] = t.contexts
    if (ctx === undefined) return expect.unreachable()
    expect(() => does(ctx)).toThrow(expect.objectContaining({ code: 'outside-turn' }))
    expect(() => does(ctx)).toThrow(`ctx.${name} of ${t.ref.path}`)
  })
})
