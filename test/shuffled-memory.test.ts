import { describe, expect, test } from 'vitest'
import * as actors from './conformance/actors.ts'
import { forManySeeds, type Storm } from './conformance/storm.ts'

const { Commander, Echo, Faulty, Friend, Journal, Parent, Producer, Sink, Spawner, Troop, Walker, Watcher } =
  actors

const settle = (ask: Promise<unknown>): Promise<unknown> => ask.catch((error: unknown) => error)

describe('whatever the order in which connections deliver', { timeout: 60_000 }, () => {
  test('messages of each pair of actors arrive in the order sent [ORD-1]', () =>
    forManySeeds(async ({ system }) => {
      const asks = ['main', 'one-0', 'one-1', 'two-0'].flatMap((from) =>
        ['one-1', 'two-0'].map((to) => {
          const sink = system.spawn(Sink, [], { on: to })
          return system.spawn(Producer, [], { on: from }).ask('produce', sink, 'one', 300, true)
        }),
      )
      for (const taken of await Promise.all(asks)) expect(taken).toEqual({ count: 300, fault: undefined })
    }))

  test('a ref can be used wherever it comes before the order to spawn its actor', () =>
    forManySeeds(async ({ system }) => {
      const journal = system.spawn(Journal)
      const friend = system.spawn(Friend, [journal], { on: 'one-1' })
      const passer = system.spawn(Friend, [journal], { on: 'one-0' })
      passer.tell('introduce', friend)
      const words: string[] = []
      for (const from of ['main', 'two-0', 'one-0']) {
        const spawner = system.spawn(Spawner, [], { on: from })
        for (const on of ['one-1', 'two-0', 'one-0']) {
          const [direct, passed] = [`from ${from} on ${on}`, `from ${from} on ${on}, passed on`]
          spawner.tell('spawnFor', friend, on, direct)
          spawner.tell('spawnFor', passer, on, passed)
          words.push(direct, passed)
        }
      }
      const notes = await journal.ask('until', words.length)
      expect(notes.toSorted()).toEqual(words.toSorted())
    }))

  test('the order to stop comes between what was sent before it and after it, and one end is seen [ORD-1, case 1]', () =>
    forManySeeds(async ({ system }) => {
      for (const [from, on] of [
        ['main', 'one-0'],
        ['one-0', 'one-1'],
        ['one-1', 'two-0'],
      ]) {
        const commander = system.spawn(Commander, [], { on: from ?? '' })
        commander.tell('command', 5, on ?? '')
        await commander.ask('rounds')
        for (const { handled, downs } of await commander.ask('rounds')) {
          expect([1, 2, 3].slice(0, handled.length)).toEqual(handled)
          expect(downs).toEqual(['stopped'])
        }
      }
    }))

  test('asks that come back are refused, and no others [ASY-3]', () =>
    forManySeeds(async ({ system }) => {
      const [a, b, c] = ['one-0', 'one-1', 'two-0'].map((on) => system.spawn(Walker, [], { on }))
      if (a === undefined || b === undefined || c === undefined) return
      const outcome = await settle(a.ask('walkAfter', c, [b, c, a]))
      expect(JSON.stringify(outcome, errorsToo)).toContain(
        `"code":"ask-cycle","chain":${JSON.stringify([a, b, c, a])}`,
      )
      const others = Array.from({ length: 5 }, () => a.ask('walk', [b, c]))
      for (const paths of await Promise.all(others)) expect(paths).toHaveLength(3)
    }))

  test('a group over all nodes comes to rest whatever fails, with all its messages in order [SUP-1, SUP-6]', () =>
    forManySeeds(async ({ system, delivery }) => {
      const journal = system.spawn(Journal)
      const strategy = (['one-for-one', 'rest-for-one', 'one-for-all'] as const)[delivery.below(3)]
      const options = { strategy: strategy ?? 'one-for-all', budget: { max: 100, within: 60_000 } }
      const recruits = ['one-1', 'two-0', 'one-0'].map((on, index) => ({ label: `m${index}`, on }))
      const troop = system.spawn(Troop, [journal, options, recruits], { on: 'one-0' })
      const troopers = Object.values(await troop.ask('troopers'))
      for (let round = 0; round < 5; round++) {
        troopers[delivery.below(3)]?.tell('crash', `${round}`)
        for (const trooper of troopers) trooper.tell('say', `${round}`)
      }
      for (const trooper of troopers) await trooper.ask('ping')
      // What each has said left its node before its answer did, and on the same way.
      const notes = await journal.ask('all')
      for (const { label } of recruits) {
        const said = notes.filter((note) => note.startsWith(`${label} says`))
        expect(said).toEqual([0, 1, 2, 3, 4].map((round) => `${label} says ${round}`))
      }
      expect(await troop.ask('alive')).toEqual(recruits.map(({ label }) => label))
    }))

  test('nobody waits for ever for a node that is killed at any moment [NOD-1]', () =>
    forManySeeds(async (storm) => {
      const { system, delivery, kill, nodeDown } = storm
      delivery.after(delivery.below(30), () => kill('one-0'))
      const journal = system.spawn(Journal)
      const watchers = ['main', 'one-1', 'two-0'].map((on) => system.spawn(Watcher, [journal], { on }))
      const doomed = ['a', 'b'].map((label) => ({ label, echo: system.spawn(Echo, [], { on: 'one-0' }) }))
      const pairs = watchers.flatMap((watcher) => doomed.map((each) => ({ watcher, ...each })))
      const watches = pairs.map(({ watcher, echo, label }) => settle(watcher.ask('watch', echo, label)))
      const asks = ['one-0', 'one-1', 'two-0'].flatMap((on) => busyWith(storm, on))
      await nodeDown('one-0')
      await Promise.all([...watches, ...asks])
      for (const { watcher, echo } of pairs) await watcher.ask('unwatch', echo)
      const downs = (await journal.ask('all')).filter((note) => /^[ab] down: node-down/.test(note))
      expect(downs).toHaveLength(pairs.length)
    }))
})

/** Asks by actors on one node that have to do with another one, `one-0`. */
function busyWith({ system }: Storm, on: string): Promise<unknown>[] {
  const silentOne = system.spawn(Faulty, [], { on: 'one-0' })
  const forever = system.spawn(Echo, [], { on }).with({ timeout: Infinity })
  const parent = system.spawn(Parent, ['parent', system.spawn(Journal)], { on }).with({ timeout: Infinity })
  return [
    settle(forever.ask('askNever', silentOne)),
    settle(parent.ask('spawnChild', 'child', { on: 'one-0' })),
    settle(parent.ask('spawnChild', 'child', { on: 'one-1' })),
  ]
}

/** Errors as JSON, with their causes. */
function errorsToo(_key: string, value: unknown): unknown {
  if (!(value instanceof Error)) return value
  return { ...Object.fromEntries(Object.entries(value)), cause: value.cause }
}
