import { expect, test } from 'vitest'
import { pass } from '../../src/explore/passage.ts'
import { PropertyMonitor } from '../../src/explore/property-monitor.ts'
import { SourceDpor } from '../../src/explore/source-dpor.ts'
import { WorldObserver } from '../../src/explore/world-observer.ts'
import { createWorld, type Program, type WorldOptions } from '../../src/index.ts'
import { everySchedule } from '../rig/every-schedule.ts'
import { type Deed, randomScript, type Script, scripted } from './models/scripted.ts'

/** In what states the runs end that source-DPOR makes. */
async function endsFound(program: Program, options: WorldOptions): Promise<ReadonlySet<string>> {
  let strategy = new SourceDpor('fifo')
  const verdicts = { failures: false, deadlock: false }
  const observer = new WorldObserver(new PropertyMonitor({}), verdicts, options.timers ?? 'in-order')
  const ends = new Set<string>()
  while (strategy.begin()) {
    const world = await createWorld(program, options)
    const passage = await pass(world, strategy, observer, { steps: 200, stops: false })
    strategy.finish(world.unread)
    if (passage.end === 'over') ends.add(world.fingerprint())
    if (observer.hasLearnt()) strategy = new SourceDpor('fifo')
  }
  return ends
}

/** In what states all runs end. */
async function endsOfAll(program: Program, options: WorldOptions): Promise<ReadonlySet<string>> {
  const ends = new Set<string>()
  const note = (fingerprint: string): boolean => ends.add(fingerprint).size > 0
  await everySchedule(program, (world) => note(world.fingerprint()), options)
  return ends
}

async function expectAllEnds(script: Script, options: WorldOptions = {}): Promise<void> {
  const program = scripted(script)
  expect([...(await endsFound(program, options))].sort(), JSON.stringify(script)).toEqual(
    [...(await endsOfAll(program, options))].sort(),
  )
}

const names = ['a', 'b', 'c']

/** What actors do, how much of it, and in what world. */
const drawn: readonly (readonly [string, readonly Deed[], number, WorldOptions])[] = [
  ['tell and stop', ['tell', 'tell', 'stop'], 6, {}],
  ['ask', ['tell', 'ask'], 5, {}],
  ['watch, link and fail', ['tell', 'watch', 'unwatch', 'link', 'stop', 'fail'], 6, {}],
  ['spawn and stash', ['tell', 'ask', 'spawn', 'stash', 'unstash'], 5, {}],
  ['set timers that fire in order', ['timer', 'tell', 'ask'], 4, {}],
  ['set timers that fire when nothing else happens', ['timer', 'tell'], 4, { timers: 'idle' }],
  ['set timers that fire in any order', ['timer', 'tell'], 3, { timers: 'any-order' }],
  ['set timers and ask in vain', ['timer', 'ask', 'tell'], 3, { askTimeouts: true }],
  ['ask in vain, in any order', ['ask', 'tell'], 3, { askTimeouts: true, timers: 'any-order' }],
  ['fill each other’s mailboxes', ['flood', 'tell'], 5, {}],
  ['fill them and wait', ['flood', 'stash', 'unstash', 'stop'], 4, {}],
  ['fail and are started anew later', ['later', 'fail', 'tell'], 4, {}],
  ['lose messages', ['tell', 'ask'], 2, { faults: { drop: 1 } }],
  ['crash', ['tell', 'ask', 'watch'], 2, { faults: { crash: { of: ['a', 'b'] } } }],
  ['crash and begin anew', ['tell', 'ask'], 2, { faults: { crash: { of: ['a'], restart: true } } }],
]

test.each(drawn)(
  'every end of actors that %s is found',
  async (_title, deeds, size, options) => {
    for (let seed = 0; seed < 8; seed++) await expectAllEnds(randomScript(seed, names, size, deeds), options)
  },
  30_000,
)

// Each of these was once missed.
const remembered: readonly (readonly [string, Script])[] = [
  [
    'a message that comes while its actor waits for ever',
    {
      actors: {
        a: [
          [
            ['tell', 'b'],
            ['ask', 'a'],
          ],
        ],
        b: [[], [['tell', 'b']], [['ask', 'c']]],
        c: [[['ask', 'b']], [['ask', 'c']]],
      },
      begin: ['b', 'c', 'a'],
    },
  ],
  [
    'a watch that comes before or after the end',
    {
      actors: { a: [[['watch', 'b']]], b: [[['stop', 'b']], [['tell', 'c']]], c: [] },
      begin: ['b', 'c', 'a'],
    },
  ],
  [
    'a message that meets at two actors with what came before',
    {
      actors: {
        a: [[], [['ask', 'b']]],
        b: [[], [], [['tell', 'a']]],
        c: [
          [
            ['timer', 'a'],
            ['tell', 'b'],
          ],
          [['ask', 'a']],
          [['watch', 'a']],
        ],
      },
      begin: ['c', 'c', 'a'],
    },
  ],
  [
    'a timer that fires before an earlier one is set',
    {
      actors: {
        a: [[['timer', 'a']], [], [['unwatch', 'a']]],
        b: [
          [
            ['ask', 'c'],
            ['timer', 'a'],
          ],
          [['watch', 'c']],
          [['ask', 'a']],
        ],
        c: [[], [], [['link', 'a']]],
      },
      begin: ['b', 'a', 'b'],
    },
  ],
]

test.each(remembered)('%s is tried in both orders', (_title, script) => expectAllEnds(script))
