import type { SeededRandom } from '@troupe/core/internal'
import { isFault, type ModelEvent } from './model.ts'
import { anyOf } from './picker.ts'

/**
 * The steps of one run at which a fault is to happen, if one can. Faults that were as likely as everything else would
 * nearly all happen at the beginning.
 *
 * @param most the largest number of faults; how many there are is drawn, none as likely as each other number
 * @param length about how many steps the run has
 */
export function planFaults(most: number, length: number, random: SeededRandom): number[] {
  if (most === 0) return []
  const count = random.below(most + 1)
  return Array.from({ length: count }, () => random.below(Math.max(1, length))).sort((a, b) => a - b)
}

/** The fault that is due at this step, and takes it off the plan; nothing if none is due or none can happen yet. */
export function faultDue(
  plan: number[],
  step: number,
  enabled: readonly ModelEvent[],
  random: SeededRandom,
): ModelEvent | undefined {
  const due = plan[0]
  if (due === undefined || due > step) return undefined
  const faults = enabled.filter(isFault)
  // First the kind, then which: there are many messages to lose and few actors to crash.
  const kind = anyOf([...new Set(faults.map((fault) => fault.kind))], random)
  const fault = anyOf(
    faults.filter((each) => each.kind === kind),
    random,
  )
  if (fault !== undefined) plan.shift()
  return fault
}
