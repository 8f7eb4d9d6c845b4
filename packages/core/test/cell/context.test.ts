import { describe, expect, it } from 'vitest'
import { type ActorContext, defineActor } from '../../src/index.ts'
import { createRig } from '../rig/create-rig.ts'
import { gate } from '../rig/gate.ts'
import { noteTaker } from '../rig/note-taker.ts'
import { refusedWith } from '../rig/refused-with.ts'
import { settled } from '../rig/settled.ts'
import { thenable } from '../rig/thenable.ts'

interface OwnerProtocol {
  nothing(): void
  fail(): void
}

type Use = (ctx: ActorContext<OwnerProtocol>) => unknown

const uses: { name: string; use: Use }[] = [
  { name: 'spawn', use: (ctx) => ctx.spawn(noteTaker([])) },
  { name: 'stop', use: (ctx) => ctx.stop() },
  { name: 'watch', use: (ctx) => ctx.watch(ctx.self) },
  { name: 'unwatch', use: (ctx) => ctx.unwatch(ctx.self) },
  { name: 'on', use: (ctx) => ctx.on('started', () => {}) },
  { name: 'become', use: (ctx) => ctx.become({ nothing: () => {}, fail: () => {} }) },
  { name: 'pipe', use: (ctx) => ctx.pipe(Promise.resolve(), 'nothing') },
  { name: 'children', use: (ctx) => ctx.children },
]

function owner() {
  const contexts: ActorContext<OwnerProtocol>[] = []
  const Owner = defineActor('Owner', (ctx: ActorContext<OwnerProtocol>) => {
    contexts.push(ctx)
    return {
      nothing: () => {},
      fail() {
        throw new Error('x')
      },
    }
  })
  return { Owner, contexts }
}

const outside = expect.objectContaining({ code: 'outside-turn', name: 'OutsideTurnError' })

describe('outside the turn of its actor, a context refuses [ASY-4]', () => {
  it.each(uses)(
    '$name: between two messages, in an earlier life, and after the end',
    async ({ name, use }) => {
      await using rig = await createRig()
      const { Owner, contexts } = owner()
      const ref = rig.system.spawn(Owner)
      const [first] = contexts
      if (first === undefined) return expect.unreachable()
      expect(() => use(first)).toThrow(outside)
      expect(() => use(first)).toThrow(`ctx.${name} of ${ref.path}`)
      ref.tell('fail')
      await settled()
      expect(contexts).toHaveLength(2)
      expect(() => use(first)).toThrow(outside)
      await rig.system.stop(ref)
      expect(() => use(first)).toThrow(outside)
    },
  )

  it('what a promise of an earlier life goes on to do [ASY-4]', async () => {
    await using rig = await createRig()
    const held = gate()
    const codes: string[] = []
    interface P {
      go(): Promise<void>
      fail(): void
    }
    const Stray = defineActor(
      'Stray',
      (ctx: ActorContext<P>) => ({
        async go() {
          await held.promise
          codes.push(refusedWith(() => ctx.spawn(noteTaker([]))))
        },
        fail() {
          throw new Error('x')
        },
      }),
      { interleave: ['fail'] },
    )
    const ref = rig.system.spawn(Stray)
    ref.tell('go')
    ref.tell('fail')
    await settled()
    held.open()
    await settled()
    expect(codes).toEqual(['outside-turn'])
  })

  it('what a handler began and did not wait for', async () => {
    await using rig = await createRig()
    const held = gate()
    const codes: string[] = []
    const Stray = defineActor('Stray', (ctx: ActorContext<{ go(): void }>) => ({
      go() {
        void held.promise.then(() => {
          codes.push(refusedWith(() => ctx.stop()))
        })
      },
    }))
    const ref = rig.system.spawn(Stray)
    await ref.ask('go')
    held.open()
    await settled()
    expect(codes).toEqual(['outside-turn'])
    await ref.ask('go')
  })
})

describe('a context', () => {
  it('may be used after an await, while the handler goes on', async () => {
    await using rig = await createRig()
    const held = gate()
    const Awaits = defineActor('Awaits', (ctx: ActorContext<{ go(): Promise<number> }>) => ({
      async go() {
        await held.promise
        ctx.spawn(noteTaker([]))
        return ctx.children.length
      },
    }))
    const asked = rig.system.spawn(Awaits).ask('go')
    await settled()
    held.open()
    expect(await asked).toBe(1)
  })

  it('knows its self, its parent and its children; an actor of the system has no parent', async () => {
    await using rig = await createRig()
    interface ChildProtocol {
      parent(): string | undefined
    }
    const Child = defineActor('Child', (ctx: ActorContext<ChildProtocol>) => ({
      parent: () => ctx.parent?.path,
    }))
    interface P {
      look(): Promise<unknown>
    }
    const Parent = defineActor('Parent', (ctx: ActorContext<P>) => {
      const first = ctx.spawn(Child, [], { name: 'first' })
      ctx.spawn(Child, [], { name: 'second' })
      return {
        look: async () => ({
          self: ctx.self.path,
          parent: ctx.parent,
          children: ctx.children.map((child) => child.path),
          seenByChild: await first.ask('parent'),
        }),
      }
    })
    expect(await rig.system.spawn(Parent, [], { name: 'parent' }).ask('look')).toEqual({
      self: 'troupe://main/parent',
      parent: undefined,
      children: ['troupe://main/parent/first', 'troupe://main/parent/second'],
      seenByChild: 'troupe://main/parent',
    })
  })

  it('gives a signal that has aborted to whoever asks for it too late', async () => {
    await using rig = await createRig()
    const { Owner, contexts } = owner()
    const ref = rig.system.spawn(Owner)
    ref.tell('fail')
    await settled()
    expect(contexts[0]?.abortSignal.aborted).toBe(true)
    expect(contexts[1]?.abortSignal.aborted).toBe(false)
    await rig.system.stop(ref)
    expect(contexts[1]?.abortSignal.aborted).toBe(true)
  })

  it('logs lines that name the actor', async () => {
    await using rig = await createRig()
    const { Owner, contexts } = owner()
    rig.system.spawn(Owner, [], { name: 'owner' })
    contexts[0]?.log.write('info', 'hello', { n: 1 })
    expect(rig.logger.lines).toEqual([
      { level: 'info', text: 'troupe://main/owner: hello', details: { n: 1 } },
    ])
  })

  it('become changes the handlers from the next message on', async () => {
    await using rig = await createRig()
    interface P {
      swap(): string
      read(): string
    }
    const Swaps = defineActor('Swaps', (ctx: ActorContext<P>) => {
      const light = (name: string, next: () => void) => ({
        swap() {
          next()
          return name
        },
        read: () => name,
      })
      const day: { swap(): string; read(): string } = light('day', () => ctx.become(night))
      const night: typeof day = light('night', () => ctx.become(day))
      return day
    })
    const ref = rig.system.spawn(Swaps)
    expect(
      await Promise.all(['swap', 'read', 'swap', 'read'].map((name) => ref.ask(name as 'swap'))),
    ).toEqual(['day', 'night', 'night', 'day'])
  })
})

describe('ctx.pipe', () => {
  interface PipeProtocol {
    begin(): void
    came(value: unknown): void
    broke(error: unknown): void
    other(): void
    fail(): void
  }
  function piper(promise: PromiseLike<unknown>, seen: unknown[], failed?: 'broke') {
    return defineActor('Piper', (ctx: ActorContext<PipeProtocol>) => ({
      begin: () => ctx.pipe(promise, 'came', failed),
      came: (value) => void seen.push(value),
      broke: (error) => void seen.push((error as Error).message),
      other: () => void seen.push('other'),
      fail() {
        throw new Error('x')
      },
    }))
  }

  it('brings the value back as a message, and other messages are handled meanwhile', async () => {
    await using rig = await createRig()
    const seen: unknown[] = []
    const held = gate<unknown>()
    const ref = rig.system.spawn(piper(held.promise, seen))
    ref.tell('begin')
    ref.tell('other')
    await settled()
    held.open({ n: 1 })
    await settled()
    expect(seen).toEqual(['other', { n: 1 }])
  })

  it.each<[string, PromiseLike<unknown>, readonly unknown[]]>([
    ['settles twice', thenable((fulfil) => [fulfil('one'), fulfil('two')]), ['other', 'one']],
    [
      'is fulfilled and rejected',
      thenable((fulfil, refuse) => [fulfil('one'), refuse('two')]),
      ['other', 'one'],
    ],
    ['throws', thenable(() => expect.fail('broken')), ['other', 'broken']],
  ])('brings one message back, and later, from a thenable that %s', async (_what, promise, expected) => {
    await using rig = await createRig()
    const seen: unknown[] = []
    const ref = rig.system.spawn(piper(promise, seen, 'broke'))
    ref.tell('begin')
    ref.tell('other')
    await settled()
    expect(seen).toEqual(expected)
    expect(rig.failures).toEqual([])
  })

  it('brings an error back as a message where one is named for it', async () => {
    await using rig = await createRig()
    const seen: unknown[] = []
    const ref = rig.system.spawn(piper(Promise.reject(new Error('gone')), seen, 'broke'))
    ref.tell('begin')
    await settled()
    expect(seen).toEqual(['gone'])
    expect(rig.failures).toEqual([])
  })

  it('fails the actor with the error where none is', async () => {
    await using rig = await createRig()
    const promise = Promise.reject(new Error('gone'))
    rig.system.spawn(piper(promise, []), [], { restart: 'temporary' }).tell('begin')
    await settled()
    expect(rig.failures).toMatchObject([{ message: 'came', error: { message: 'gone' } }])
  })

  it('fails the actor where the value cannot be sent', async () => {
    await using rig = await createRig()
    rig.system
      .spawn(
        piper(
          Promise.resolve(() => {}),
          [],
        ),
        [],
        { restart: 'temporary' },
      )
      .tell('begin')
    await settled()
    expect(rig.failures).toMatchObject([{ error: { code: 'unsendable' } }])
  })

  it('what comes after a restart or the end is a dead letter, and no failure [ASY-4]', async () => {
    await using rig = await createRig()
    const seen: unknown[] = []
    const [held, broken] = [gate<unknown>(), gate<unknown>()]
    const refs = [
      rig.system.spawn(piper(held.promise, seen)),
      rig.system.spawn(piper(broken.promise, seen)),
    ] as const
    for (const ref of refs) {
      ref.tell('begin')
      ref.tell('fail')
    }
    await settled()
    held.open('late')
    broken.break(new Error('late'))
    await settled()
    expect(seen).toEqual([])
    expect(rig.deadLetters).toMatchObject([{ reason: 'expired', name: 'came', payload: 'late' }])
    expect(rig.failures).toHaveLength(2)
  })
})
