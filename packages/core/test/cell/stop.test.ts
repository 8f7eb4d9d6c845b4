import { describe, expect, it } from 'vitest'
import { type ActorContext, type ActorRef, type AnyActorRef, defineActor } from '../../src/index.ts'
import { createRig } from '../rig/create-rig.ts'
import { gate } from '../rig/gate.ts'
import { noteTaker } from '../rig/note-taker.ts'
import { settled } from '../rig/settled.ts'

interface HoldProtocol {
  hold(): Promise<string>
  note(text: string): void
}

function holder(seen: string[]) {
  const held = gate<string>()
  let signal: AbortSignal | undefined
  const Holds = defineActor('Holds', (ctx: ActorContext<HoldProtocol>) => {
    signal = ctx.abortSignal
    ctx.on('stopped', () => void seen.push('stopped'))
    return {
      async hold() {
        const value = await held.promise
        seen.push(`finished ${value}`)
        return value
      },
      note: (text) => void seen.push(text),
    }
  })
  return { Holds, held, signal: () => signal ?? expect.unreachable() }
}

describe('a stop [SUP-7]', () => {
  it('lets the message that is handled come to its end; the rest are dead letters', async () => {
    await using rig = await createRig()
    const seen: string[] = []
    const { Holds, held, signal } = holder(seen)
    const ref = rig.system.spawn(Holds)
    const asked = ref.ask('hold')
    await settled()
    ref.tell('note', 'waits')
    const waiting = ref.ask('note', 'waits too').catch((error: { code: string }) => error.code)
    const ended = rig.system.stop(ref)
    await settled()
    expect(signal().aborted).toBe(false)
    expect(await waiting).toBe('actor-terminated')
    expect(rig.deadLetters.map((letter) => letter.payload)).toEqual(['waits', 'waits too'])
    held.open('well')
    expect(await asked).toBe('well')
    await ended
    expect(seen).toEqual(['finished well', 'stopped'])
    expect(signal().aborted).toBe(true)
    expect(rig.clock.pending).toBeLessThanOrEqual(1)
  })

  it('is announced, so that the handler can let go of what it waits for in vain', async () => {
    await using rig = await createRig()
    const announced: string[] = []
    const Waits = defineActor(
      'Waits',
      (ctx: ActorContext<{ hold(): Promise<void>; look(): void; fail(): void }>) => {
        const held = gate()
        ctx.on('stopping', (drain) => {
          announced.push(drain ? 'drain' : 'stop')
          held.open()
        })
        return {
          hold: () => held.promise,
          look() {},
          fail() {
            throw new Error('oops')
          },
        }
      },
    )
    const [stopped, drained, failing] = [1, 2, 3].map(() => rig.system.spawn(Waits))
    if (stopped === undefined || drained === undefined || failing === undefined) return expect.unreachable()
    const held = stopped.ask('hold')
    await settled()
    await rig.system.stop(stopped)
    await held
    await rig.system.stop(drained, { drain: true })
    await failing.ask('fail').catch(() => {})
    await failing.ask('look')
    expect(announced).toEqual(['stop', 'drain', 'stop'])
  })

  it('is not kept up by a listener that throws: that is reported', async () => {
    await using rig = await createRig()
    const Throws = defineActor('Throws', (ctx: ActorContext<{ look(): void }>) => {
      ctx.on('stopping', () => {
        throw new Error('not now')
      })
      return { look() {} }
    })
    await rig.system.stop(rig.system.spawn(Throws))
    expect(rig.failures).toMatchObject([{ error: { message: 'not now' } }])
  })

  it('what is sent meanwhile is refused at once, and does not wait for the end', async () => {
    await using rig = await createRig()
    const { Holds, held } = holder([])
    const ref = rig.system.spawn(Holds)
    void ref.ask('hold')
    await settled()
    const ended = rig.system.stop(ref)
    await settled()
    await expect(ref.ask('note', 'late')).rejects.toMatchObject({ code: 'actor-terminated' })
    held.open('')
    await ended
  })

  it('comes in its place when the actor stops itself: nothing after that message is handled', async () => {
    await using rig = await createRig()
    const seen: string[] = []
    const ref = rig.system.spawn(noteTaker(seen))
    ref.tell('note', '1')
    ref.tell('stop')
    ref.tell('note', '2')
    expect(await rig.system.terminated(ref)).toMatchObject({ reason: 'stopped', error: undefined })
    expect(seen).toEqual(['setup', '1', 'stopped'])
    expect(rig.deadLetters).toMatchObject([{ reason: 'terminated', name: 'note', payload: '2' }])
    expect(rig.failures).toEqual([])
  })

  it('fails the actor where a listener to that throws, as any of its turns does', async () => {
    await using rig = await createRig()
    const seen: string[] = []
    let lives = 0
    const Torn = defineActor('Torn', (ctx: ActorContext<{ go(): void }>) => {
      lives++
      const life = lives
      ctx.on('draining', () => {
        if (life === 1) throw new Error('not now')
      })
      return { go: () => void seen.push(`gone in life ${life}`) }
    })
    const torn = rig.system.spawn(Torn)
    torn.tell('go')
    await rig.system.stop(torn, { drain: true })
    expect(seen).toEqual(['gone in life 2'])
    expect(rig.failures).toMatchObject([{ path: torn.path, error: { message: 'not now' } }])
  })

  it('becomes a kill after stopTimeout: the handler is given up, its signal aborts, its asker is told [WAT-2]', async () => {
    await using rig = await createRig()
    const seen: string[] = []
    const { Holds, held, signal } = holder(seen)
    const ref = rig.system.spawn(Holds, [], { stopTimeout: 200 })
    const asked = ref.with({ timeout: Number.POSITIVE_INFINITY }).ask('hold')
    const outcome = asked.catch((error: { code: string }) => error.code)
    const ended = rig.system.terminated(ref)
    await settled()
    void rig.system.stop(ref)
    await rig.clock.advance(199)
    expect(signal().aborted).toBe(false)
    await rig.clock.advance(1)
    expect(signal().aborted).toBe(true)
    expect(await outcome).toBe('actor-terminated')
    expect((await ended).reason).toBe('killed')
    held.open('too late')
    await settled()
    expect(seen).toEqual(['stopped', 'finished too late'])
    expect(rig.clock.pending).toBe(0)
  })

  it('a child that ignores its stop is killed in its time; its sibling stops cleanly, then the parent [SUP-7, case 9]', async () => {
    await using rig = await createRig()
    const seen: string[] = []
    const { Holds } = holder([])
    const reasons: Record<string, string> = {}
    const Parent = defineActor('Parent', (ctx: ActorContext<{ begin(): void }>) => {
      const bad = ctx.spawn(Holds, [], { name: 'bad', stopTimeout: 50 })
      ctx.spawn(noteTaker(seen), [], { name: 'good' })
      return { begin: () => void bad.tell('hold') }
    })
    const parent = rig.system.spawn(Parent, [], { name: 'parent' })
    await parent.ask('begin')
    for (const name of ['bad', 'good']) {
      const ref = rig.system.lookup(`troupe://main/parent/${name}`) ?? expect.unreachable()
      void rig.system.terminated(ref).then((down) => (reasons[name] = down.reason))
    }
    const ended = rig.system.stop(parent)
    await settled()
    expect(reasons).toEqual({ good: 'stopped' })
    await rig.clock.advance(50)
    await ended
    expect(reasons).toEqual({ good: 'stopped', bad: 'killed' })
  })

  it('that becomes a kill waits for no child: all below are killed at once', async () => {
    await using rig = await createRig()
    const reasons: string[] = []
    const { Holds } = holder([])
    const Parent = defineActor('Parent', (ctx: ActorContext<{ begin(): AnyActorRef }>) => {
      const patient = ctx.spawn(Holds, [], { stopTimeout: 60_000 })
      return {
        begin() {
          patient.tell('hold')
          return patient
        },
      }
    })
    const parent = rig.system.spawn(Parent, [], { stopTimeout: 50 })
    for (const ref of [await parent.ask('begin'), parent])
      void rig.system.terminated(ref).then((down) => reasons.push(down.reason))
    void rig.system.stop(parent)
    await rig.clock.advance(49)
    expect(reasons).toEqual([])
    await rig.clock.advance(1)
    expect(reasons).toEqual(['killed', 'killed'])
  })

  it('stops children before their parent', async () => {
    await using rig = await createRig()
    const seen: string[] = []
    const Level = defineActor('Level', (ctx: ActorContext<{ x(): void }>, depth: number) => {
      ctx.on('stopped', () => void seen.push(`${depth}`))
      if (depth < 3) ctx.spawn(Level as typeof Level, [depth + 1])
      return { x: () => {} }
    })
    await rig.system.stop(rig.system.spawn(Level, [0]))
    expect(seen).toEqual(['3', '2', '1', '0'])
  })

  it('a child spawned by a handler that still runs is stopped with the others', async () => {
    await using rig = await createRig()
    const seen: string[] = []
    const held = gate()
    const Parent = defineActor('Parent', (ctx: ActorContext<{ go(): Promise<void> }>) => ({
      async go() {
        await held.promise
        ctx.spawn(noteTaker(seen))
      },
    }))
    const parent = rig.system.spawn(Parent)
    parent.tell('go')
    await settled()
    const ended = rig.system.stop(parent)
    await settled()
    held.open()
    await ended
    expect(seen).toEqual(['setup', 'stopped'])
  })

  it('asking the parent while it stops is answered at once, so that neither waits for the other', async () => {
    await using rig = await createRig()
    const held = gate()
    interface ParentProtocol {
      name(): string
      begin(): void
    }
    interface ChildProtocol {
      go(parent: ActorRef<ParentProtocol>): Promise<void>
    }
    const codes: string[] = []
    const Child = defineActor('Child', (_ctx: ActorContext<ChildProtocol>) => ({
      async go(parent) {
        await held.promise
        await parent.ask('name').catch((error: { code: string }) => codes.push(error.code))
      },
    }))
    const Parent = defineActor('Parent', (ctx: ActorContext<ParentProtocol>) => {
      const child = ctx.spawn(Child)
      return { name: () => 'parent', begin: () => void child.tell('go', ctx.self) }
    })
    const parent = rig.system.spawn(Parent)
    parent.tell('begin')
    await settled()
    const ended = rig.system.stop(parent)
    await settled()
    held.open()
    await ended
    expect(codes).toEqual(['actor-terminated'])
    expect(rig.clock.now()).toBe(0)
  })

  it('may be given twice, and to an actor that has ended', async () => {
    await using rig = await createRig()
    const ref = rig.system.spawn(noteTaker([]))
    await Promise.all([rig.system.stop(ref), rig.system.stop(ref, { drain: true }), rig.system.stop(ref)])
    await rig.system.stop(ref)
    await rig.system.stop(ref, { drain: true })
  })
})
