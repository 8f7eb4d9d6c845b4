import { CausalOrder } from './causal-order.ts'
import type { Finding } from './finding.ts'
import type { Footprint } from './footprint.ts'
import { isFault, type ModelEvent, type Run } from './model.ts'
import type { Strategy } from './strategy.ts'

/** How a run came to its end. `stopped`: what was found needs no more of it. `long`: it reached the limit. */
type PassageEnd = 'over' | 'covered' | 'stopped' | 'long'

/** One run, as it went. */
export interface Passage {
  readonly events: readonly ModelEvent[]
  /** What could have happened, before each event and at the end. */
  readonly enabled: readonly (readonly ModelEvent[])[]
  readonly footprints: readonly Footprint[]
  readonly end: PassageEnd
  readonly finding: Finding | undefined
}

/** Looks on while a run goes its way, and judges it. */
export interface Observer<R extends Run> {
  /** After the setup. */
  begin(run: R): Finding | undefined
  /** What the last step has to do with. */
  footprint(run: R, event: ModelEvent): Footprint
  look(run: R, event: ModelEvent, step: number): Finding | undefined
  /** Nothing has to happen any more. */
  over(run: R, event: ModelEvent | undefined, step: number): Finding | undefined
  /** The limit is reached; what is wrong with a run that goes on like this? Called after each step of a fair suffix. */
  unending(run: R, event: ModelEvent, step: number): Finding | undefined
  /** The run ends here, and something is still to come. */
  tooLong(step: number): Finding | undefined
}

/** How far a run goes. */
export interface PassageLimits {
  /** The strategy's part. As many steps again may follow in a fair order, the oldest event first. */
  readonly steps: number
  /** Whether to end with the first finding. */
  readonly stops: boolean
  /** Whether a message waits for those to the same actor whose sending led to its own. */
  readonly isCausal?: boolean
}

/**
 * Lets a run go the way of a strategy, which has begun it.
 *
 * @param events filled with what happens, for whoever wants to know where it was when something threw
 */
export async function pass<R extends Run>(
  run: R,
  strategy: Strategy,
  observer: Observer<R>,
  limits: PassageLimits,
  events: ModelEvent[] = [],
): Promise<Passage> {
  const enabled: (readonly ModelEvent[])[] = []
  const footprints: Footprint[] = []
  const order = limits.isCausal ? new CausalOrder() : undefined
  let finding = observer.begin(run)
  while (finding === undefined || !limits.stops) {
    const now = order?.keep(run.enabled(), run.unread) ?? run.enabled()
    enabled.push(now)
    const step = events.length
    const isFree = step < limits.steps
    const next = isFree ? strategy.choose(now) : fairly(now, step < limits.steps * 2)
    if (typeof next === 'string') {
      finding ??= judgeEnd(next, run, observer, events)
      return { events, enabled, footprints, end: next, finding }
    }
    events.push(next)
    const stepped = run.step(next)
    if (stepped !== undefined) await stepped
    const footprint = observer.footprint(run, next)
    footprints.push(footprint)
    order?.happened(next, footprint)
    if (isFree) strategy.happened(next, footprint, now)
    finding ??= observer.look(run, next, step)
    if (!isFree) finding ??= observer.unending(run, next, step)
  }
  return { events, enabled, footprints, end: 'stopped', finding }
}

function judgeEnd<R extends Run>(
  end: PassageEnd,
  run: R,
  observer: Observer<R>,
  events: readonly ModelEvent[],
): Finding | undefined {
  const step = events.length - 1
  if (end === 'over') return observer.over(run, events[step], step)
  return end === 'long' ? observer.tooLong(step) : undefined
}

/** What has been possible for the longest time; faults need not happen. */
function fairly(enabled: readonly ModelEvent[], goesOn: boolean): ModelEvent | 'over' | 'long' {
  if (!goesOn) return 'long'
  let oldest: ModelEvent | undefined
  for (const event of enabled) {
    if (!isFault(event) && (oldest === undefined || event.order < oldest.order)) oldest = event
  }
  return oldest ?? 'over'
}
