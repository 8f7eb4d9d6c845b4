import { describe, expect, it } from 'vitest'
import { type ActorContext, type ActorRef, defineActor, type SpawnOptions } from '../../src/index.ts'
import { createRig, type Rig } from '../rig/create-rig.ts'
import { gate } from '../rig/gate.ts'
import { noteTaker } from '../rig/note-taker.ts'
import { settled } from '../rig/settled.ts'

interface BusyProtocol {
  hold(): Promise<void>
  note(n: number): void
}

/** An actor that is held up, so that what it is sent waits; `open` lets it go on. */
async function busyActor(rig: Rig, options: SpawnOptions) {
  const held = gate()
  const seen: number[] = []
  const Busy = defineActor('Busy', (_ctx: ActorContext<BusyProtocol>) => ({
    hold: () => held.promise,
    note: (n) => void seen.push(n),
  }))
  const ref = rig.system.spawn(Busy, [], options)
  ref.tell('hold')
  await settled()
  const send = (count: number, to: ActorRef<BusyProtocol> = ref): boolean[] =>
    Array.from({ length: count }, (_, n) => to.tell('note', n))
  const open = async (): Promise<void> => {
    held.open()
    await settled()
  }
  return { ref, seen, send, open }
}

const payloads = (rig: Rig): unknown[] =>
  rig.deadLetters.filter((letter) => letter.reason === 'mailbox-full').map((letter) => letter.payload)

describe('a full mailbox [OVL-1]', () => {
  it('refuses what is new where nothing else was said; each is a dead letter, and the sender sees false', async () => {
    await using rig = await createRig()
    const { ref, seen, send, open } = await busyActor(rig, { mailbox: { capacity: 3 } })
    expect(send(5)).toEqual([true, true, true, false, false])
    await expect(ref.ask('note', 9)).rejects.toMatchObject({ code: 'mailbox-full' })
    expect(payloads(rig)).toEqual([3, 4, 9])
    await open()
    expect(seen).toEqual([0, 1, 2])
    expect(send(1)).toEqual([true])
    expect(rig.failures).toEqual([])
  })

  it('gives up the oldest where that is the policy', async () => {
    await using rig = await createRig()
    const { ref, seen, send, open } = await busyActor(rig, {
      mailbox: { capacity: 3, overflow: 'drop-oldest' },
    })
    const asked = ref.ask('note', -1).catch((error: { code: string }) => error.code)
    send(5)
    expect(await asked).toBe('mailbox-full')
    await open()
    expect(seen).toEqual([2, 3, 4])
    expect(payloads(rig)).toEqual([-1, 0, 1])
  })

  it('gives up low priorities before normal ones, and high ones last', async () => {
    await using rig = await createRig()
    const { ref, seen, send, open } = await busyActor(rig, {
      mailbox: { capacity: 3, overflow: 'drop-oldest' },
    })
    ref.with({ priority: 'high' }).tell('note', 100)
    ref.with({ priority: 'low' }).tell('note', -100)
    send(4)
    await open()
    expect(payloads(rig)).toEqual([-100, 0, 1])
    expect(seen).toEqual([100, 2, 3])
  })

  it('never gives up a signal: a down and an order to drain come through', async () => {
    await using rig = await createRig()
    const held = gate()
    const seen: string[] = []
    const target = rig.system.spawn(noteTaker([]))
    const Watches = defineActor('Watches', (ctx: ActorContext<BusyProtocol>) => {
      ctx.watch(target)
      ctx.on('down', () => void seen.push('down'))
      return { hold: () => held.promise, note: (n) => void seen.push(`${n}`) }
    })
    const ref = rig.system.spawn(Watches, [], { mailbox: { capacity: 2, overflow: 'drop-oldest' } })
    ref.tell('hold')
    await settled()
    await rig.system.stop(target)
    for (let n = 0; n < 5; n++) ref.tell('note', n)
    const ended = rig.system.stop(ref, { drain: true })
    held.open()
    await ended
    expect(seen).toEqual(['down', '4'])
  })

  it('keeps out neither a down, nor a tick, nor an order to drain', async () => {
    await using rig = await createRig()
    const held = gate()
    const seen: string[] = []
    const target = rig.system.spawn(noteTaker([]))
    const Full = defineActor('Full', (ctx: ActorContext<BusyProtocol>) => {
      ctx.watch(target)
      ctx.on('down', () => void seen.push('down'))
      ctx.timers.after('t', 5, 'note', 5)
      return { hold: () => held.promise, note: (n) => void seen.push(`${n}`) }
    })
    const ref = rig.system.spawn(Full, [], { mailbox: { capacity: 1 } })
    ref.tell('hold')
    await settled()
    expect([ref.tell('note', 1), ref.tell('note', 2)]).toEqual([true, false])
    await rig.system.stop(target)
    await rig.clock.advance(5)
    let ended = false
    void rig.system.stop(ref, { drain: true }).then(() => (ended = true))
    held.open()
    await settled()
    expect(seen).toEqual(['1', 'down', '5'])
    expect(ended).toBe(true)
  })

  it('fails the actor where that is the policy, once for a flood', async () => {
    await using rig = await createRig()
    const { send } = await busyActor(rig, {
      mailbox: { capacity: 2, overflow: 'fail' },
      budget: { max: 1, within: 1000 },
    })
    expect(send(10).filter((room) => room)).toHaveLength(2)
    await settled()
    expect(rig.failures).toMatchObject([{ error: { code: 'mailbox-full' } }])
    expect(payloads(rig)).toEqual([2, 3, 4, 5, 6, 7, 8, 9])
  })

  it('is no hindrance to a stop', async () => {
    await using rig = await createRig()
    const { ref, send, open } = await busyActor(rig, { mailbox: { capacity: 1 } })
    send(3)
    const ended = rig.system.stop(ref)
    await open()
    await ended
    expect(rig.system.deadLetters).toMatchObject({ 'mailbox-full': 2, terminated: 1 })
  })
})

describe('the high-water mark', () => {
  it('tell returns false above it, and every message is handled all the same', async () => {
    await using rig = await createRig()
    const { seen, send, open } = await busyActor(rig, { mailbox: { highWater: 2 } })
    expect(send(4)).toEqual([true, true, false, false])
    await open()
    expect(seen).toEqual([0, 1, 2, 3])
    expect(rig.deadLetters).toEqual([])
  })

  it('is 1,024 where nothing else was said', async () => {
    await using rig = await createRig()
    const { send } = await busyActor(rig, {})
    expect(send(1026).indexOf(false)).toBe(1024)
  })

  it('ready resolves at once below it, and later when the mailbox has ebbed', async () => {
    await using rig = await createRig()
    const { ref, send, open } = await busyActor(rig, { mailbox: { highWater: 2 } })
    await ref.ready()
    send(4)
    let ready = 0
    for (let i = 0; i < 3; i++) void ref.ready().then(() => ready++)
    await settled()
    expect(ready).toBe(0)
    await open()
    expect(ready).toBe(3)
  })

  it('ready resolves when the actor ends', async () => {
    await using rig = await createRig()
    const { ref, send, open } = await busyActor(rig, { mailbox: { highWater: 1 } })
    send(4)
    const ready = ref.ready()
    const ended = rig.system.stop(ref)
    await open()
    await Promise.all([ready, ended])
    await ref.ready()
  })

  it('a producer that heeds it runs with a bounded mailbox', async () => {
    await using rig = await createRig()
    let handled = 0
    let most = 0
    let sent = 0
    const Slow = defineActor('Slow', (_ctx: ActorContext<{ n(): Promise<void> }>) => ({
      async n() {
        await null
        handled++
        most = Math.max(most, sent - handled)
      },
    }))
    const slow = rig.system.spawn(Slow, [], { mailbox: { highWater: 16 } })
    while (sent < 2000) {
      sent++
      if (!slow.tell('n')) await slow.ready()
    }
    await slow.ask('n')
    expect(handled).toBe(2001)
    expect(most).toBeLessThanOrEqual(17)
  })
})

describe('messages of high priority', () => {
  it('are not kept out by others, up to as many again [OVL-1]', async () => {
    await using rig = await createRig()
    const { ref, seen, send, open } = await busyActor(rig, { mailbox: { capacity: 2 } })
    send(2)
    const urgent = ref.with({ priority: 'high' })
    expect([10, 11, 12].map((n) => urgent.tell('note', n))).toEqual([true, true, false])
    ref.tell('note', 13)
    await open()
    expect(seen).toEqual([10, 11, 0, 1])
    expect(payloads(rig)).toEqual([12, 13])
  })

  it('are those too that the definition calls so, unless their sender chose otherwise [OVL-1]', async () => {
    await using rig = await createRig()
    const held = gate()
    const seen: string[] = []
    const Busy = defineActor(
      'Busy',
      (_ctx: ActorContext<{ hold(): Promise<void>; note(n: number): void; urgent(n: number): void }>) => ({
        hold: () => held.promise,
        note: (n) => void seen.push(`note ${n}`),
        urgent: (n) => void seen.push(`urgent ${n}`),
      }),
      { priority: { urgent: 'high' } },
    )
    const ref = rig.system.spawn(Busy, [], { mailbox: { capacity: 1 } })
    ref.tell('hold')
    await settled()
    ref.tell('note', 1)
    ref.tell('urgent', 2)
    ref.with({ priority: 'low' }).tell('urgent', 3)
    held.open()
    await settled()
    expect(seen).toEqual(['urgent 2', 'note 1'])
    expect(payloads(rig)).toEqual([3])
  })
})

describe('priorities [ORD-3]', () => {
  it('high comes before normal before low, and order holds within each', async () => {
    await using rig = await createRig()
    const { ref, seen, open } = await busyActor(rig, {})
    for (const n of [1, 2]) {
      ref.with({ priority: 'low' }).tell('note', 300 + n)
      ref.tell('note', 200 + n)
      ref.with({ priority: 'high' }).tell('note', 100 + n)
      void ref.with({ priority: 'high' }).ask('note', 110 + n)
    }
    await open()
    expect(seen).toEqual([101, 111, 102, 112, 201, 202, 301, 302])
  })

  it('what is sent to an actor while it works goes before low ones that wait', async () => {
    await using rig = await createRig()
    const seen: number[] = []
    const Counts = defineActor('Counts', (ctx: ActorContext<{ n(n: number): void }>) => ({
      n(n) {
        seen.push(n)
        if (n < 3) ctx.self.tell('n', n + 1)
      },
    }))
    const ref = rig.system.spawn(Counts)
    ref.with({ priority: 'low' }).tell('n', 10)
    ref.tell('n', 1)
    await settled()
    expect(seen).toEqual([1, 2, 3, 10])
  })
})
