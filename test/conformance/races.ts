import { setTimeout as wait } from 'node:timers/promises'
import type { ActorSystem } from '@troupe/core'
import { expect, test } from 'vitest'
import type { RacerRef } from './actors/end-racers.ts'
import {
  AskRacer,
  BroodRacer,
  LinkRacer,
  NameRacer,
  RestartRacer,
  StopRacer,
  TickRacer,
  WatchRacer,
} from './actors.ts'
import type { Places } from './suite.ts'

const ROUNDS = Number(process.env.ROUNDS ?? 1000)
const SEED = Number(process.env.SEED ?? 1)

/** What races with what, and what holds whichever wins. */
const races: readonly (readonly [rule: string, open: (system: ActorSystem, on: string) => RacerRef])[] = [
  [
    'what is sent after the order to stop is not handled, and one end is seen [ORD-1, WAT-2, case 1]',
    (system, on) => system.spawn(StopRacer, [], { on }),
  ],
  [
    'an actor that ends while watches of it begin and end tells those that go on, once [WAT-1, WAT-2, WAT-3, case 5]',
    (system, on) => system.spawn(WatchRacer, [], { on }),
  ],
  [
    'an actor falls with a linked one that fails, and with none that is stopped [LNK-1]',
    (system, on) => system.spawn(LinkRacer, [], { on }),
  ],
  [
    'a name that is given while its owner ends is free when that end is seen [WAT-5, case 14]',
    (system, on) => system.spawn(NameRacer, [], { on }),
  ],
  [
    'an ask of an actor that crashes and stops has the outcome that its place in the order gives it [SUP-1, ORD-1]',
    (system, on) => system.spawn(AskRacer, [], { on }),
  ],
  [
    'lives that follow a crash handle what waited, in order [SUP-1, case 24]',
    (system, on) => system.spawn(RestartRacer, [], { on }),
  ],
  [
    'a parent that is stopped while it spawns has no child when its end is seen [SUP-7]',
    (system, on) => system.spawn(BroodRacer, [], { on }),
  ],
  [
    'a tick that comes with a cancel, a new timer or a crash is not handled after it [TIM-1, case 19]',
    (system, on) => system.spawn(TickRacer, [], { on }),
  ],
]

/** The racer's node, and that of those it races with: in one thread, with its children elsewhere, from elsewhere. */
const pairs = [
  { from: 'main', to: 'main' },
  { from: 'main', to: 'one-0' },
  { from: 'one-0', to: 'one-1' },
]

/** The rounds that have not come to an end when the time of a test nearly has. */
async function stuck(racer: RacerRef, signal: AbortSignal): Promise<readonly string[]> {
  await wait(50_000, undefined, { signal })
  const seeds = await racer.ask('unfinished')
  return seeds.map((seed) => `With seed ${seed}: it does not come to an end`)
}

/** Races between actors on two nodes, whose seeds are told where one is lost; with `SEED` and `ROUNDS` one runs alone. */
export function racing({ stage }: Places): void {
  test.each(pairs.flatMap((pair) => races.map(([rule, open]) => ({ ...pair, rule, open }))))(
    `${ROUNDS} races from $from to $to: $rule`,
    { timeout: 60_000 },
    async ({ from, to, open }) => {
      const { system } = stage()
      const ref = open(system, from)
      const over = new AbortController()
      const raced = ref.with({ timeout: Infinity }).ask('race', SEED, ROUNDS, to)
      const faults = await Promise.race([raced, stuck(ref, over.signal)]).finally(() => over.abort())
      expect(faults.slice(0, 3).join('\n')).toBe('')
      await system.stop(ref)
    },
  )
}
