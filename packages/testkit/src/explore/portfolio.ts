import { PrioritySchedule } from './pct.ts'
import type { PickerFactory } from './picker.ts'
import { PartialOrderSampling } from './pos.ts'
import { CausalLanes, ChannelLanes } from './priority-lanes.ts'
import { RandomWalk } from './random-walk.ts'

/** The ways of sampling, by the names that options use. */
export type SamplingName = 'random' | 'pct' | 'pos' | 'portfolio'

const random: PickerFactory = (source) => new RandomWalk(source)
const pos: PickerFactory = (source) => new PartialOrderSampling(source)
const pct: readonly PickerFactory[] = [ChannelLanes, CausalLanes].flatMap((Lanes) =>
  [1, 2, 3].map(
    (depth): PickerFactory =>
      (source, length) =>
        new PrioritySchedule(source, length, depth, new Lanes()),
  ),
)

/** Of ten runs four walk at random, four go by priorities and two sample the partial order: no one way wins always. */
const turns = ['random', 'pct', 'random', 'pct', 'pos'] as const

/** How the run of that number, from 0, is drawn. The depths of `pct` take turns, and what its priorities belong to. */
export function pickerOf(name: SamplingName, run: number): PickerFactory {
  if (name === 'portfolio') {
    const turn = turns[run % turns.length] ?? 'random'
    return pickerOf(turn, Math.floor(run / turns.length) * 2 + (run % turns.length > 2 ? 1 : 0))
  }
  if (name === 'random') return random
  if (name === 'pos') return pos
  return pct[run % pct.length] ?? random
}
