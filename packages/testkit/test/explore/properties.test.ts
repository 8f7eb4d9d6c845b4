import { type ActorContext, type ActorRef, type ActorSystem, defineActor } from '@troupe/core'
import { afterEach, expect, test, vi } from 'vitest'
import {
  ExploreError,
  explore,
  NeverSeenError,
  NotRepeatableError,
  PropertyError,
  type StateView,
} from '../../src/index.ts'
import { twoPhaseCommit } from '../rig/two-phase-commit.ts'
import { friends, lamp, pingPong, Register, registers } from './models/real-actors.ts'
import { thrownBy } from './thrown-by.ts'

const read = (state: StateView, path: string): number => state.stateOf<number>(path) ?? 0

test('an invariant of two actors is looked at in every order in which they change', async () => {
  expect(await explore(registers('x', 'y'))).toMatchObject({ traces: 1, exhaustive: true })
  const never = (s: StateView): boolean => !(read(s, 'x') === 0 && read(s, 'y') === 1)
  const error = await thrownBy(
    ExploreError,
    explore(registers('x', 'y'), { always: { 'x before y': never } }),
  )
  expect(error).toMatchObject({ kind: 'always', property: 'x before y', report: { traces: 2, failures: 1 } })
})

test('so is one that reads the second actor only where the first is in a certain state', async () => {
  const never = (s: StateView): boolean => read(s, 'y') === 0 || read(s, 'x') === 1
  await thrownBy(ExploreError, explore(registers('x', 'y'), { always: { 'x before y': never } }))
})

test('and one that must be seen to hold between two changes', async () => {
  const between = { 'y is first': (s: StateView): boolean => read(s, 'x') === 0 && read(s, 'y') === 1 }
  expect(await explore(registers('x', 'y'), { sometimes: between })).toMatchObject({ traces: 2 })
})

test('events that change nothing the invariant reads commute still', async () => {
  const invariant = { 'not both': (s: StateView): boolean => read(s, 'x') + read(s, 'y') < 3 }
  const report = await explore(registers('x', 'y', 'z', 'u', 'v'), { always: invariant })
  expect(report).toMatchObject({ traces: 2, exhaustive: true })
})

test('what never holds in all runs is told of', async () => {
  const error = await thrownBy(
    NeverSeenError,
    explore(registers('x'), {
      sometimes: { 'x is 1': (s) => read(s, 'x') === 1, 'x is 2': (s) => read(s, 'x') === 2 },
    }),
  )
  expect(error).toMatchObject({ code: 'never-seen', properties: ['x is 2'] })
})

test('what has to hold eventually may hold in the middle of a run, and is missed where it does not', async () => {
  const eventually = { 'the lamp is on': (s: StateView): boolean => s.stateOf('lamp') === true }
  await explore(lamp(['on', 'off']), { eventually })
  const error = await thrownBy(ExploreError, explore(lamp(['off']), { eventually }))
  expect(error.message).toContain("'the lamp is on' never holds")
})

test('two that wait for each other are a deadlock, and the circle is printed', async () => {
  const error = await thrownBy(ExploreError, explore(friends))
  expect(error.kind).toBe('deadlock')
  expect(error.message).toContain("ann waits for bob to answer 'greet'")
  expect(error.message).toContain("bob waits for ann to answer 'greet'")
  expect(await explore(friends, { verdicts: { deadlock: false } })).toMatchObject({ exhaustive: true })
})

test('the same state again and again is a livelock', async () => {
  const error = await thrownBy(ExploreError, explore(pingPong, { maxSteps: 10, runs: 20 }))
  expect(error).toMatchObject({ kind: 'livelock', property: 'ann,bob' })
  const report = await explore(pingPong, { maxSteps: 10, runs: 20, verdicts: { livelock: false } })
  expect(report).toMatchObject({ tooLong: 1, exhaustive: false })
})

test('what must hold eventually is judged by a fair end of a run without end', async () => {
  const options = { maxSteps: 10, verdicts: { livelock: false } }
  await thrownBy(ExploreError, explore(pingPong, { ...options, eventually: { 'it ends': () => false } }))
})

test('an actor that fails in one of the orders is found', async () => {
  const error = await thrownBy(ExploreError, explore(lamp(['on'], ['break'])))
  expect(error).toMatchObject({ kind: 'failure', report: { traces: 2, failures: 1 } })
  expect(error.message).toContain("lamp fails at 'on': RangeError: broken")
  expect(error.cause).toBeInstanceOf(RangeError)
  await explore(lamp(['on'], ['break']), { verdicts: { failures: false } })
})

test('a message that nobody handled is an orphan where one asks for it', async () => {
  const options = { faults: { crash: { of: ['p1'] } } }
  await explore(twoPhaseCommit(1), options)
  const error = await thrownBy(
    ExploreError,
    explore(twoPhaseCommit(1), { ...options, verdicts: { orphans: true } }),
  )
  expect(error.kind).toBe('orphan')
  expect(error.message).toContain('p1 is a dead letter (terminated)')
})

test('runs without a fault come first, and the most faults last', async () => {
  const crash = { of: ['coordinator'] }
  const prepared = (s: StateView): boolean =>
    ['p1', 'p2', 'p3'].every((path) => s.stateOf(path) !== 'prepared')
  const finallyNobody = { 'nobody stays prepared': prepared }
  expect(await explore(twoPhaseCommit(3), { finally: finallyNobody })).toMatchObject({ traces: 6 })
  const error = await thrownBy(
    ExploreError,
    explore(twoPhaseCommit(3), { faults: { crash }, finally: finallyNobody }),
  )
  expect(error.report).toMatchObject({ traces: 6 + 16, failures: 10, exhaustive: true })
})

test('a property that throws is named, with the event after which it was looked at', async () => {
  const broken = (s: StateView): boolean => {
    if (s.stateOf('x') === 1) throw new RangeError('no')
    return true
  }
  const error = await thrownBy(PropertyError, explore(registers('x'), { always: { broken } }))
  expect(error).toMatchObject({ code: 'property-threw', property: 'broken', event: '→x#1' })
  expect(error.cause).toBeInstanceOf(RangeError)
})

test('a property that answers with a promise is no property', async () => {
  const late = async (): Promise<boolean> => true
  // @ts-expect-error: the compiler sees it too
  const error = await thrownBy(PropertyError, explore(registers('x'), { always: { late } }))
  expect(error.message).toContain('"late" returned a promise, looked at after the setup')
})

test.each<readonly [string, unknown]>([
  ['undefined', undefined],
  ['1', 1],
  ['{}', Object.create(null)],
])('a property that returns %s is no property', async (text, answer) => {
  const always = { strange: (() => answer) as () => boolean }
  const error = await thrownBy(PropertyError, explore(registers('x'), { always }))
  expect(error.message).toContain(`The property "strange" returned ${text}, looked at after the setup.`)
})

test('a property of an actor that is not there reads nothing', async () => {
  await explore(registers('x'), { always: { 'nobody there': (s) => s.stateOf('y') === undefined } })
})

test('a run that goes another way the second time is told of, with the event', async () => {
  let runs = 0
  const different = (system: Parameters<ReturnType<typeof registers>>[0]): void => {
    registers(...(runs++ % 2 === 0 ? ['x', 'y'] : ['x', 'z']))(system)
  }
  const error = await thrownBy(NotRepeatableError, explore(different))
  expect(error).toMatchObject({ code: 'not-repeatable', step: 0, event: '→y#1' })
})

test('a failure that does not come again is no failure of the protocol', async () => {
  let runs = 0
  const error = await thrownBy(
    NotRepeatableError,
    explore(registers('x'), { finally: { once: () => runs++ > 0 } }),
  )
  expect(error.event).toBe('→x#1')
  expect(error.message).toContain(`after "→x#1", 'once' does not hold at the end, in one of them only`)
})

test('an actor whose state outlives its run is told of, with the event where that was noticed', async () => {
  let lives = 0
  const Second = defineActor(
    'Second',
    (_ctx: ActorContext<{ go(): void }>, other: ActorRef<{ set(value: number): void }>) => ({
      go() {
        if (lives++ > 0) other.tell('set', lives)
      },
    }),
  )
  const program = (system: ActorSystem): void => {
    registers('x')(system)
    const y = system.spawn(Register, [], { name: 'y' })
    system.spawn(Second, [y], { name: 's' }).tell('go')
  }
  const error = await thrownBy(NotRepeatableError, explore(program))
  expect(error).toMatchObject({ step: 2, event: 's→y#1' })
  expect(error.message).toContain('"s→y#1" could happen in the second only')
  expect(error.message).toContain('a variable of a module outlives the run')
})

test.each<readonly [string, () => number]>([
  ['the time', () => performance.now()],
  ['chance', () => Math.random()],
])('a setup that draws %s is told of, though nothing but what it sends changes', async (_what, draw) => {
  const program = (system: ActorSystem): void => {
    const y = system.spawn(Register, [], { name: 'y' })
    y.tell('set', draw())
  }
  const error = await thrownBy(NotRepeatableError, explore(program))
  expect(error).toMatchObject({ step: 0, event: '→y#1' })
  expect(error.message).toMatch(
    /"→y#1" was set\([\d.e-]+\), and then set\([\d.e-]+\)\. Make anew in every run/,
  )
})

test('an event that is gone the second time is told of, with what there was in its place', async () => {
  let runs = 0
  const program = (system: ActorSystem): void => {
    const y = system.spawn(Register, [], { name: 'y' })
    if (runs++ === 0) y.tell('set', 1)
  }
  const error = await thrownBy(NotRepeatableError, explore(program))
  expect(error.message).toContain('"→y#1" could happen in the first only; in the second there was nothing')
})

afterEach(() => vi.unstubAllEnvs())

test('TROUPE_REPLAY repeats one run', async () => {
  const { replay } = await thrownBy(ExploreError, explore(lamp(['on'], ['break'])))
  vi.stubEnv('TROUPE_REPLAY', replay)
  const error = await thrownBy(ExploreError, explore(lamp(['on'], ['break'])))
  expect(error.report).toMatchObject({ runs: 1, failures: 1 })
  expect(error.message).toContain('lamp fails')
})

test('a token survives the loss of events it names, and says so', async () => {
  const { replay } = await thrownBy(ExploreError, explore(lamp(['on', 'off'], ['break'])))
  const mended = await explore(lamp(['off'], []), { replay })
  expect(mended).toMatchObject({ runs: 1, failures: 0, exhaustive: false, skipped: ['hand2→lamp#1'] })
})

test('a failure is shown without the faults and messages that had no part in it', async () => {
  const error = await thrownBy(
    ExploreError,
    explore(lamp(['off', 'off', 'on'], ['off', 'break', 'off']), {
      strategy: 'random',
      faults: { drop: 2 },
      runs: 300,
    }),
  )
  expect(error.replay.split(',')).toHaveLength(5)
  expect(error.replay).not.toContain('drop')
  expect(error.diagram.match(/-\)/g)).toHaveLength(5)
})
