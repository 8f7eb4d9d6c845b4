import { type ActorContext, type ActorRef, defineActor, shownState } from '@troupe/core'
import { createTestSystem, ExploreError, explore, type Program } from '@troupe/testkit'
import { expect, test } from 'vitest'

interface CellProtocol {
  get(): number
  set(value: number): void
}

const Cell = defineActor('Cell', (_ctx: ActorContext<CellProtocol>) => {
  let value = 0
  return {
    get: () => value,
    set(next) {
      value = next
    },
    [shownState]: () => value,
  }
})

const Client = defineActor('Client', (_ctx: ActorContext<{ add(): void }>, cell: ActorRef<CellProtocol>) => ({
  async add() {
    cell.tell('set', (await cell.ask('get')) + 1)
  },
}))

const threeClients: Program = (system) => {
  const cell = system.spawn(Cell, [], { name: 'cell' })
  for (const name of ['a', 'b', 'c']) system.spawn(Client, [cell], { name }).tell('add')
}

const Journal = defineActor(
  'Journal',
  (_ctx: ActorContext<{ note(letter: string): void; read(): string }>) => {
    let notes = ''
    return {
      note(letter) {
        notes += letter
      },
      read: () => notes,
    }
  },
)

const Speaker = defineActor(
  'Speaker',
  (
    _ctx: ActorContext<{ speak(times: number): void }>,
    journal: ActorRef<{ note(letter: string): void }>,
    letter: string,
  ) => ({
    speak(times) {
      for (let i = 0; i < times; i++) journal.tell('note', letter)
    },
  }),
)

async function find(options: object): Promise<ExploreError> {
  const expectation = {
    'no update is lost': (state: { stateOf(path: string): unknown }) => state.stateOf('cell') === 3,
  }
  const found: unknown = await explore(threeClients, { finally: expectation, ...options }).catch(
    (error) => error,
  )
  if (found instanceof ExploreError) return found
  throw found
}

test('every order is tried: 84 of 90 lose an update', async () => {
  const { report } = await find({ strategy: 'dpor' })
  expect(report).toMatchObject({ exhaustive: true, traces: 90, failures: 84 })
})

test('what was found is found again by its token', async () => {
  const { replay } = await find({ strategy: 'portfolio', seed: 11, runs: 200 })
  expect((await find({ replay })).property).toBe('no update is lost')
})

test('one seed draws the same runs, on every version of Node and in every pool', async () => {
  let ends = ''
  const noted = (state: { stateOf(path: string): unknown }): boolean => {
    ends += state.stateOf('cell')
    return true
  }
  await explore(threeClients, { strategy: 'portfolio', seed: 11, runs: 40, finally: { noted } })
  expect(ends).toBe('22211312131132331313221132231321313221233')
})

test('one seed gives one order, on every version of Node and in every pool', async () => {
  await using system = createTestSystem({ seed: 7 })
  const journal = system.spawn(Journal)
  const speakers = [...'abc'].map((letter) => system.spawn(Speaker, [journal, letter], { name: letter }))
  for (const speaker of speakers) speaker.tell('speak', 4)
  await system.settled()
  await system.expectAnswer(journal.ask('read'), 'bcabcabbcaca')
})

test('a test system gives actors time and answers', async () => {
  await using system = createTestSystem({ seed: 3 })
  const cell = system.spawn(Cell)
  cell.tell('set', 5)
  await system.expectAnswer(cell.ask('get'), 5)
})

test('simulated nodes, and chance that actors draw from the host, are the same everywhere', async () => {
  const Dealer = defineActor('Dealer', (_ctx: ActorContext<{ deal(): string }>) => ({
    deal: () => `${Date.now()} ${crypto.randomUUID()}`,
  }))
  await using system = createTestSystem({ seed: 7 })
  await system.addNodes('far', { Dealer })
  const dealer = system.spawn(Dealer, [], { name: 'dealer', on: 'far' })
  await system.settled()
  system.network.delay('main', 'far', 20)
  const dealt = dealer.ask('deal')
  await system.clock.advance(40)
  await system.expectAnswer(dealt, '20 48c95409-5278-4a9c-b9c6-6c45438f2ed1')
})
