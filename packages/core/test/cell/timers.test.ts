import { describe, expect, it } from 'vitest'
import { type ActorContext, defineActor } from '../../src/index.ts'
import { clockwork, setUpClockwork, type Use } from '../rig/clockwork.ts'
import { createRig } from '../rig/create-rig.ts'
import { gate } from '../rig/gate.ts'
import { settled } from '../rig/settled.ts'

describe('a timer that fires once', () => {
  it('sends its message after the delay, with its arguments, and is gone', async () => {
    await using t = await setUpClockwork()
    await t.use((timers) => {
      timers.after('none', 5, 'tick')
      timers.after('one', 10, 'tick', 'a')
      timers.after('two', 10, 'tick', 'b', 'c')
    })
    await t.rig.clock.advance(9)
    expect(t.seen).toEqual([['tick']])
    await t.rig.clock.advance(1)
    expect(t.seen).toEqual([['tick'], ['tick', 'a'], ['tick', 'b', 'c']])
    expect(await t.use((timers) => timers.has('one'))).toBe(false)
  })

  it('takes its turn among the messages that wait', async () => {
    await using t = await setUpClockwork()
    await t.use((timers) => timers.after('t', 10, 'tick'))
    t.ref.tell('wait')
    t.ref.tell('say', 'before')
    await t.rig.clock.advance(10)
    t.ref.tell('say', 'after')
    t.held.open()
    await settled()
    expect(t.seen).toEqual(['before', ['tick'], 'after'])
  })

  it('fits into a mailbox that is full, and is never dropped for others', async () => {
    await using rig = await createRig()
    const { Clockwork, seen, held } = clockwork((timers) => timers.after('t', 10, 'tick'))
    const mailbox = { capacity: 1, overflow: 'drop-oldest' } as const
    const ref = rig.system.spawn(Clockwork, [], { mailbox })
    ref.tell('wait')
    await settled()
    ref.tell('say', 'dropped')
    await rig.clock.advance(10)
    ref.tell('say', 'kept')
    held.open()
    await settled()
    expect(seen).toEqual(['setup', ['tick'], 'kept'])
  })

  it('is there until its tick has been taken from the mailbox', async () => {
    await using t = await setUpClockwork({ interleave: ['use'] })
    const has: unknown[] = []
    await t.use((timers) => timers.after('t', 10, 'tick'))
    t.ref.tell('wait')
    for (const wait of [9, 1]) {
      await t.rig.clock.advance(wait)
      has.push(await t.use((timers) => timers.has('t')))
    }
    t.held.open()
    has.push(await t.use((timers) => timers.has('t')))
    expect(has).toEqual([true, true, false])
  })

  it('waits for longer than a host can', async () => {
    await using t = await setUpClockwork()
    const days = 24 * 60 * 60 * 1000
    await t.use((timers) => timers.after('t', 40 * days + 1, 'tick'))
    await t.rig.clock.advance(40 * days)
    expect(t.seen).toEqual([])
    await t.rig.clock.advance(1)
    expect(t.seen).toEqual([['tick']])
  })

  it('never fires after an infinite delay, and holds no timer of the host', async () => {
    await using t = await setUpClockwork()
    await t.use((timers) => timers.after('t', Infinity, 'tick'))
    await t.rig.clock.advance(1e9)
    expect(t.seen).toEqual([])
    expect(await t.use((timers) => timers.has('t'))).toBe(true)
  })

  it('sends what was handed to it, whatever becomes of that later', async () => {
    await using t = await setUpClockwork()
    const word = new Map([['a', 1]])
    await t.use((timers) => timers.every('t', 10, 'tick', word))
    word.set('b', 2)
    await t.rig.clock.advance(10)
    const [first] = t.seen as [unknown, Map<string, number>][]
    expect(first).toEqual(['tick', new Map([['a', 1]])])
    first?.[1].set('c', 3)
    await t.rig.clock.advance(10)
    expect(t.seen[1]).toEqual(['tick', new Map([['a', 1]])])
  })
})

describe('an interval', () => {
  it('sends its message again and again', async () => {
    await using t = await setUpClockwork()
    await t.use((timers) => timers.every('t', 10, 'tick'))
    await t.rig.clock.advance(35)
    expect(t.seen).toHaveLength(3)
    expect(await t.use((timers) => timers.has('t'))).toBe(true)
  })

  it('piles up no ticks while a handler is slow, and keeps to its beat [TIM-2]', async () => {
    await using t = await setUpClockwork()
    await t.use((timers) => timers.every('t', 10, 'tick'))
    t.ref.tell('wait')
    await t.rig.clock.advance(35)
    expect(t.seen).toEqual([])
    t.held.open()
    await settled()
    expect(t.seen).toHaveLength(1)
    await t.rig.clock.advance(4)
    expect(t.seen).toHaveLength(1)
    await t.rig.clock.advance(1)
    expect(t.seen).toHaveLength(2)
    await t.rig.clock.advance(10)
    expect(t.seen).toHaveLength(3)
  })

  it('does not drift where its ticks are handled late [TIM-2]', async () => {
    await using t = await setUpClockwork()
    const at: number[] = []
    const { clock, system } = t.rig
    interface Beat {
      beat(): void
    }
    const Late = defineActor('Late', ({ timers }: ActorContext<Beat>) => {
      timers.every('t', 10, 'beat')
      return {
        beat() {
          at.push(clock.now())
          clock.spend(3)
        },
      }
    })
    system.spawn(Late)
    await clock.advance(40)
    expect(at).toEqual([10, 20, 30, 40])
  })

  it('never overlaps itself, where its message may be handled between the awaits of others [TIM-2]', async () => {
    await using rig = await createRig()
    let running = 0
    let most = 0
    let begun = 0
    const gates = [gate(), gate()]
    interface Poll {
      poll(): Promise<void>
    }
    const Poller = defineActor(
      'Poller',
      ({ timers }: ActorContext<Poll>) => {
        timers.every('t', 10, 'poll')
        return {
          async poll() {
            most = Math.max(most, ++running)
            await gates[begun++]?.promise
            running--
          },
        }
      },
      { interleave: ['poll'] },
    )
    rig.system.spawn(Poller)
    await rig.clock.advance(55)
    expect([begun, most]).toEqual([1, 1])
    gates[0]?.open()
    await rig.clock.advance(10)
    expect([begun, most]).toEqual([2, 1])
    gates[1]?.open()
  })
})

describe('a key has one timer', () => {
  it('which is replaced by another of that key', async () => {
    await using t = await setUpClockwork()
    await t.use((timers) => timers.after('t', 10, 'tick', 'old'))
    await t.rig.clock.advance(5)
    await t.use((timers) => timers.after('t', 10, 'tick', 'new'))
    await t.rig.clock.advance(5)
    expect(t.seen).toEqual([])
    await t.rig.clock.advance(5)
    expect(t.seen).toEqual([['tick', 'new']])
  })

  const replacing: { how: string; does: Use; left: unknown[] }[] = [
    { how: 'cancel', does: (timers) => timers.cancel('t'), left: [] },
    { how: 'cancelAll', does: (timers) => timers.cancelAll(), left: [] },
    { how: 'a re-key', does: (timers) => timers.after('t', 5, 'tick', 'new'), left: [['tick', 'new']] },
  ]
  for (const kind of ['after', 'every'] as const) {
    it.each(replacing)(
      `and a tick of ${kind} that was queued before $how is never handled [TIM-1]`,
      async ({ does, left }) => {
        await using t = await setUpClockwork({ interleave: ['use'] })
        await t.use((timers) => timers[kind]('t', 10, 'tick', 'old'))
        t.ref.tell('wait')
        await t.rig.clock.advance(10)
        await t.use(does)
        t.held.open()
        await t.rig.clock.advance(5)
        expect(t.seen).toEqual(left)
        expect(t.rig.deadLetters).toEqual([])
      },
    )
  }

  it('and cancelling one leaves the others', async () => {
    await using t = await setUpClockwork()
    await t.use((timers) => {
      timers.after('one', 10, 'tick', 1)
      timers.after('two', 10, 'tick', 2)
      timers.cancel('one')
      timers.cancel('unknown')
    })
    await t.rig.clock.advance(10)
    expect(t.seen).toEqual([['tick', 2]])
  })

  it('and a setting that is refused leaves the old one', async () => {
    await using t = await setUpClockwork()
    await t.use((timers) => {
      timers.after('t', 10, 'tick', 'old')
      expect(() => timers.after('t', -1, 'tick')).toThrow()
      expect(() => timers.after('t', 1, 'nonsense' as 'tick')).toThrow()
      expect(() => timers.after('t', 1, 'tick', (() => {}) as unknown)).toThrow()
    })
    await t.rig.clock.advance(10)
    expect(t.seen).toEqual([['tick', 'old']])
  })
})

describe('timers end with the life that set them', () => {
  it('so that none fires after a restart [TIM-1]', async () => {
    await using t = await setUpClockwork()
    await t.use((timers) => {
      timers.every('every', 10, 'tick')
      timers.after('after', 20, 'tick')
    })
    t.ref.tell('fail')
    await t.rig.clock.advance(100)
    expect(t.seen).toEqual(['setup'])
    expect(t.rig.clock.pending).toBe(0)
  })

  it('and a tick that was queued before a restart is never handled [TIM-1] [case 19]', async () => {
    await using t = await setUpClockwork()
    await t.use((timers) => {
      timers.every('every', 10, 'tick', 'old')
      timers.after('after', 10, 'tick', 'old')
    })
    t.ref.tell('wait')
    t.ref.tell('fail')
    await t.rig.clock.advance(10)
    t.ref.tell('say', 'of the next life')
    t.held.open()
    await t.rig.clock.advance(20)
    expect(t.seen).toEqual(['setup', 'of the next life'])
    expect(t.rig.deadLetters).toEqual([])
  })

  it('which is so where the next life sets the same keys [TIM-1] [case 19]', async () => {
    await using rig = await createRig()
    let life = 0
    const { Clockwork, seen, held } = clockwork((timers) => timers.after('t', 10, 'tick', ++life))
    const ref = rig.system.spawn(Clockwork)
    ref.tell('wait')
    ref.tell('fail')
    await rig.clock.advance(10)
    held.open()
    await rig.clock.advance(9)
    expect(seen).toEqual(['setup', 'setup'])
    await rig.clock.advance(1)
    expect(seen).toEqual(['setup', 'setup', ['tick', 2]])
  })

  it('and those of a life whose failure was forgiven go on', async () => {
    await using rig = await createRig()
    const { Clockwork, seen } = clockwork((timers) => timers.every('t', 10, 'tick'))
    rig.system.spawn(Clockwork, [], { decide: () => 'resume' }).tell('fail')
    await rig.clock.advance(20)
    expect(seen).toEqual(['setup', ['tick'], ['tick']])
  })

  it('and with the actor, whose queued ticks are no dead letters', async () => {
    await using t = await setUpClockwork()
    await t.use((timers) => timers.every('t', 10, 'tick'))
    t.ref.tell('wait')
    await t.rig.clock.advance(10)
    const stopped = t.rig.system.stop(t.ref)
    t.held.open()
    await stopped
    // The timer of the asks is left armed for a while.
    await t.rig.clock.advance(25)
    expect(t.rig.clock.pending).toBe(0)
    expect(t.rig.deadLetters).toEqual([])
  })

  it('and an interval does not keep an actor that drains from its end', async () => {
    await using t = await setUpClockwork()
    await t.use((timers) => timers.every('t', 10, 'tick'))
    t.ref.tell('wait')
    const stopped = t.rig.system.stop(t.ref, { drain: true })
    await t.rig.clock.advance(50)
    t.held.open()
    await stopped
    expect(t.seen).toEqual([])
  })
})

describe('handlers that have become others', () => {
  it('handle the ticks of timers that were set before', async () => {
    await using rig = await createRig()
    const seen: string[] = []
    interface P {
      tick(): void
    }
    const Changing = defineActor('Changing', (ctx: ActorContext<P>) => {
      ctx.timers.every('t', 10, 'tick')
      return {
        tick() {
          seen.push('first')
          ctx.become({ tick: () => void seen.push('second') })
        },
      }
    })
    rig.system.spawn(Changing)
    await rig.clock.advance(30)
    expect(seen).toEqual(['first', 'second', 'second'])
  })
})
