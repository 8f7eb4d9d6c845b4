import { describe, expect, it } from 'vitest'
import {
  type ActorContext,
  ActorStartError,
  type AnyActorRef,
  defineActor,
  type SpawnOptions,
} from '../../src/index.ts'
import { createRig } from '../rig/create-rig.ts'
import { gate } from '../rig/gate.ts'
import { refusedWith } from '../rig/refused-with.ts'
import { settled } from '../rig/settled.ts'

interface ReadProtocol {
  read(): string
}

describe('a setup', () => {
  it('runs inside spawn; what it sends is queued', async () => {
    await using rig = await createRig()
    const seen: string[] = []
    interface P {
      note(text: string): void
    }
    const Notes = defineActor('Notes', (ctx: ActorContext<P>, text: string) => {
      ctx.self.tell('note', 'sent in setup')
      seen.push(text)
      return { note: (note) => void seen.push(note) }
    })
    rig.system.spawn(Notes, ['in setup'])
    expect(seen).toEqual(['in setup'])
    await settled()
    expect(seen).toEqual(['in setup', 'sent in setup'])
  })

  it('that is asynchronous holds the mailbox until it settles', async () => {
    await using rig = await createRig()
    const ready = gate<string>()
    const Slow = defineActor('Slow', async (ctx: ActorContext<ReadProtocol>) => {
      const value = await ready.promise
      ctx.on('started', () => {})
      return { read: () => value }
    })
    const ref = rig.system.spawn(Slow)
    const read = ref.ask('read')
    await settled()
    ready.open('ready')
    expect(await read).toBe('ready')
  })

  it('that throws fails the actor: policy, watchers and pending asks see the cause [SUP-8]', async () => {
    await using rig = await createRig()
    const cause = new Error('no database')
    const Broken = defineActor('Broken', (_ctx: ActorContext<ReadProtocol>) => {
      throw cause
    })
    const ref = rig.system.spawn(Broken, [], { restart: 'temporary' })
    const ended = rig.system.terminated(ref)
    const asked: unknown = await ref.ask('read').catch((error: unknown) => error)
    expect(asked).toBeInstanceOf(ActorStartError)
    expect(asked).toMatchObject({ cause, code: 'actor-start-failed' })
    expect(await ended).toMatchObject({ reason: 'failed', error: asked })
    await expect(ref.ask('read')).rejects.toBe(asked)
  })

  it.each(['throws', 'is rejected'])(
    'that %s leaves nobody waiting, in whatever life [SUP-8]',
    async (how) => {
      for (const failing of [1, 2]) {
        await using rig = await createRig()
        const outcomes: string[] = []
        let lives = 0
        const fail = (): never => {
          throw new Error('no database')
        }
        const Broken = defineActor('Broken', (_ctx: ActorContext<ReadProtocol>) => {
          if (++lives < failing) return { read: fail }
          return how === 'throws' ? fail() : Promise.resolve().then(fail)
        })
        const ref = rig.system.spawn(Broken, [], { budget: { max: failing - 1, within: 1000 } })
        if (failing > 1) ref.tell('read')
        void rig.system.terminated(ref).then((down) => outcomes.push(down.reason))
        ref.ask('read').catch((error: { code: string }) => outcomes.push(error.code))
        await settled()
        expect(outcomes.sort()).toEqual(['actor-start-failed', 'failed'])
      }
    },
  )

  it('that throws once and then works leaves an actor that works, with its messages [SUP-8]', async () => {
    await using rig = await createRig()
    let lives = 0
    const Second = defineActor('Second', (_ctx: ActorContext<ReadProtocol>) => {
      if (++lives === 1) throw new Error('first')
      return { read: () => `life ${lives}` }
    })
    expect(await rig.system.spawn(Second).ask('read')).toBe('life 2')
  })

  it('that always throws uses its budget up and ends, even where the decision is to resume', async () => {
    await using rig = await createRig()
    let lives = 0
    const Never = defineActor('Never', (_ctx: ActorContext<ReadProtocol>) => {
      lives++
      throw new Error(`${lives}`)
    })
    const ref = rig.system.spawn(Never, [], { decide: () => 'resume', budget: { max: 2, within: 1000 } })
    expect(await rig.system.terminated(ref)).toMatchObject({ reason: 'failed' })
    expect(lives).toBe(3)
  })

  it.each([undefined, null, 7, 'handlers', () => {}])(
    'that returns %o fails, and says what it must return',
    async (made) => {
      await using rig = await createRig()
      for (const setup of [() => made, async () => made]) {
        // @ts-expect-error: the compiler sees it too
        const Odd = defineActor<ReadProtocol, []>('Odd', setup)
        const ref = rig.system.spawn(Odd, [], { restart: 'temporary' })
        await expect(ref.ask('read')).rejects.toMatchObject({
          code: 'actor-start-failed',
          cause: {
            code: 'invalid-definition',
            message: expect.stringContaining('one handler for each message'),
          },
        })
      }
    },
  )

  it.each([{ startTimeout: 70 }, {}])(
    'that does not settle in time fails: %o [SUP-8]',
    async (options: SpawnOptions) => {
      await using rig = await createRig({ askTimeout: Number.POSITIVE_INFINITY })
      const Hangs = defineActor(
        'Hangs',
        (_ctx: ActorContext<ReadProtocol>) => new Promise<ReadProtocol>(() => {}),
      )
      const ref = rig.system.spawn(Hangs, [], { restart: 'temporary', ...options })
      const outcome: unknown[] = []
      ref.ask('read').catch((error: unknown) => outcome.push(error))
      await rig.clock.advance((options.startTimeout ?? 4_000) - 1)
      expect(outcome).toEqual([])
      await rig.clock.advance(1)
      expect(outcome).toMatchObject([{ code: 'actor-start-failed' }])
    },
  )

  it('that fails rejects the asks that wait, with its cause, though it is tried again [DEL-1, SUP-8]', async () => {
    await using rig = await createRig()
    const first = gate<void>()
    const cause = new Error('no database')
    let lives = 0
    const Broken = defineActor('Broken', async (_ctx: ActorContext<ReadProtocol>) => {
      if (++lives > 1) return new Promise<ReadProtocol>(() => {})
      await first.promise
      throw cause
    })
    const ref = rig.system.spawn(Broken, [], { name: 'broken' })
    const asked = (['high', 'normal', 'low'] as const).map((priority) =>
      ref
        .with({ priority })
        .ask('read')
        .catch((error: unknown) => error),
    )
    first.open()
    for (const error of await Promise.all(asked)) {
      expect(error).toBeInstanceOf(ActorStartError)
      expect(error).toMatchObject({ cause })
    }
    await settled()
    expect(lives).toBe(2)
    const letter = { reason: 'terminated', path: 'troupe://main/broken', name: 'read', payload: undefined }
    expect(rig.deadLetters).toEqual([letter, letter, letter])
  })

  it('that throws inside spawn, and again when it is tried again, rejects the ask right then', async () => {
    await using rig = await createRig()
    let lives = 0
    const Broken = defineActor('Broken', (_ctx: ActorContext<ReadProtocol>) => {
      if (++lives < 3) throw new Error(`life ${lives}`)
      return { read: () => `life ${lives}` }
    })
    const ref = rig.system.spawn(Broken)
    await expect(ref.ask('read')).rejects.toMatchObject({
      code: 'actor-start-failed',
      cause: { message: 'life 2' },
    })
    expect(await ref.ask('read')).toBe('life 3')
  })

  it('that never ends rejects an ask with the words of the start time-out, before the ask times out', async () => {
    await using rig = await createRig()
    const Hangs = defineActor(
      'Hangs',
      (_ctx: ActorContext<ReadProtocol>) => new Promise<ReadProtocol>(() => {}),
    )
    const outcome: unknown[] = []
    rig.system
      .spawn(Hangs)
      .ask('read')
      .catch((error: unknown) => outcome.push(error))
    await rig.clock.advance(3_999)
    expect(outcome).toEqual([])
    await rig.clock.advance(1)
    expect(outcome).toMatchObject([
      {
        code: 'actor-start-failed',
        message: expect.stringContaining('did not settle within 4000 ms; see startTimeout'),
      },
    ])
  })

  it('that waits for an answer which does not come says whose [SUP-8]', async () => {
    await using rig = await createRig()
    const Mute = defineActor('Mute', (_ctx: ActorContext<ReadProtocol>) => ({
      read: () => new Promise<string>(() => {}),
    }))
    const mute = rig.system.spawn(Mute, [], { name: 'mute' })
    const Patient = defineActor('Patient', async (_ctx: ActorContext<ReadProtocol>) => {
      const read = await mute.with({ timeout: Number.POSITIVE_INFINITY }).ask('read')
      return { read: () => read }
    })
    const patient = rig.system.spawn(Patient, [], { restart: 'temporary' })
    await rig.clock.advance(4_000)
    expect(rig.failures).toMatchObject([
      {
        path: patient.path,
        error: { message: expect.stringContaining('It had asked troupe://main/mute, and had no answer.') },
      },
    ])
  })

  it('that fails leaves what was told to a later life, in order and by priority [SUP-1]', async () => {
    await using rig = await createRig()
    interface P extends ReadProtocol {
      note(text: string, more?: string): void
    }
    const gates = [gate<boolean>(), gate<boolean>()]
    const seen: string[] = []
    let lives = 0
    const Notes = defineActor('Notes', async (_ctx: ActorContext<P>) => {
      const works = await gates[lives++]?.promise
      if (!works) throw new Error('not yet')
      return { note: (text, more) => void seen.push(more === undefined ? text : text + more), read: () => '' }
    })
    const ref = rig.system.spawn(Notes)
    const high = ref.with({ priority: 'high' })
    const low = ref.with({ priority: 'low' })
    const asks: Promise<unknown>[] = []
    for (let i = 1; i <= 3; i++) {
      low.tell('note', `low ${i}`)
      ref.tell('note', 'normal', ` ${i}`)
      high.tell('note', `high ${i}`)
      for (const view of [low, ref, high]) asks.push(view.ask('read').catch((error: unknown) => error))
    }
    gates[0]?.open(false)
    for (const error of await Promise.all(asks)) expect(error).toBeInstanceOf(ActorStartError)
    ref.tell('note', 'normal 4')
    gates[1]?.open(true)
    await settled()
    expect(seen).toEqual([
      ...['high 1', 'high 2', 'high 3'],
      ...['normal 1', 'normal 2', 'normal 3', 'normal 4'],
      ...['low 1', 'low 2', 'low 3'],
    ])
  })

  it('that settles after its time is over changes nothing any more', async () => {
    await using rig = await createRig()
    const gates = [gate<string>(), gate<string>()]
    let lives = 0
    const outside: string[] = []
    const Slow = defineActor('Slow', async (ctx: ActorContext<ReadProtocol>) => {
      const value = await gates[lives++]?.promise
      outside.push(refusedWith(() => ctx.on('started', () => {})))
      return { read: () => `${value}` }
    })
    const ref = rig.system.spawn(Slow, [], { startTimeout: 10 })
    await rig.clock.advance(10)
    gates[0]?.open('first')
    await settled()
    expect(outside).toEqual(['outside-turn'])
    gates[1]?.open('second')
    expect(await ref.ask('read')).toBe('second')
  })

  it('is stopped without delay while it is under way, and its signal aborts', async () => {
    await using rig = await createRig()
    let signal: AbortSignal | undefined
    const Hangs = defineActor('Hangs', (ctx: ActorContext<ReadProtocol>) => {
      signal = ctx.abortSignal
      return new Promise<ReadProtocol>(() => {})
    })
    const ref = rig.system.spawn(Hangs)
    await rig.system.stop(ref)
    expect(signal?.aborted).toBe(true)
    expect(rig.clock.pending).toBe(0)
  })

  it('is stopped without delay in a later life, too, of which nothing is left of the one before [SUP-2]', async () => {
    await using rig = await createRig()
    let lives = 0
    const Hangs = defineActor('Hangs', (_ctx: ActorContext<{ fail(): void }>) => {
      if (++lives > 1) return new Promise<{ fail(): void }>(() => {})
      return {
        fail() {
          throw new Error('x')
        },
      }
    })
    const ref = rig.system.spawn(Hangs)
    ref.tell('fail')
    await settled()
    let ended = false
    void rig.system.stop(ref).then(() => (ended = true))
    await settled()
    expect([lives, ended]).toEqual([2, true])
  })

  it('may spawn children and ask them before the actor is up', async () => {
    await using rig = await createRig()
    const Child = defineActor('Child', (_ctx: ActorContext<ReadProtocol>) => ({
      read: () => 'from the child',
    }))
    const Parent = defineActor('Parent', async (ctx: ActorContext<ReadProtocol>) => {
      const read = await ctx.spawn(Child).ask('read')
      ctx.spawn(Child, [], { name: 'second' })
      return { read: () => `${read}, and one of ${ctx.children.length}` }
    })
    expect(await rig.system.spawn(Parent).ask('read')).toBe('from the child, and one of 2')
  })

  it('that fails after it spawned children leaves none of them', async () => {
    await using rig = await createRig()
    const children: AnyActorRef[] = []
    const Child = defineActor('Child', (_ctx: ActorContext<ReadProtocol>) => ({ read: () => '' }))
    const Parent = defineActor('Parent', (ctx: ActorContext<ReadProtocol>) => {
      children.push(ctx.spawn(Child, [], { name: 'child' }))
      throw new Error('too late')
    })
    rig.system.spawn(Parent, [], { budget: { max: 1, within: 1000 } })
    await settled()
    expect(children).toHaveLength(2)
    for (const child of children) expect((await rig.system.terminated(child)).reason).toBe('no-such-actor')
  })

  it('a `started` listener is called once the handlers are there', async () => {
    await using rig = await createRig()
    const seen: string[] = []
    const Starts = defineActor('Starts', (ctx: ActorContext<ReadProtocol>) => {
      ctx.on('started', () => void seen.push('started'))
      seen.push('setup')
      return { read: () => '' }
    })
    rig.system.spawn(Starts)
    expect(seen).toEqual(['setup', 'started'])
  })
})
