import { type ActorContext, type ActorSystem, defineActor } from '@troupe/core'
import { expect, test } from 'vitest'
import { ExploreError, explore, ReplayTokenError, UncontrolledAwaitError } from '../../src/index.ts'
import { lamp, registers } from './models/real-actors.ts'
import { thrownBy } from './thrown-by.ts'

interface ReaderProtocol {
  read(): void
}

/** Stands for input or output: nothing in a world brings it about. */
function outside(): Promise<void> {
  return new Promise(() => {})
}

const Reader = defineActor('Reader', (_ctx: ActorContext<ReaderProtocol>) => ({
  async read() {
    await outside()
  },
}))

test('an actor that awaits what comes from outside is named, with the place where its promise was made', async () => {
  const program = (system: ActorSystem): void => {
    registers('x')(system)
    system.spawn(Reader, [], { name: 'reader' }).tell('read')
  }
  const error = await thrownBy(UncontrolledAwaitError, explore(program))
  expect(error.message).toContain('reader awaits something that its world does not bring about')
  expect(error.createdAt).toContain('bad-input.test.ts')
})

test('a setup that awaits what comes from outside is told of, at once or when all else has happened', async () => {
  const atOnce = await thrownBy(UncontrolledAwaitError, explore(outside))
  expect(atOnce.message).toContain('The setup awaits something')
  const later = explore((system) => {
    registers('x', 'y')(system)
    return outside()
  })
  expect((await thrownBy(UncontrolledAwaitError, later)).message).toContain('The setup awaits something')
})

test('what a setup is rejected with is thrown', async () => {
  const program = async (): Promise<void> => {
    await undefined
    throw new RangeError('no such file')
  }
  await expect(explore(program)).rejects.toThrow(new RangeError('no such file'))
})

test('a setup may await answers, and what it does with them is part of each run', async () => {
  const Counter = defineActor('Counter', (_ctx: ActorContext<{ next(): number }>) => {
    let count = 0
    return { next: () => ++count, [Symbol.for('troupe.state')]: () => count }
  })
  const program = async (system: ActorSystem): Promise<void> => {
    const counter = system.spawn(Counter, [], { name: 'c' })
    if ((await counter.ask('next')) === 1) await counter.ask('next')
  }
  const report = await explore(program, { finally: { 'it was asked twice': (s) => s.stateOf('c') === 2 } })
  expect(report).toMatchObject({ exhaustive: true, traces: 1 })
})

test('a token of a test that has changed beyond it is refused, with the first event that is gone', async () => {
  const { replay } = await thrownBy(ExploreError, explore(lamp(['on', 'off'], ['break'])))
  const error = await thrownBy(ReplayTokenError, explore(registers('x'), { replay }))
  expect(error.message).toContain('of its 2 events cannot happen any more')
  expect(error.message).toContain('the first of them "hand2→lamp#1"')
})

test('a property may say what is wrong', async () => {
  const always = {
    'x is small': (s: { stateOf(path: string): unknown }) => s.stateOf('x') !== 1 || 'it is 1',
  }
  const error = await thrownBy(ExploreError, explore(registers('x'), { always }))
  expect(error.message).toContain("'x is small' does not hold: it is 1")
  const atEnd = await thrownBy(ExploreError, explore(registers('x'), { finally: always }))
  expect(atEnd.message).toContain("'x is small' does not hold at the end: it is 1")
})
