import { describe, expect, it } from 'vitest'
import { type ActorContext, ActorFailedError, type AnyActorRef, defineActor } from '../../src/index.ts'
import { createRig } from '../rig/create-rig.ts'
import { gate } from '../rig/gate.ts'
import { noteTaker } from '../rig/note-taker.ts'
import { settled } from '../rig/settled.ts'

describe('a handler that throws', () => {
  it('fails the actor, and its asker is told at once, with what was thrown as the cause', async () => {
    await using rig = await createRig()
    const cause = new RangeError('too far')
    const Fails = defineActor('Fails', (_ctx: ActorContext<{ now(): void; later(): Promise<void> }>) => ({
      now() {
        throw cause
      },
      later: () => Promise.reject(cause),
    }))
    const ref = rig.system.spawn(Fails, [], { name: 'fails' })
    for (const name of ['now', 'later'] as const) {
      const error: unknown = await ref.ask(name).catch((reason: unknown) => reason)
      expect(error).toBeInstanceOf(ActorFailedError)
      expect(error).toMatchObject({
        cause,
        message: expect.stringContaining(`fails failed while it handled "${name}"`),
      })
    }
    expect(rig.failures).toEqual([
      { path: ref.path, error: cause, message: 'now' },
      { path: ref.path, error: cause, message: 'later' },
    ])
    expect(rig.logger.lines).toMatchObject([
      { level: 'error', text: 'troupe://main/fails failed while it handled "now"', details: cause },
      { level: 'error', text: 'troupe://main/fails failed while it handled "later"', details: cause },
    ])
  })

  it('is restarted, with the same ref and the mailbox in order, and the message is not handled again [SUP-1]', async () => {
    await using rig = await createRig()
    const seen: string[] = []
    const ref = rig.system.spawn(noteTaker(seen))
    ref.tell('note', '1')
    ref.tell('fail', 'x')
    ref.with({ priority: 'low' }).tell('note', '4')
    ref.tell('note', '2')
    ref.tell('note', '3')
    await settled()
    expect(seen).toEqual(['setup', '1', 'restart', 'setup', '2', '3', '4'])
    expect(rig.deadLetters).toEqual([])
  })

  it('gets fresh state and the same setup arguments in its next life [SUP-2]', async () => {
    await using rig = await createRig()
    interface P {
      push(n: number): readonly number[]
      fail(): void
    }
    const starts: (readonly number[])[] = []
    const Keeps = defineActor('Keeps', (_ctx: ActorContext<P>, start: Set<number>) => {
      starts.push([...start])
      return {
        push(n) {
          start.add(n)
          return [...start]
        },
        fail() {
          throw new Error('x')
        },
      }
    })
    const ref = rig.system.spawn(Keeps, [new Set([1])])
    expect(await ref.ask('push', 2)).toEqual([1, 2])
    ref.tell('fail')
    expect(await ref.ask('push', 3)).toEqual([1, 3])
    expect(starts).toEqual([[1], [1]])
  })

  it.each([undefined, null, 'text', 7])('may throw %o', async (thrown) => {
    await using rig = await createRig()
    const Throws = defineActor('Throws', (_ctx: ActorContext<{ go(): void }>) => ({
      go() {
        throw thrown
      },
    }))
    const ref = rig.system.spawn(Throws, [], { restart: 'temporary' })
    await expect(ref.ask('go')).rejects.toMatchObject({ code: 'actor-failed' })
    const down = await rig.system.terminated(ref)
    expect(down.reason).toMatch(/failed|no-such-actor/)
  })

  it('that throws nothing at all still ends its actor as failed', async () => {
    await using rig = await createRig()
    const Throws = defineActor('Throws', (_ctx: ActorContext<{ go(): void }>) => ({
      go() {
        // biome-ignore lint/style/useThrowOnlyError: users do
        throw undefined
      },
    }))
    const ref = rig.system.spawn(Throws, [], { restart: 'temporary' })
    const ended = rig.system.terminated(ref)
    ref.tell('go')
    expect(await ended).toMatchObject({ reason: 'failed', error: expect.any(Error) })
  })
})

describe('a restart', () => {
  it('stops the children first, waits for them, and only then goes on with the mailbox [SUP-2]', async () => {
    await using rig = await createRig()
    const seen: string[] = []
    const held = gate()
    const Child = defineActor('Child', (ctx: ActorContext<{ hold(): Promise<void> }>, name: string) => {
      ctx.on('stopped', () => void seen.push(`${name} stopped`))
      return { hold: () => held.promise }
    })
    interface P {
      note(text: string): void
      fail(): void
    }
    const Parent = defineActor('Parent', (ctx: ActorContext<P>) => {
      seen.push('setup')
      ctx.spawn(Child, ['quick'], { name: 'quick' })
      ctx.spawn(Child, ['slow'], { name: 'slow' }).tell('hold')
      ctx.on('restart', (error) => void seen.push(`restart ${error} ${ctx.children.length}`))
      return {
        note: (text) => void seen.push(text),
        fail() {
          throw new Error('x')
        },
      }
    })
    const parent = rig.system.spawn(Parent)
    await settled()
    parent.tell('fail')
    parent.tell('note', '1')
    await settled()
    parent.tell('note', '2')
    await settled()
    expect(seen).toEqual(['setup', 'quick stopped'])
    held.open()
    await settled()
    expect(seen).toEqual(['setup', 'quick stopped', 'slow stopped', 'restart Error: x 0', 'setup', '1', '2'])
  })

  it('aborts the signal of the old life and gives the new one another', async () => {
    await using rig = await createRig()
    const signals: AbortSignal[] = []
    const Keeps = defineActor('Keeps', (ctx: ActorContext<{ fail(): void }>) => {
      signals.push(ctx.abortSignal)
      return {
        fail() {
          throw new Error('x')
        },
      }
    })
    rig.system.spawn(Keeps).tell('fail')
    await settled()
    expect(signals.map((signal) => signal.aborted)).toEqual([true, false])
  })

  it('ends the listeners, the watches and the handlers of the old life [SUP-2, WAT-3]', async () => {
    await using rig = await createRig()
    const seen: string[] = []
    const other = rig.system.spawn(noteTaker([]))
    interface P {
      fail(): void
      change(): void
      note(): void
    }
    let life = 0
    const Watches = defineActor('Watches', (ctx: ActorContext<P>) => {
      const mine = ++life
      ctx.watch(other)
      ctx.on('down', () => void seen.push(`down in life ${mine}`))
      const first = {
        fail() {
          throw new Error('x')
        },
        change: () => ctx.become({ ...first, note: () => void seen.push('changed') }),
        note: () => void seen.push('as it was'),
      }
      return first
    })
    const ref = rig.system.spawn(Watches)
    ref.tell('change')
    ref.tell('note')
    ref.tell('fail')
    ref.tell('note')
    await settled()
    await rig.system.stop(other)
    await settled()
    expect(seen).toEqual(['changed', 'as it was', 'down in life 2'])
  })

  it('has no child that a restart listener would spawn: that is refused, and nobody is spawned [SUP-2, ASY-4]', async () => {
    await using rig = await createRig()
    const refused: unknown[] = []
    const Idle = defineActor('Idle', () => ({}))
    const Parent = defineActor('Parent', (ctx: ActorContext<{ crash(): void; children(): number }>) => {
      const attempt = (spawn: () => unknown): void => {
        try {
          refused.push(spawn())
        } catch (error) {
          refused.push(error)
        }
      }
      const group = ctx.group({ strategy: 'one-for-all' })
      ctx.on('restart', () => {
        attempt(() => ctx.spawn(Idle, [], { name: 'idle' }))
        attempt(() => ctx.group({ strategy: 'one-for-all' }))
        attempt(() => group.spawn(Idle))
      })
      ctx.spawn(Idle, [], { name: 'idle' })
      return {
        crash() {
          throw new Error('oops')
        },
        children: () => ctx.children.length,
      }
    })
    const parent = rig.system.spawn(Parent)
    parent.tell('crash')
    expect(await parent.ask('children')).toBe(1)
    const error = { code: 'outside-turn', message: expect.stringContaining('listener for "restart"') }
    expect(refused).toMatchObject([error, error, error])
    expect(Object.keys(rig.system.stats().actors)).toHaveLength(2)
  })

  it('a throwing restart listener is reported, and the next life begins all the same', async () => {
    await using rig = await createRig()
    const seen: string[] = []
    const Bad = defineActor('Bad', (ctx: ActorContext<{ fail(): void }>) => {
      seen.push('setup')
      ctx.on('restart', () => {
        throw new Error('in restart')
      })
      ctx.on('restart', () => void seen.push('second listener'))
      return {
        fail() {
          throw new Error('x')
        },
      }
    })
    rig.system.spawn(Bad).tell('fail')
    await settled()
    expect(seen).toEqual(['setup', 'second listener', 'setup'])
    expect(rig.failures.map((failure) => (failure.error as Error).message)).toEqual(['x', 'in restart'])
  })

  it('leaves an actor of ten thousand waiting messages with all of them, in order [SUP-1, case 24]', async () => {
    await using rig = await createRig()
    const seen: number[] = []
    const Counts = defineActor('Counts', (_ctx: ActorContext<{ n(n: number): void }>) => ({
      n(n) {
        if (n % 1000 === 0) throw new Error('every thousandth')
        seen.push(n)
      },
    }))
    const ref = rig.system.spawn(Counts, [], { budget: { max: 100, within: 1 } })
    for (let n = 1; n <= 10_000; n++) ref.tell('n', n)
    await settled()
    expect(seen).toEqual(Array.from({ length: 10_000 }, (_, i) => i + 1).filter((n) => n % 1000 !== 0))
  })

  it('children are told of none of this: their refs stay with the life that had them', async () => {
    await using rig = await createRig()
    const refs: AnyActorRef[] = []
    const Parent = defineActor('Parent', (ctx: ActorContext<{ fail(): void }>) => {
      refs.push(ctx.spawn(noteTaker([]), [], { name: 'child' }))
      return {
        fail() {
          throw new Error('x')
        },
      }
    })
    rig.system.spawn(Parent).tell('fail')
    await settled()
    expect(refs[0]?.path).toBe(refs[1]?.path)
    expect(refs[0]?.equals(refs[1] ?? expect.unreachable())).toBe(false)
  })
})
