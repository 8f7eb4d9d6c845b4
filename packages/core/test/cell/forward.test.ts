import { describe, expect, it } from 'vitest'
import { type ActorContext, type ActorRef, defineActor, type Later, Rejection } from '../../src/index.ts'
import { createRig } from '../rig/create-rig.ts'
import { gate } from '../rig/gate.ts'
import { settled } from '../rig/settled.ts'

interface WorkProtocol {
  work(what: string): string
  add(a: number, b: number): number
}

interface DeskProtocol {
  work(what: string): string
  add(a: number, b: number): number
  workLater(what: string): string
  workTwice(what: string): string
  workBadly(what: string): string
  workThenFail(what: string): string
  ping(): string
}

const seen: string[] = []

const Worker = defineActor('Worker', (_ctx: ActorContext<WorkProtocol>) => ({
  work(what) {
    seen.push(what)
    if (what === 'refuse') throw new Rejection('no such work', { code: 'no-work' })
    if (what === 'fail') throw new Error('broken')
    return `${what} done`
  },
  add: (a, b) => a + b,
}))

function deskOf(wait: () => Promise<unknown> = () => Promise.resolve()) {
  const refused: unknown[] = []
  const Desk = defineActor(
    'Desk',
    (ctx: ActorContext<DeskProtocol>, worker: ActorRef<WorkProtocol>) => ({
      work: (what): Later<string> => ctx.forward(worker, 'work', what),
      add: (a, b) => ctx.forward(worker, 'add', a, b),
      async workLater(what) {
        await wait()
        return ctx.forward(worker, 'work', what)
      },
      workTwice(what) {
        ctx.forward(worker, 'work', what)
        try {
          ctx.forward(worker, 'work', what)
        } catch (error) {
          refused.push(error)
        }
        return 'not looked at'
      },
      workBadly(what) {
        try {
          // @ts-expect-error: the compiler sees that a function cannot be sent.
          ctx.forward(worker, 'work', () => what)
        } catch (error) {
          refused.push(error)
        }
        return `${what} by the desk itself`
      },
      workThenFail(what) {
        ctx.forward(worker, 'work', what)
        throw new Error('the desk broke')
      },
      ping: () => 'pong',
    }),
    { interleave: ['ping'] },
  )
  return { Desk, refused }
}

describe('an ask that is forwarded', () => {
  it('is answered by the one it was forwarded to, whatever the forwarder returns', async () => {
    await using rig = await createRig()
    const { Desk, refused } = deskOf()
    const desk = rig.system.spawn(Desk, [rig.system.spawn(Worker)])
    expect(await desk.ask('work', 'sum')).toBe('sum done')
    expect(await desk.ask('add', 2, 3)).toBe(5)
    expect(await desk.ask('workTwice', 'sum')).toBe('sum done')
    expect(refused).toMatchObject([{ code: 'reply-twice' }])
  })

  it('is rejected as the one it was forwarded to rejects it, and the forwarder goes on', async () => {
    await using rig = await createRig()
    const desk = rig.system.spawn(deskOf().Desk, [rig.system.spawn(Worker)])
    await expect(desk.ask('work', 'refuse')).rejects.toMatchObject({ code: 'no-work' })
    await expect(desk.ask('work', 'fail')).rejects.toMatchObject({
      code: 'actor-failed',
      cause: { message: 'broken' },
    })
    expect(rig.failures.map(({ path }) => path)).toEqual([expect.stringContaining('Worker')])
  })

  it('is rejected at once where the one it is forwarded to has ended, with a dead letter [case 21]', async () => {
    await using rig = await createRig()
    const worker = rig.system.spawn(Worker, [], { name: 'worker' })
    const desk = rig.system.spawn(deskOf().Desk, [worker])
    await rig.system.stop(worker)
    await expect(desk.ask('work', 'sum')).rejects.toMatchObject({ code: 'actor-terminated' })
    expect(rig.deadLetters).toEqual([
      { reason: 'terminated', path: 'troupe://main/worker', name: 'work', payload: 'sum' },
    ])
    expect(rig.clock.now()).toBe(0)
  })

  it('is not touched by what becomes of the forwarder', async () => {
    await using rig = await createRig()
    const desk = rig.system.spawn(deskOf().Desk, [rig.system.spawn(Worker)])
    expect(await desk.ask('workThenFail', 'sum')).toBe('sum done')
    const held = gate<string>()
    const Slow = defineActor('Slow', (_ctx: ActorContext<WorkProtocol>) => ({
      work: () => held.promise,
      add: (a, b) => a + b,
    }))
    const leaving = rig.system.spawn(deskOf().Desk, [rig.system.spawn(Slow)])
    const last = leaving.ask('work', 'last')
    await settled()
    await rig.system.stop(leaving)
    held.open('last done')
    expect(await last).toBe('last done')
  })

  it('stays with its actor where what it should carry cannot be sent', async () => {
    await using rig = await createRig()
    const { Desk, refused } = deskOf()
    const desk = rig.system.spawn(Desk, [rig.system.spawn(Worker)])
    expect(await desk.ask('workBadly', 'sum')).toBe('sum by the desk itself')
    expect(refused).toMatchObject([{ code: 'unsendable' }])
  })

  it('keeps the time-out of its asker', async () => {
    await using rig = await createRig()
    const held = gate<string>()
    const Slow = defineActor('Slow', (_ctx: ActorContext<WorkProtocol>) => ({
      work: () => held.promise,
      add: (a, b) => a + b,
    }))
    const slow = rig.system.spawn(Slow).with({ timeout: 1 })
    const asked = rig.system.spawn(deskOf().Desk, [slow]).with({ timeout: 50 }).ask('work', 'sum')
    const outcome = asked.catch((error: { code: string }) => error.code)
    await rig.clock.advance(49)
    held.open('in time')
    expect(await outcome).toBe('in time')
  })

  it('leaves the forwarder free for other messages meanwhile', async () => {
    await using rig = await createRig()
    const held = gate<string>()
    const Slow = defineActor('Slow', (_ctx: ActorContext<WorkProtocol>) => ({
      work: () => held.promise,
      add: (a, b) => a + b,
    }))
    const desk = rig.system.spawn(deskOf().Desk, [rig.system.spawn(Slow)])
    const first = desk.ask('work', 'slow')
    expect(await desk.ask('ping')).toBe('pong')
    held.open('slow done')
    expect(await first).toBe('slow done')
  })

  it('is known after an await, of whatever it was, while no other handler waits', async () => {
    await using rig = await createRig()
    const held = gate()
    const desk = rig.system.spawn(deskOf(() => held.promise).Desk, [rig.system.spawn(Worker)])
    const asked = desk.ask('workLater', 'sum')
    await settled()
    held.open()
    expect(await asked).toBe('sum done')
  })

  it('is not known after an await while several handlers wait: that is refused [ASY-4]', async () => {
    await using rig = await createRig()
    const [first, second] = [gate(), gate()]
    const gates = [first, second]
    interface P {
      go(): string
    }
    const Both = defineActor(
      'Both',
      (ctx: ActorContext<P>, worker: ActorRef<WorkProtocol>) => ({
        async go() {
          await gates.shift()?.promise
          return ctx.forward(worker, 'work', 'sum')
        },
      }),
      { interleave: ['go'] },
    )
    const both = rig.system.spawn(Both, [rig.system.spawn(Worker)])
    const outcomes = [both.ask('go'), both.ask('go')].map((ask) => ask.catch((error: unknown) => error))
    await settled()
    first.open()
    expect(await outcomes[0]).toMatchObject({ code: 'actor-failed', cause: { code: 'outside-turn' } })
  })

  it('comes back to nobody who waits for its answer: that is a circle [ASY-3]', async () => {
    await using rig = await createRig()
    interface AskerProtocol extends WorkProtocol {
      go(desk: ActorRef<DeskProtocol>): string
    }
    const Asker = defineActor('Asker', (_ctx: ActorContext<AskerProtocol>) => ({
      go: (desk) => desk.ask('work', 'sum').catch((error: { code: string }) => error.code),
      work: (what) => what,
      add: (a, b) => a + b,
    }))
    const asker = rig.system.spawn(Asker)
    expect(await asker.ask('go', rig.system.spawn(deskOf().Desk, [asker]))).toBe('ask-cycle')
  })

  it('may come back to the forwarder, which waits for nobody', async () => {
    await using rig = await createRig()
    interface P extends WorkProtocol {
      start(): string
    }
    const Self = defineActor('Self', (ctx: ActorContext<P>) => ({
      start: () => ctx.forward(ctx.self, 'work', 'own'),
      work: (what) => `${what} done`,
      add: (a, b) => a + b,
    }))
    expect(await rig.system.spawn(Self).ask('start')).toBe('own done')
  })
})

describe('a plain message that is forwarded', () => {
  it('is a plain message, as often as it is forwarded', async () => {
    await using rig = await createRig()
    seen.length = 0
    const { Desk, refused } = deskOf()
    const desk = rig.system.spawn(Desk, [rig.system.spawn(Worker)])
    desk.tell('work', 'one')
    desk.tell('workTwice', 'two')
    await settled()
    expect(seen).toEqual(['one', 'two', 'two'])
    expect(refused).toEqual([])
  })

  it.each([undefined, {}, 'worker'])('needs a ref, not %o', async (ref) => {
    await using rig = await createRig()
    const Wrong = defineActor('Wrong', (ctx: ActorContext<{ go(): void }>) => ({
      // @ts-expect-error: the compiler sees it too
      go: () => void ctx.forward(ref, 'work', ''),
    }))
    await expect(rig.system.spawn(Wrong).ask('go')).rejects.toMatchObject({
      cause: { code: 'invalid-option' },
    })
  })
})
