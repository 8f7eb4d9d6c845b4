import type { SeededRandom } from '@troupe/core/internal'
import type { ModelEvent } from './model.ts'

/** One way of drawing lots: chooses what happens next in one run. */
export interface Picker {
  /** Chooses one of `enabled`, which holds one event at least and no fault. */
  pick(enabled: readonly ModelEvent[], step: number): ModelEvent
}

/** Begins a run of about `length` steps. */
export type PickerFactory = (random: SeededRandom, length: number) => Picker

/** One of several, each as likely as the others. */
export function anyOf<T>(choices: readonly T[], random: SeededRandom): T | undefined {
  return choices[random.below(choices.length)]
}

/** The one of `enabled` whose number is the highest; the first of equals. */
export function highest(
  enabled: readonly ModelEvent[],
  priority: (event: ModelEvent) => number,
): ModelEvent | undefined {
  let best: ModelEvent | undefined
  let most = Number.NEGATIVE_INFINITY
  for (const event of enabled) {
    const its = priority(event)
    if (its <= most) continue
    most = its
    best = event
  }
  return best
}
