import { type ActorContext, type ActorRef, type ActorSystem, defineActor, shownState } from '@troupe/core'
import { expect, test } from 'vitest'
import { ExploreError, explore, NeverSeenError, type StateView } from '../../src/index.ts'
import { thrownBy } from './thrown-by.ts'

// Systems that are made to have verdicts lie: healthy ones that look ill, and ill ones that look healthy.

interface DeskProtocol {
  work(): void
  question(): string
  tick(left: number): void
}

type Ctx = ActorContext<DeskProtocol>
type Ref = ActorRef<DeskProtocol>

/** An actor of which each test says what it does when it is told to work. */
function desk(work: (ctx: Ctx, note: (text: string) => void) => void | Promise<void>) {
  return defineActor('Desk', (ctx: Ctx) => {
    const notes: string[] = []
    return {
      work: () => work(ctx, (text) => void notes.push(text)),
      question: () => 'answer',
      tick(left) {
        if (left > 0) ctx.self.tell('tick', left - 1)
        notes[0] = String(left)
      },
      [shownState]: () => notes.join(),
    }
  })
}

const Idle = desk(() => {})

const spawnAll = (system: ActorSystem, works: Readonly<Record<string, () => void | Promise<void>>>): void => {
  for (const [name, work] of Object.entries(works)) system.spawn(desk(work), [], { name }).tell('work')
}

test('an actor that rests with nothing to do is no deadlock, and neither is a stash that is never opened', async () => {
  const Stashes = desk((ctx) => void ctx.stash())
  const program = (system: ActorSystem): void => {
    system.spawn(Idle, [], { name: 'idle' })
    system.spawn(Stashes, [], { name: 'stashes' }).tell('work')
  }
  expect(await explore(program)).toMatchObject({ exhaustive: true, traces: 1 })
})

test('an ask of one who has ended, or fails, is refused and no deadlock', async () => {
  const program = (system: ActorSystem): void => {
    const ending = system.spawn(
      desk((ctx) => ctx.stop()),
      [],
      { name: 'ending' },
    )
    ending.tell('work')
    spawnAll(system, {
      asker: async () => void (await ending.ask('question').catch(() => 'refused')),
    })
  }
  expect(await explore(program)).toMatchObject({ exhaustive: true, failures: 0 })
})

test('a circle of three is told from who only waits for one of it', async () => {
  const refs: Record<string, Ref> = {}
  const Rigid = defineActor('Rigid', (_ctx: Ctx, next: string) => ({
    work: async () => void (await refs[next]?.ask('question')),
    question: () => 'answer',
    tick() {},
    [shownState]: () => next,
  }))
  const program = (system: ActorSystem): void => {
    for (const [name, next] of ['ab', 'bc', 'ca', 'xa'])
      refs[name ?? ''] = system.spawn(Rigid, [next ?? ''], { name: name ?? '' })
    for (const name of ['a', 'b', 'c', 'x']) refs[name]?.tell('work')
  }
  const error = await thrownBy(ExploreError, explore(program))
  expect(error).toMatchObject({ kind: 'deadlock', property: 'circle' })
  expect(error.message.split('\n')[0]).not.toContain('x waits')
  expect(error.events.some((id) => id.endsWith('→x#1'))).toBe(false)
})

test('a long count is no livelock, though a run is cut short; one whose states come again is', async () => {
  const counting = (system: ActorSystem): boolean => system.spawn(Idle, [], { name: 'c' }).tell('tick', 60)
  const report = await explore(counting, { maxSteps: 20 })
  expect(report).toMatchObject({ exhaustive: false, tooLong: 1, failures: 0 })
  expect(await explore(counting, { maxSteps: 40 })).toMatchObject({ failures: 0 })
})

test('a timer that comes again and again is no livelock, since time passes', async () => {
  const program = (system: ActorSystem): void => {
    const Ticks = desk((ctx) => ctx.timers.every('tick', 10, 'tick', 0))
    system.spawn(Ticks, [], { name: 'ticks' }).tell('work')
  }
  expect(await explore(program, { maxSteps: 20, runs: 5 })).toMatchObject({ failures: 0 })
})

test('what held once, and no more, has held eventually, and does not hold at the end', async () => {
  const program = (system: ActorSystem): void => {
    const counter = system.spawn(Idle, [], { name: 'c' })
    counter.tell('tick', 2)
  }
  const isTwo = { two: (s: StateView): boolean => s.stateOf('c') === '2' }
  await explore(program, { eventually: isTwo, sometimes: isTwo })
  expect(await thrownBy(ExploreError, explore(program, { finally: isTwo }))).toMatchObject({
    kind: 'finally',
  })
})

test('what holds in no run before the end of its actor is seen by no reading of the dead', async () => {
  const program = (system: ActorSystem): void => {
    const ending = system.spawn(
      desk((ctx, note) => {
        note('done')
        ctx.stop()
      }),
      [],
      { name: 'ending' },
    )
    ending.tell('work')
  }
  const sometimes = { done: (s: StateView): boolean => s.stateOf('ending') === 'done' }
  await thrownBy(NeverSeenError, explore(program, { sometimes }))
})

test('an orphan is a message nobody handled, and not one that a fault has lost', async () => {
  const program = (system: ActorSystem): void => {
    const target = system.spawn(Idle, [], { name: 'target' })
    spawnAll(system, { teller: () => void target.tell('work') })
  }
  const verdicts = { orphans: true }
  expect(await explore(program, { verdicts, faults: { drop: 1 } })).toMatchObject({ failures: 0 })
  const killed = await thrownBy(
    ExploreError,
    explore(program, { verdicts, faults: { crash: { of: ['target'] } } }),
  )
  expect(killed).toMatchObject({ kind: 'orphan' })
})

test('three actors, of which an invariant reads two at a time, are tried in every order that shows', async () => {
  const program = (system: ActorSystem): void => {
    for (const name of ['a', 'b', 'c'])
      system
        .spawn(
          desk((_ctx, note) => note('x')),
          [],
          { name },
        )
        .tell('work')
  }
  const has = (s: StateView, name: string): boolean => s.stateOf(name) === 'x'
  // Each reads more actors only where the first has changed: learnt late, and looked at again from the beginning.
  const never = {
    'b, then c, then a': (s: StateView): boolean => !(has(s, 'c') && has(s, 'b') && !has(s, 'a')),
  }
  await thrownBy(ExploreError, explore(program, { always: never }))
  const late = {
    'c without b': (s: StateView): boolean => !has(s, 'c') || has(s, 'b') || has(s, 'a'),
  }
  await thrownBy(ExploreError, explore(program, { always: late }))
})

test('an invariant of an actor that is spawned and ends, and of another one, is tried in both orders', async () => {
  const program = (system: ActorSystem): void => {
    const Parent = desk((ctx) => void ctx.spawn(Idle, [], { name: 'child' }))
    const Ends = desk((ctx) => ctx.stop())
    system.spawn(Parent, [], { name: 'p' }).tell('work')
    system.spawn(Ends, [], { name: 'q' }).tell('work')
  }
  const apart = {
    'the child lives only with q': (s: StateView): boolean =>
      !s.actors.includes('p/child') || s.actors.includes('q'),
  }
  const together = {
    'q ends only with the child': (s: StateView): boolean =>
      s.actors.includes('q') || s.actors.includes('p/child'),
  }
  await thrownBy(ExploreError, explore(program, { always: apart }))
  await thrownBy(ExploreError, explore(program, { always: together }))
})
