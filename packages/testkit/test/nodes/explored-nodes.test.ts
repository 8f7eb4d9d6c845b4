import { type ActorContext, type ActorRef, defineActor, shownState } from '@troupe/core'
import { expect, test } from 'vitest'
import { ExploreError, explore, type Program, type StateView } from '../../src/index.ts'
import { thrownBy } from '../explore/thrown-by.ts'

interface VaultProtocol {
  put(amount: number): number
}

const Ledger = defineActor('Ledger', (_ctx: ActorContext<VaultProtocol>) => {
  let sum = 0
  return { put: (amount) => (sum += amount), [shownState]: () => sum }
})

/** Has what is put into it written down elsewhere. */
const Vault = defineActor('Vault', (_ctx: ActorContext<VaultProtocol>, ledger: ActorRef<VaultProtocol>) => ({
  put(amount) {
    ledger.tell('put', amount)
    return amount
  },
}))

interface SaverProtocol {
  save(): void
}

/** Puts something into a vault, and knows whether that came to pass. */
const Saver = defineActor(
  'Saver',
  (_ctx: ActorContext<SaverProtocol>, vault: ActorRef<VaultProtocol>, heeds: boolean) => {
    let seen = 'nothing'
    return {
      async save() {
        seen = 'asking'
        const asked = vault.ask('put', 1)
        if (heeds) {
          seen = await asked.then(
            () => 'saved',
            (error: { code: string }) => error.code,
          )
          return
        }
        seen = await asked.then(
          () => 'saved',
          () => 'saved',
        )
      },
      [shownState]: () => seen,
    }
  },
)

const Watcher = defineActor('Watcher', (ctx: ActorContext<object>, vault: ActorRef<VaultProtocol>) => {
  let reason = 'lives'
  ctx.watch(vault)
  ctx.on('down', (down) => {
    reason = down.reason
  })
  return { [shownState]: () => reason }
})

function saving(heeds: boolean): Program {
  return async (system) => {
    await system.addNodes('far', { Vault })
    const ledger = system.spawn(Ledger, [], { name: 'ledger' })
    const vault = system.spawn(Vault, [ledger], { name: 'vault', on: 'far' })
    system.spawn(Watcher, [vault], { name: 'watcher' })
    system.spawn(Saver, [vault, heeds], { name: 'saver' }).tell('save')
  }
}

const ends = { seen: new Set<string>() }
const noted = (state: StateView): boolean =>
  ends.seen.add(`${state.stateOf('saver')}, ${state.stateOf('watcher')}`).size > 0

test.each(['dpor', 'random'] as const)(
  'a node crashes before and after whatever happens on it, by the strategy %s',
  async (strategy) => {
    ends.seen = new Set()
    const report = await explore(saving(true), {
      strategy,
      runs: 100,
      faults: { crashNode: { of: ['far-0'] } },
      finally: { noted },
    })
    expect([...ends.seen].sort()).toEqual(['node-down, node-down', 'saved, lives', 'saved, node-down'])
    expect(report.exhaustive).toBe(strategy === 'dpor')
  },
)

test('no node crashes where none is to, and none more often than it may', async () => {
  ends.seen = new Set()
  await explore(saving(true), { finally: { noted } })
  expect([...ends.seen]).toEqual(['saved, lives'])
  const error = await thrownBy(
    ExploreError,
    explore(saving(true), {
      strategy: 'random',
      runs: 50,
      faults: { crashNode: { max: 2 } },
      finally: { 'it lives': (state) => state.stateOf('watcher') === 'lives' },
    }),
  )
  expect(error.events.filter((id) => id.startsWith('crash'))).toEqual(['crash node far-0'])
})

test('who takes an ask that failed for one that was done is found by a crash of its node, and shown', async () => {
  const look = {
    faults: { crashNode: {} },
    finally: {
      'what is saved is written down': (state: StateView) =>
        state.stateOf('saver') !== 'saved' || state.stateOf('ledger') === 1,
    },
  }
  await explore(saving(true), look)
  const error = await thrownBy(ExploreError, explore(saving(false), look))
  expect(error.events).toContain('crash node far-0')
  expect(error.diagram).toContain('crashes')
  const again = await thrownBy(ExploreError, explore(saving(false), { ...look, replay: error.replay }))
  expect(again.replay).toBe(error.replay)
})

test('messages between nodes are lost and doubled one by one, where faults say so', async () => {
  ends.seen = new Set()
  await explore(saving(true), {
    strategy: 'random',
    runs: 100,
    faults: { drop: 1, duplicate: 1, between: ['saver', 'far-0/~main/vault'] },
    verdicts: { deadlock: false },
    finally: { noted },
  })
  expect([...ends.seen].sort()).toEqual(['asking, lives', 'saved, lives'])
})

interface ListenerProtocol {
  hear(word: string): void
}

/** Says one word, and watches nobody. */
const Crier = defineActor(
  'Crier',
  (_ctx: ActorContext<ListenerProtocol>, to: ActorRef<ListenerProtocol>) => ({
    hear: (word) => void to.tell('hear', word),
  }),
)

/** Watches a crier on another node, and has it say one word, which comes back. */
const Audience = defineActor('Audience', (ctx: ActorContext<ListenerProtocol>) => {
  const heard: string[] = []
  const crier = ctx.spawn(Crier, [ctx.self], { on: 'far', restart: 'temporary' })
  ctx.watch(crier)
  ctx.on('down', () => void heard.push('down'))
  crier.tell('hear', 'word')
  return { hear: (word) => void heard.push(word), [shownState]: () => heard.join(', ') }
})

test('the word that a node is down comes after all that its actors had sent', async () => {
  const heard = new Set<string>()
  const report = await explore(
    async (system) => {
      await system.addNodes('far', { Crier })
      system.spawn(Audience, [], { name: 'audience' })
    },
    {
      faults: { crashNode: {} },
      finally: { noted: (state) => heard.add(String(state.stateOf('audience'))).size > 0 },
    },
  )
  expect([...heard].sort()).toEqual(['down', 'word', 'word, down'])
  expect(report.exhaustive).toBe(true)
})

test('a crash of nodes that there are none of is refused', async () => {
  await expect(explore(() => {}, { faults: { crashNode: {} } })).rejects.toMatchObject({
    code: 'invalid-option',
    message: expect.stringContaining('names all nodes, and the program added none'),
  })
  await expect(explore(saving(true), { faults: { crashNode: { of: ['fra-0'] } } })).rejects.toMatchObject({
    message: expect.stringContaining("names 'fra-0', and the program added far-0"),
  })
})
