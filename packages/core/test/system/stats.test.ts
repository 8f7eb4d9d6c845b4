import { describe, expect, it } from 'vitest'
import { type ActorContext, defineActor, type MailboxStats } from '../../src/index.ts'
import { createRig } from '../rig/create-rig.ts'
import { gate } from '../rig/gate.ts'
import { settled } from '../rig/settled.ts'

interface CountedProtocol {
  work(n?: number): void
  wait(): Promise<void>
  putAside(): void
  takeBack(): void
  fail(): void
  spawn(): void
  follow(): void
  ended(): void
}

async function setUp(mailbox = {}) {
  const rig = await createRig()
  const held = gate()
  const Counted = defineActor('Counted', (ctx: ActorContext<CountedProtocol>) => {
    let isOpen = false
    return {
      work: () => {},
      wait: () => held.promise,
      putAside: () => (isOpen ? undefined : ctx.stash()),
      takeBack() {
        isOpen = true
        ctx.unstashAll()
      },
      fail() {
        throw new Error('x')
      },
      spawn: () => void ctx.spawn(Counted, [], { name: 'child' }),
      follow() {
        const Brief = defineActor('Brief', (own: ActorContext<{ go(): void }>) => {
          own.stop()
          return { go: () => {} }
        })
        ctx.watch(ctx.spawn(Brief))
        ctx.timers.after('once', 5, 'work')
      },
      ended: () => {},
    }
  })
  const ref = rig.system.spawn(Counted, [], { name: 'counted', mailbox })
  const read = (): MailboxStats | undefined => rig.system.stats().actors[ref.path]?.mailbox
  return { rig, ref, held, read, [Symbol.asyncDispose]: () => rig[Symbol.asyncDispose]() }
}

const nothing: MailboxStats = {
  received: 0,
  waiting: 0,
  stashed: 0,
  mostWaiting: 0,
  handled: 0,
  deadLetters: {},
}

describe('system.stats', () => {
  it('adds up in the middle of a turn as well, where a handler looks', async () => {
    await using rig = await createRig()
    const seen: unknown[] = []
    const Looks = defineActor('Looks', (ctx: ActorContext<{ look(): void }>) => ({
      look() {
        const { received, waiting, handled } = rig.system.stats().actors[ctx.self.path]?.mailbox ?? nothing
        seen.push({ received, waiting, handled })
      },
    }))
    const ref = rig.system.spawn(Looks)
    for (let n = 0; n < 3; n++) ref.tell('look')
    await settled()
    expect(seen).toEqual([
      { received: 3, waiting: 2, handled: 1 },
      { received: 3, waiting: 1, handled: 2 },
      { received: 3, waiting: 0, handled: 3 },
    ])
  })

  it('lists the living actors of this node by path, parents before children', async () => {
    await using t = await setUp()
    t.ref.tell('spawn')
    await settled()
    const { actors } = t.rig.system.stats()
    expect(Object.keys(actors)).toEqual(['troupe://main/counted', 'troupe://main/counted/child'])
    expect(actors['troupe://main/counted/child']).toEqual({ definition: 'Counted', mailbox: nothing })
    await t.rig.system.stop(t.ref)
    expect(t.rig.system.stats()).toEqual({ actors: {}, links: {} })
  })

  it('lists as many children of one actor as there are', async () => {
    await using rig = await createRig()
    const Leaf = defineActor('Leaf', () => ({}))
    const Root = defineActor('Root', (ctx) => {
      for (let i = 0; i < 200_000; i++) ctx.spawn(Leaf)
      return {}
    })
    rig.system.spawn(Root)
    expect(Object.keys(rig.system.stats().actors)).toHaveLength(200_001)
  })

  it('is plain data, of the moment in which it was taken', async () => {
    await using t = await setUp()
    const before = t.rig.system.stats()
    t.ref.tell('work')
    expect(structuredClone(before)).toEqual(before)
    expect(before.actors[t.ref.path]?.mailbox).toEqual(nothing)
    expect(t.read()).toEqual({ ...nothing, received: 1, waiting: 1, mostWaiting: 1 })
  })

  it('counts what was received, waits, was stashed and was handled, of tells and asks alike', async () => {
    await using t = await setUp()
    t.ref.tell('putAside')
    t.ref.tell('putAside')
    t.ref.tell('work', 1)
    await t.ref.ask('work', 2)
    t.ref.tell('wait')
    await settled()
    for (let i = 0; i < 5; i++) t.ref.tell('work')
    expect(t.read()).toEqual({
      received: 10,
      waiting: 5,
      stashed: 2,
      mostWaiting: 5,
      handled: 3,
      deadLetters: {},
    })
    t.ref.with({ priority: 'high' }).tell('takeBack')
    t.held.open()
    await settled()
    expect(t.read()).toEqual({ ...nothing, received: 11, mostWaiting: 6, handled: 11 })
  })

  it('counts dead letters by reason, and none of them as handled', async () => {
    await using t = await setUp({ capacity: 2 })
    t.ref.tell('nonsense' as 'work')
    await t.ref.ask('nonsense' as 'work').catch(() => {})
    t.ref.tell('wait')
    await settled()
    for (let i = 0; i < 5; i++) t.ref.tell('work')
    expect(t.read()).toEqual({
      received: 8,
      waiting: 2,
      stashed: 0,
      mostWaiting: 2,
      handled: 1,
      deadLetters: { unhandled: 2, 'mailbox-full': 3 },
    })
  })

  it('counts what waited alone as the most that waited, though it was not handled', async () => {
    await using t = await setUp()
    t.ref.tell('nonsense' as 'work')
    await settled()
    expect(t.read()).toEqual({ ...nothing, received: 1, mostWaiting: 1, deadLetters: { unhandled: 1 } })
  })

  it('counts no message as one that waited that came when the actor took in no more', async () => {
    await using rig = await createRig()
    const held = gate()
    const Slow = defineActor('Slow', (_ctx: ActorContext<{ wait(): Promise<void> }>) => ({
      wait: () => held.promise,
    }))
    const Parent = defineActor('Parent', (ctx: ActorContext<{ work(): void }>) => {
      ctx.spawn(Slow).tell('wait')
      return { work: () => {} }
    })
    const parent = rig.system.spawn(Parent)
    await settled()
    const stopped = rig.system.stop(parent)
    await settled()
    parent.tell('work')
    const { mailbox } = rig.system.stats().actors[parent.path] ?? {}
    expect(mailbox).toEqual({ ...nothing, received: 1, deadLetters: { terminated: 1 } })
    held.open()
    await stopped
  })

  it('counts what the oldest message gave way to', async () => {
    await using t = await setUp({ capacity: 2, overflow: 'drop-oldest' })
    for (let i = 0; i < 5; i++) t.ref.tell('work')
    expect(t.read()).toEqual({
      ...nothing,
      received: 5,
      waiting: 2,
      mostWaiting: 2,
      deadLetters: { 'mailbox-full': 3 },
    })
  })

  it('goes on counting over restarts', async () => {
    await using t = await setUp()
    t.ref.tell('work')
    t.ref.tell('fail')
    t.ref.tell('work')
    await settled()
    expect(t.read()).toEqual({ ...nothing, received: 3, handled: 3, mostWaiting: 3 })
  })

  it('counts what a timer sent, and no signals', async () => {
    await using t = await setUp()
    t.ref.tell('follow')
    await t.rig.clock.advance(5)
    expect(t.read()).toMatchObject({ received: 2, waiting: 0, handled: 2 })
  })
})
