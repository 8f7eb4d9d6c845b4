import type { StrategyName } from './explore-options.ts'
import type { Passage } from './passage.ts'
import type { ExploreReport } from './report.ts'
import { numberOf, traceOf } from './trace.ts'

/** Counts the runs of an exploration. */
export class Tally {
  runs = 0
  failures = 0
  private tooLong = 0
  private covered = 0
  private longest = 0
  private ended = 0
  private foundIn = 0
  /** The traces that were seen, where runs are drawn and may repeat each other. */
  private readonly traces = new Set<number>()
  private readonly repeats: boolean

  /** @param repeats whether two runs can be of one trace */
  constructor(repeats: boolean) {
    this.repeats = repeats
  }

  /** Counts a run, and returns whether it is a trace that was not seen before. */
  add(passage: Passage): boolean {
    this.count(passage)
    this.longest = Math.max(this.longest, passage.events.length)
    if (passage.end === 'covered') this.covered++
    if (passage.end === 'long') this.tooLong++
    if (passage.end === 'covered') return false
    if (this.repeats && !this.isNew(passage)) return false
    this.ended++
    if (passage.finding !== undefined) this.failures++
    return true
  }

  /** Counts a run after which all begin anew: what was counted but the runs is void. */
  restart(passage: Passage): void {
    this.count(passage)
    this.ended = 0
    this.failures = 0
    this.covered = 0
    this.tooLong = 0
  }

  /** @param others what else there is to say of what was not looked at */
  report(
    strategy: StrategyName,
    seed: number,
    others: readonly string[],
    skipped: readonly string[],
  ): ExploreReport {
    const { runs, failures, foundIn, tooLong, covered, longest } = this
    const cut =
      tooLong === 0 ? [] : [`${tooLong} ${tooLong === 1 ? 'run was' : 'runs were'} cut short by maxSteps`]
    const gaps = [...others, ...cut]
    return {
      strategy,
      runs,
      traces: this.ended,
      covered,
      tooLong,
      failures,
      foundIn,
      exhaustive: gaps.length === 0,
      gaps,
      seed,
      longest,
      skipped,
    }
  }

  private count({ finding }: Passage): void {
    this.runs++
    if (finding !== undefined && this.foundIn === 0) this.foundIn = this.runs
  }

  private isNew({ events }: Passage): boolean {
    const trace = numberOf(traceOf(events))
    if (this.traces.has(trace)) return false
    this.traces.add(trace)
    return true
  }
}
