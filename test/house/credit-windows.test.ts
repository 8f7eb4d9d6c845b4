import { type ActorContext, type ActorRef, defineActor, shownState } from '@troupe/core'
import { type ExploreOptions, explore, type Program, type StateView } from '@troupe/testkit'
import { expect, test } from 'vitest'

interface SinkProtocol {
  take(from: string, item: number): void
}

interface TallyProtocol {
  count(from: string, item: number): void
}

/** Lives on another node, with a mailbox that hardly holds anything, and passes on what comes. */
const Sink = defineActor('Sink', (_ctx: ActorContext<SinkProtocol>, tally: ActorRef<TallyProtocol>) => ({
  take: (from, item) => void tally.tell('count', from, item),
}))

const Tally = defineActor('Tally', (_ctx: ActorContext<TallyProtocol>) => {
  const counted: string[] = []
  return { count: (from, item) => void counted.push(`${from}${item}`), [shownState]: () => counted }
})

/** What a source has come to. */
interface Flow {
  readonly waited: number
  readonly isDone: boolean
}

/** Sends its items, and waits whenever it is told to. */
const Source = defineActor(
  'Source',
  (_ctx: ActorContext<{ run(name: string): void }>, sink: ActorRef<SinkProtocol>) => {
    let waited = 0
    let isDone = false
    return {
      async run(name) {
        for (let item = 1; item <= ITEMS; item++) {
          if (sink.tell('take', name, item)) continue
          waited++
          await sink.ready()
        }
        isDone = true
      },
      [shownState]: (): Flow => ({ waited, isDone }),
    }
  },
)

const ITEMS = 3
const SOURCES = ['a', 'b']

const flow: Program = async (system) => {
  await system.addNodes('far', { Sink })
  const tally = system.spawn(Tally, [], { name: 'tally' })
  // Its window is one message: each source has to wait for the credit of every other item.
  const mailbox = { capacity: 2, highWater: 1 }
  const sink = system.spawn(Sink, [tally], { name: 'sink', on: 'far', mailbox })
  for (const name of SOURCES) system.spawn(Source, [sink], { name }).tell('run', name)
}

const counted = (state: StateView): readonly string[] => state.stateOf<string[]>('tally') ?? []

/** What of a source has been counted, in that order. */
const countedOf = (state: StateView, name: string): string =>
  counted(state)
    .filter((each) => each.startsWith(name))
    .join()

const everyItem = (name: string): string => Array.from({ length: ITEMS }, (_, i) => `${name}${i + 1}`).join()

const allDone = (state: StateView): boolean => SOURCES.every((name) => state.stateOf<Flow>(name)?.isDone)

const lookAt: ExploreOptions = {
  finally: { 'nobody waits for ever': allDone },
  sometimes: { 'a source waits for credit': (state) => (state.stateOf<Flow>('a')?.waited ?? 0) > 0 },
}

test.each(['dpor', 'random'] as const)(
  'sources that heed their credit come to an end, and nothing is lost, in the orders that %s tries [OVL-2]',
  async (strategy) => {
    const report = await explore(flow, {
      ...lookAt,
      strategy,
      runs: 300,
      finally: {
        ...lookAt.finally,
        'all is counted once, in order': (state) =>
          SOURCES.every((name) => countedOf(state, name) === everyItem(name)),
        'nothing is given up': (state) => state.deadLetters.length === 0,
      },
    })
    expect(report.runs).toBeGreaterThan(1)
  },
)

test('whoever waits for credit of a node that crashes goes on, and what is counted is a beginning [OVL-2, NOD-1]', async () => {
  await explore(flow, {
    ...lookAt,
    strategy: 'random',
    runs: 300,
    faults: { crashNode: {} },
    finally: {
      ...lookAt.finally,
      'what is counted is a beginning of what was sent': (state) =>
        SOURCES.every((name) => everyItem(name).startsWith(countedOf(state, name))),
      'what is not counted was on the node, or is a dead letter': (state) =>
        state.deadLetters.length <= SOURCES.length * ITEMS - counted(state).length,
    },
    sometimes: {
      ...lookAt.sometimes,
      'not all is counted': (state) => counted(state).length < SOURCES.length * ITEMS,
    },
  })
})
