import { SeededRandom } from '@troupe/core/internal'
import { expect, test } from 'vitest'
import type { Finding } from '../../src/explore/finding.ts'
import { isFault, type ModelEvent } from '../../src/explore/model.ts'
import { type Observer, type Passage, pass } from '../../src/explore/passage.ts'
import { Replay } from '../../src/explore/replay.ts'
import { type Shrunk, shrink } from '../../src/explore/shrink.ts'
import type { Strategy } from '../../src/explore/strategy.ts'
import { fanIn, lostUpdate, type Protocol } from './models/protocols.ts'
import { type TinyRun, tinyModel } from './models/tiny-actors.ts'

/** Finds a run bad at its end, or as soon as `isBad` holds. */
function observerOf(kind: 'finally' | 'always', isBad: (run: TinyRun) => boolean): Observer<TinyRun> {
  const judge = (run: TinyRun, step: number): Finding | undefined =>
    isBad(run) ? { kind, name: 'it', text: 'it fails', step, actors: [] } : undefined
  return {
    begin: () => undefined,
    footprint: (run) => ({ things: run.touched, barrier: false }),
    look: (run, _event, step) => (kind === 'always' ? judge(run, step) : undefined),
    over: (run, _event, step) => (kind === 'finally' ? judge(run, step) : undefined),
    unending: () => undefined,
    tooLong: () => undefined,
  }
}

async function shrunk(
  protocol: Protocol,
  kind: 'finally' | 'always',
  isBad: (run: TinyRun) => boolean,
  ids: readonly string[],
  most = 500,
): Promise<Shrunk & { readonly before: Passage }> {
  const follow = (chosen: readonly string[], goesOn: boolean): Promise<Passage> => {
    const strategy: Strategy = new Replay(chosen, goesOn)
    strategy.begin()
    return pass(protocol.model.start(), strategy, observerOf(kind, isBad), {
      steps: 100,
      stops: kind === 'always',
    })
  }
  const before = await follow(ids, true)
  if (before.finding === undefined) throw new Error('the run to shrink does not fail')
  const result = await shrink(before, before.finding, follow, most)
  expect(result.passage.finding).toMatchObject({ kind, name: 'it' })
  return { before, ...result }
}

const firstIs =
  (name: string) =>
  (run: TinyRun): boolean =>
    run.state('sink').startsWith(name)

test('what happens before the failure, and has no part in it, is left out', async () => {
  const seen = (run: TinyRun): boolean => run.state('sink').includes('s3')
  const ids = ['s0→sink#1', 's1→sink#1', 's2→sink#1', 's3→sink#1', 's4→sink#1']
  const result = await shrunk(fanIn(5), 'always', seen, ids)
  expect(result.ids).toEqual(['s3→sink#1'])
})

test('a failure at the end keeps only what would not happen by itself', async () => {
  const ids = ['s2→sink#1', 's4→sink#1', 's1→sink#1', 's3→sink#1', 's0→sink#1']
  const result = await shrunk(fanIn(5), 'finally', firstIs('s2'), ids)
  expect(result.ids).toEqual(['s2→sink#1'])
  expect(result.passage.events.map(({ id }) => id)).toEqual([
    's2→sink#1',
    's0→sink#1',
    's1→sink#1',
    's3→sink#1',
    's4→sink#1',
  ])
})

test('faults are left out that are not to blame, and one that is stays', async () => {
  const protocol = lostUpdate(2, { drop: 2 })
  const faulty = ['drop c0→counter#1', 'drop c1→counter#1']
  const faults = (events: readonly ModelEvent[]): number => events.filter(isFault).length
  const none = await shrunk(protocol, 'finally', (run) => run.state('counter') !== '2', faulty)
  expect([faults(none.before.events), faults(none.passage.events)]).toEqual([2, 0])
  const one = await shrunk(protocol, 'finally', (run) => run.state('c0') === 'undefined', faulty)
  expect(one.ids).toEqual(['drop c0→counter#1'])
})

const size = (passage: Passage): readonly [faults: number, events: number] => {
  const shown = passage.events.slice(0, (passage.finding?.step ?? 0) + 1)
  return [shown.filter(isFault).length, shown.length]
}

test.each([
  ['finally', lostUpdate(3), (run: TinyRun) => run.state('counter') !== '3'],
  [
    'always',
    lostUpdate(3),
    (run: TinyRun) => run.state('c1') !== 'undefined' && run.state('counter') === '1',
  ],
  ['finally', lostUpdate(2, { drop: 2, duplicate: 1 }), (run: TinyRun) => run.state('counter') !== '2'],
  ['always', lostUpdate(2, { drop: 1, duplicate: 2 }), (run: TinyRun) => run.state('counter') === '2'],
] as const)('a run never grows, and never gets more faults: %s', async (kind, protocol, isBad) => {
  let failing = 0
  for (let seed = 0; seed < 150; seed++) {
    const ids = drawn(protocol, seed)
    const result = await shrunk(protocol, kind, isBad, ids).catch(unlessItPasses)
    if (result === undefined) continue
    failing++
    const [faults, events] = size(result.before)
    const [faultsLeft, eventsLeft] = size(result.passage)
    expect(faultsLeft).toBeLessThanOrEqual(faults)
    if (faultsLeft === faults) expect(eventsLeft).toBeLessThanOrEqual(events)
  }
  expect(failing).toBeGreaterThan(10)
})

function unlessItPasses(error: unknown): undefined {
  if (!String(error).includes('does not fail')) throw error
}

test('what would happen by itself is no simpler where it takes longer', async () => {
  const model = tinyModel((spawn) => {
    const seen: string[] = []
    spawn('sink', {
      receive({ from, value }, send) {
        seen.push(from)
        if (seen[0] === 's0' && value < 3) send('sink', 'more', value + 1)
      },
      state: () => seen.join(),
    })
    for (const name of ['s0', 's1'])
      spawn(name, { receive: () => {}, state: () => '' }, (send) => send('sink', 'hello'))
  })
  const result = await shrunk({ model, isBad: () => true }, 'finally', () => true, ['s1→sink#1', 's0→sink#1'])
  expect(result.passage.events.map(({ id }) => id)).toEqual(['s1→sink#1', 's0→sink#1'])
})

/** A run drawn by lot, faults included. */
function drawn(protocol: Protocol, seed: number): readonly string[] {
  const run = protocol.model.start()
  const random = new SeededRandom(seed * 31)
  const ids: string[] = []
  for (let enabled = run.enabled(); enabled.length > 0; enabled = run.enabled()) {
    const event = enabled[random.below(enabled.length)]
    if (event === undefined) break
    run.step(event)
    ids.push(event.id)
  }
  return ids
}

test('it makes no more runs than it may', async () => {
  const ids = ['s2→sink#1', 's4→sink#1', 's1→sink#1', 's3→sink#1', 's0→sink#1']
  const result = await shrunk(fanIn(5), 'finally', firstIs('s2'), ids, 3)
  expect(result.runs).toBe(3)
})
