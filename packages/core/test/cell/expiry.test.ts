import { describe, expect, it } from 'vitest'
import { type ActorContext, defineActor } from '../../src/index.ts'
import { createRig } from '../rig/create-rig.ts'
import { gate } from '../rig/gate.ts'
import { settled } from '../rig/settled.ts'

interface BusyProtocol {
  work(n: number): string
  workBoth(n: number, m: number): void
  wait(): Promise<void>
  putAside(): void
  takeBack(): void
}

async function setUp() {
  const rig = await createRig()
  const seen: unknown[] = []
  const held = gate()
  const Busy = defineActor('Busy', (ctx: ActorContext<BusyProtocol>) => ({
    work(n) {
      seen.push(n)
      return `done ${n}`
    },
    workBoth: (n, m) => void seen.push([n, m]),
    wait: () => held.promise,
    putAside: () => (seen.length === 0 ? ctx.stash() : void seen.push('put aside')),
    takeBack: () => void ctx.unstashAll(),
  }))
  const ref = rig.system.spawn(Busy)
  return { rig, ref, seen, held, clock: rig.clock, [Symbol.asyncDispose]: () => rig[Symbol.asyncDispose]() }
}

describe('a message that waits longer than its sender allows', () => {
  it('becomes a dead letter, and what was sent around it is handled', async () => {
    await using t = await setUp()
    const brief = t.ref.with({ ttl: 10 })
    t.ref.tell('wait')
    t.ref.tell('work', 1)
    brief.tell('work', 2)
    brief.tell('workBoth', 3, 4)
    t.ref.tell('work', 5)
    await t.clock.advance(11)
    t.held.open()
    await settled()
    expect(t.seen).toEqual([1, 5])
    expect(t.rig.deadLetters).toMatchObject([
      { reason: 'expired', name: 'work', payload: 2, path: t.ref.path },
      { reason: 'expired', name: 'workBoth', payload: [3, 4] },
    ])
    expect(t.rig.system.stats().actors[t.ref.path]?.mailbox).toMatchObject({
      received: 5,
      handled: 3,
      deadLetters: { expired: 2 },
    })
  })

  it('is handled as ever where it waits just so long', async () => {
    await using t = await setUp()
    t.ref.tell('wait')
    t.ref.with({ ttl: 10 }).tell('work', 1)
    t.ref.with({ ttl: Infinity }).tell('work', 2)
    await t.clock.advance(10)
    t.held.open()
    await settled()
    expect(t.seen).toEqual([1, 2])
    expect(t.rig.deadLetters).toEqual([])
  })

  it('is refused to its asker when that is noticed', async () => {
    await using t = await setUp()
    t.ref.tell('wait')
    const asked = t.ref.with({ ttl: 10, timeout: 1000 }).ask('work', 1)
    const refused = expect(asked).rejects.toMatchObject({
      code: 'message-expired',
      name: 'MessageExpiredError',
    })
    await t.clock.advance(11)
    t.held.open()
    await refused
    expect(t.seen).toEqual([])
  })

  it('is not handled after it was put aside, either', async () => {
    await using t = await setUp()
    t.ref.with({ ttl: 10 }).tell('putAside')
    t.ref.tell('putAside')
    await t.clock.advance(11)
    t.ref.tell('work', 1)
    t.ref.tell('takeBack')
    await settled()
    expect(t.seen).toEqual([1, 'put aside'])
    expect(t.rig.deadLetters).toMatchObject([{ reason: 'expired', name: 'putAside' }])
  })

  it('keeps the other options of its view', async () => {
    await using t = await setUp()
    t.ref.tell('wait')
    await settled()
    t.ref.tell('work', 1)
    t.ref.with({ priority: 'high' }).with({ ttl: 10 }).tell('work', 2)
    t.held.open()
    await settled()
    expect(t.seen).toEqual([2, 1])
  })

  it.each([-1, NaN, '5'])('may not wait for %s', async (ttl) => {
    await using t = await setUp()
    expect(() => t.ref.with({ ttl: ttl as number })).toThrow(
      expect.objectContaining({ code: 'invalid-option', message: expect.stringContaining('ttl') }),
    )
  })
})

describe('what ctx.pipe brings back', () => {
  interface P {
    begin(): void
    came(value: unknown): void
    wait(): Promise<void>
    fail(): void
  }

  async function piping(promise: Promise<unknown>) {
    const rig = await createRig()
    const seen: unknown[] = []
    const held = gate()
    const Piping = defineActor('Piping', (ctx: ActorContext<P>) => {
      seen.push('setup')
      return {
        begin: () => ctx.pipe(promise, 'came'),
        came: (value) => void seen.push(value),
        wait: () => held.promise,
        fail() {
          throw new Error('x')
        },
      }
    })
    const ref = rig.system.spawn(Piping)
    ref.tell('begin')
    return { rig, ref, seen, held, [Symbol.asyncDispose]: () => rig[Symbol.asyncDispose]() }
  }

  it('is a dead letter and not the next life’s, where it waited already when its life ended [ASY-4]', async () => {
    const source = gate<unknown>()
    await using t = await piping(source.promise)
    t.ref.tell('wait')
    t.ref.tell('fail')
    await settled()
    source.open('late')
    await settled()
    t.held.open()
    await settled()
    expect(t.seen).toEqual(['setup', 'setup'])
    expect(t.rig.deadLetters).toMatchObject([{ reason: 'expired', name: 'came', payload: 'late' }])
  })
})
