import { describe, expect, it } from 'vitest'
import {
  type ActorContext,
  type ActorRef,
  type Down,
  defineActor,
  type SpawnOptions,
} from '../../src/index.ts'
import { createRig } from '../rig/create-rig.ts'
import { type NoteProtocol, noteTaker } from '../rig/note-taker.ts'
import { settled } from '../rig/settled.ts'

/** A parent that fails when told to, has one child with the given options, and writes down its setups. */
function family(seen: string[], options: SpawnOptions) {
  const Child = noteTaker(seen, 'Child')
  interface ParentProtocol {
    child(): ActorRef<NoteProtocol>
  }
  return defineActor('Parent', (ctx: ActorContext<ParentProtocol>) => {
    seen.push('parent setup')
    ctx.on('stopped', () => void seen.push('parent stopped'))
    ctx.on('child-failed', (child, error) => void seen.push(`${child.path.split('/').at(-1)}: ${error}`))
    const child = ctx.spawn(Child, [], { name: 'child', ...options })
    return { child: () => child }
  })
}

describe('restart policies [SUP-3]', () => {
  it.each([
    { restart: 'permanent', after: 'fail', comesBack: true },
    { restart: 'permanent', after: 'stop', comesBack: true },
    { restart: 'transient', after: 'fail', comesBack: true },
    { restart: 'transient', after: 'stop', comesBack: false },
    { restart: 'temporary', after: 'fail', comesBack: false },
    { restart: 'temporary', after: 'stop', comesBack: false },
  ] as const)(
    'a $restart actor comes back after a $after: $comesBack',
    async ({ restart, after, comesBack }) => {
      await using rig = await createRig()
      const seen: string[] = []
      const ref = rig.system.spawn(noteTaker(seen), [], { restart })
      if (after === 'fail') ref.tell('fail', 'x')
      else ref.tell('stop')
      ref.tell('note', 'after')
      await settled()
      expect(seen.slice(1)).toEqual(comesBack ? ['restart', 'setup', 'after'] : ['stopped'])
      expect(rig.deadLetters).toHaveLength(comesBack ? 0 : 1)
    },
  )

  it('an actor that stops by itself is no failure, a permanent one included', async () => {
    await using rig = await createRig()
    const seen: string[] = []
    const parent = rig.system.spawn(family(seen, { restart: 'permanent' }))
    const child = await parent.ask('child')
    child.tell('stop')
    await settled()
    expect(seen).toEqual(['parent setup', 'setup', 'restart', 'setup'])
    expect(rig.failures).toEqual([])
    expect(rig.logger.lines).toEqual([])
  })

  it('a permanent actor that stops by itself too often fails its parent, and says why', async () => {
    await using rig = await createRig()
    const seen: string[] = []
    const parent = rig.system.spawn(family(seen, { restart: 'permanent', budget: { max: 0, within: 100 } }))
    const child = await parent.ask('child')
    child.tell('stop')
    await settled()
    expect(seen.filter((each) => each === 'parent setup')).toHaveLength(2)
    expect(rig.failures).toMatchObject([
      { path: parent.path, error: { code: 'actor-failed', message: expect.stringContaining('child') } },
    ])
  })

  it('a permanent actor that stops twice in one message comes back once', async () => {
    await using rig = await createRig()
    const seen: string[] = []
    const Twice = defineActor('Twice', (ctx: ActorContext<{ stop(): void }>) => {
      seen.push('setup')
      return {
        stop() {
          ctx.stop()
          ctx.stop()
        },
      }
    })
    const ref = rig.system.spawn(Twice, [], { restart: 'permanent', budget: { max: 1, within: 1000 } })
    ref.tell('stop')
    await settled()
    expect(seen).toEqual(['setup', 'setup'])
    expect(rig.failures).toEqual([])
  })

  it.each(['permanent', 'transient'] as const)('a %s actor may stop in its setup', async (restart) => {
    await using rig = await createRig()
    let lives = 0
    const Once = defineActor('Once', (ctx: ActorContext<{ lives(): number }>) => {
      if (++lives === 1) ctx.stop()
      return { lives: () => lives }
    })
    const ref = rig.system.spawn(Once, [], { restart })
    const answer = await ref.ask('lives').catch((error: { code: string }) => error.code)
    expect(answer).toBe(restart === 'permanent' ? 2 : 'actor-terminated')
  })

  it('a permanent actor that the system stops stays stopped', async () => {
    await using rig = await createRig()
    const seen: string[] = []
    const ref = rig.system.spawn(noteTaker(seen), [], { restart: 'permanent' })
    await rig.system.stop(ref)
    expect(seen).toEqual(['setup', 'stopped'])
  })
})

describe('the budget [SUP-4]', () => {
  it('allows three restarts within 5,000 ms where nothing else was said; a fourth failure escalates', async () => {
    await using rig = await createRig()
    const seen: string[] = []
    const parent = rig.system.spawn(family(seen, {}))
    const child = await parent.ask('child')
    for (let i = 0; i < 4; i++) child.tell('fail', `${i}`)
    await settled()
    expect(seen.filter((each) => each === 'parent setup')).toHaveLength(2)
    expect(rig.failures.map((failure) => failure.path)).toEqual([...Array(4).fill(child.path), parent.path])
    expect(rig.failures.at(-1)?.error).toMatchObject({ message: '3' })
  })

  it('is spent by restarts within the period alone [SUP-4, case 12]', async () => {
    await using rig = await createRig()
    const seen: string[] = []
    const ref = rig.system.spawn(noteTaker(seen), [], { budget: { max: 1, within: 1000 } })
    for (let i = 0; i < 5; i++) {
      ref.tell('fail', `${i}`)
      await rig.clock.advance(2100)
    }
    await ref.ask('note', 'alive')
    expect(seen.filter((each) => each === 'setup')).toHaveLength(6)
  })

  it('belongs to each child alone', async () => {
    await using rig = await createRig()
    const seen: string[] = []
    const options = { budget: { max: 1, within: 1000 } }
    const refs = [1, 2, 3].map(() => rig.system.spawn(noteTaker(seen), [], options))
    for (const ref of refs) ref.tell('fail', 'x')
    await settled()
    for (const ref of refs) await ref.ask('note', 'alive')
    expect(seen.filter((each) => each === 'alive')).toHaveLength(3)
  })

  it.each<object>([
    { budget: { max: -1, within: 10 } },
    { budget: { max: Number.NaN, within: 10 } },
    { budget: { max: 1, within: 0 } },
    { budget: { max: 1, within: Number.NaN } },
    { restart: 'always' },
    { decide: 'restart' },
  ])('supervision as $budget $restart $decide is refused when spawning', async (options) => {
    await using rig = await createRig()
    const seen: string[] = []
    expect(() => rig.system.spawn(noteTaker(seen), [], options)).toThrow(
      expect.objectContaining({ code: 'invalid-option' }),
    )
    expect(seen).toEqual([])
  })
})

describe('the decision', () => {
  it('resume keeps the state and goes on with the next message', async () => {
    await using rig = await createRig()
    const seen: string[] = []
    const ref = rig.system.spawn(noteTaker(seen), [], { decide: () => 'resume' })
    ref.tell('note', '1')
    ref.tell('fail', 'x')
    ref.tell('note', '2')
    await settled()
    expect(seen).toEqual(['setup', '1', '2'])
  })

  it('stop ends the actor as failed, with the error', async () => {
    await using rig = await createRig()
    const ref = rig.system.spawn(noteTaker([]), [], { decide: () => 'stop' })
    const ended = rig.system.terminated(ref)
    ref.tell('fail', 'x')
    expect(await ended).toMatchObject({ reason: 'failed', error: { message: 'x' } })
  })

  it('is made by the error, and left to the policy where it returns nothing', async () => {
    await using rig = await createRig()
    const seen: string[] = []
    const decide = (error: unknown) => (`${error}`.includes('resume') ? 'resume' : undefined)
    const ref = rig.system.spawn(noteTaker(seen), [], { decide })
    ref.tell('fail', 'resume')
    ref.tell('fail', 'restart')
    await settled()
    expect(seen).toEqual(['setup', 'restart', 'setup'])
  })

  it('to escalate stops the child and fails the parent with the same error', async () => {
    await using rig = await createRig()
    const seen: string[] = []
    const parent = rig.system.spawn(family(seen, { decide: () => 'escalate' }))
    const child = await parent.ask('child')
    child.tell('fail', 'x')
    await settled()
    expect(seen).toEqual(['parent setup', 'setup', 'child: Error: x', 'stopped', 'parent setup', 'setup'])
    expect(rig.failures.map((failure) => [failure.path, `${failure.error}`])).toEqual([
      [child.path, 'Error: x'],
      [parent.path, 'Error: x'],
    ])
  })

  it('that throws stops the child and fails the parent with what it threw', async () => {
    await using rig = await createRig()
    const seen: string[] = []
    const options: SpawnOptions = {
      decide() {
        throw new Error('undecided')
      },
    }
    const parent = rig.system.spawn(family(seen, options))
    const child = await parent.ask('child')
    child.tell('fail', 'x')
    await settled()
    expect(rig.failures.map((failure) => `${failure.error}`)).toEqual(['Error: x', 'Error: undecided'])
    expect(seen.filter((each) => each === 'parent setup')).toHaveLength(2)
  })

  it.each([
    ['a word that means nothing', () => 'shrug'],
    ['a promise', () => Promise.resolve('restart')],
    ['a promise that comes to nothing', () => Promise.reject(new Error('in vain'))],
  ])('that is %s stops the child and fails the parent, which says so', async (_what, nonsense) => {
    await using rig = await createRig()
    const seen: string[] = []
    const parent = rig.system.spawn(family(seen, { decide: () => nonsense() as 'stop' }))
    const child = await parent.ask('child')
    const ended = rig.system.terminated(child)
    child.tell('fail', 'x')
    await settled()
    expect(rig.failures).toMatchObject([
      { path: child.path, error: { message: 'x' } },
      { path: parent.path, error: { code: 'invalid-option', message: expect.stringContaining('decide') } },
    ])
    expect(await ended).toMatchObject({ reason: 'failed', error: { message: 'x' } })
    expect(seen.filter((each) => each === 'parent setup')).toHaveLength(2)
  })

  it('escalated up to the root is reported there, and the root and all others go on', async () => {
    await using rig = await createRig()
    const seen: string[] = []
    const other = rig.system.spawn(noteTaker(seen))
    for (let i = 0; i < 5; i++) {
      const ref = rig.system.spawn(noteTaker([]), [], { decide: () => 'escalate' })
      const ended = rig.system.terminated(ref)
      ref.tell('fail', `${i}`)
      expect((await ended).reason).toBe('failed')
    }
    expect(rig.failures.filter((failure) => failure.path === 'troupe://main')).toHaveLength(5)
    await other.ask('note', 'goes on')
    expect(seen).toEqual(['setup', 'goes on'])
    await rig.system.spawn(noteTaker(seen)).ask('note', 'new')
  })

  it('two children that fail at once are both seen to, and the parent fails once', async () => {
    await using rig = await createRig()
    let lives = 0
    interface P {
      both(): void
    }
    const Parent = defineActor('Parent', (ctx: ActorContext<P>) => {
      lives++
      const options: SpawnOptions = { decide: () => 'escalate' }
      const children = [ctx.spawn(noteTaker([]), [], options), ctx.spawn(noteTaker([]), [], options)]
      return { both: () => children.forEach((child) => void child.tell('fail', 'x')) }
    })
    const parent = rig.system.spawn(Parent, [], { budget: { max: 1, within: 1000 } })
    parent.tell('both')
    await settled()
    expect(lives).toBe(2)
    await parent.ask('both')
    await settled()
    expect(lives).toBe(2)
  })

  it('a child that fails while its parent stops is stopped, and reported', async () => {
    await using rig = await createRig()
    const seen: string[] = []
    const downs: Down[] = []
    const parent = rig.system.spawn(family(seen, {}))
    const child = await parent.ask('child')
    void rig.system.terminated(child).then((down) => downs.push(down))
    child.tell('fail', 'x')
    await rig.system.stop(parent)
    expect(seen.filter((each) => each === 'setup')).toHaveLength(1)
    expect(downs).toHaveLength(1)
  })
})
