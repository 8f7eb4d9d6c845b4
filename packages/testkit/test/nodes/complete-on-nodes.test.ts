import { SeededRandom } from '@troupe/core/internal'
import { expect, test } from 'vitest'
import { pass } from '../../src/explore/passage.ts'
import { PropertyMonitor } from '../../src/explore/property-monitor.ts'
import { SourceDpor } from '../../src/explore/source-dpor.ts'
import { traceOf } from '../../src/explore/trace.ts'
import { WorldObserver } from '../../src/explore/world-observer.ts'
import { createWorld, explore, type Program, type WorldOptions } from '../../src/index.ts'
import { type Deed, type NodeScript, scriptedOnNodes } from '../explore/models/scripted-nodes.ts'
import { everySchedule } from '../rig/every-schedule.ts'
import { onTwoNodes } from '../rig/on-two-nodes.ts'

/** What a search has seen: in what states runs end, and the orders of events at each actor. */
interface Seen {
  readonly ends: ReadonlySet<string>
  readonly traces: ReadonlySet<string>
}

async function seenByDpor(
  program: Program,
  options: WorldOptions,
): Promise<Seen & { readonly gaps: Set<string> }> {
  let strategy = new SourceDpor('fifo')
  const verdicts = { failures: false, deadlock: false }
  const observer = new WorldObserver(new PropertyMonitor({}), verdicts, options.timers ?? 'in-order')
  const [ends, traces, gaps] = [new Set<string>(), new Set<string>(), new Set<string>()]
  while (strategy.begin()) {
    const world = await createWorld(program, options)
    const passage = await pass(world, strategy, observer, { steps: 200, stops: false })
    strategy.finish(world.unread)
    for (const gap of world.gaps) gaps.add(gap)
    if (passage.end === 'over') {
      ends.add(world.fingerprint())
      traces.add(traceOf(passage.events))
    }
    if (observer.hasLearnt()) strategy = new SourceDpor('fifo')
  }
  return { ends, traces, gaps }
}

async function seenInAllSchedules(program: Program, options: WorldOptions): Promise<Seen> {
  const ends = new Set<string>()
  const note = (fingerprint: string): boolean => ends.add(fingerprint).size > 0
  const { traces } = await everySchedule(program, (world) => note(world.fingerprint()), options)
  return { ends, traces: new Set(traces.keys()) }
}

const budgets: readonly (readonly [string, WorldOptions])[] = [
  ['no crash', {}],
  ['one crash of a node', { faults: { crashNode: { max: 1 } } }],
]

const protocols = Object.entries(onTwoNodes).flatMap(([name, program]) =>
  budgets.map(([crashes, options]) => [name, crashes, program, options] as const),
)

test.each(protocols)(
  'all traces of %s on two nodes are found, with %s',
  async (_name, _crashes, program, options) => {
    const all = await seenInAllSchedules(program, options)
    const { ends, traces, gaps } = await seenByDpor(program, options)
    expect(all.traces.size).toBeGreaterThan(1)
    expect([...traces].sort()).toEqual([...all.traces].sort())
    expect([...ends].sort()).toEqual([...all.ends].sort())
    expect([...gaps]).toEqual([])
    const report = await explore(program, {
      ...(options.faults && { faults: options.faults }),
      verdicts: { failures: false, deadlock: false },
    })
    expect(report).toMatchObject({ exhaustive: true, gaps: [] })
  },
)

const names = ['a', 'b', 'c']

/** What three actors do at their first two messages, drawn at random. */
function randomScript(seed: number, size: number, kinds: readonly Deed[]): NodeScript {
  const random = new SeededRandom(seed * 7919 + 17)
  const any = <T>(list: readonly T[]): T => {
    const one = list[random.below(list.length)]
    if (one === undefined) throw new RangeError('nothing to draw from')
    return one
  }
  const script: Record<string, (readonly [Deed, string])[][]> = { a: [[], []], b: [[], []], c: [[], []] }
  for (let i = 0; i < size; i++) {
    // The first message comes for certain.
    const turn = random.below(3) === 2 ? 1 : 0
    script[any(names)]?.[turn]?.push([any(kinds), any(names)])
  }
  return script
}

const crashNode = { faults: { crashNode: {} } }

const drawn: readonly (readonly [string, readonly Deed[], number, WorldOptions])[] = [
  ['tell and stop', ['tell', 'tell', 'stop'], 4, {}],
  ['ask', ['tell', 'ask'], 3, {}],
  ['watch, link and fail', ['tell', 'watch', 'unwatch', 'link', 'stop', 'fail'], 5, {}],
  ['spawn and stash', ['tell', 'ask', 'spawn', 'abroad', 'stash', 'unstash'], 3, {}],
  ['set timers', ['timer', 'tell', 'ask'], 3, {}],
  ['ask in vain', ['timer', 'ask', 'tell'], 3, { askTimeouts: true }],
  ['fill each other’s mailboxes', ['flood', 'tell'], 3, {}],
  ['ask and watch while a node crashes', ['tell', 'ask', 'watch'], 3, crashNode],
  ['spawn and link while a node crashes', ['tell', 'spawn', 'abroad', 'watch', 'link'], 3, crashNode],
]

test.each(drawn)(
  'every end of actors on two nodes that %s is found',
  async (_title, deeds, size, options) => {
    for (let seed = 0; seed < 3; seed++) {
      const script = randomScript(seed, size, deeds)
      const program = scriptedOnNodes(script, seed % 2 === 0 ? ['c'] : ['b', 'c'])
      const [found, all] = [await seenByDpor(program, options), await seenInAllSchedules(program, options)]
      expect([...found.ends].sort(), JSON.stringify(script)).toEqual([...all.ends].sort())
    }
  },
  60_000,
)
