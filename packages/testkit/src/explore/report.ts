import type { StrategyName } from './explore-options.ts'

/** What an exploration has looked at. */
export interface ExploreReport {
  readonly strategy: StrategyName
  /** All the runs that were made, those that others covered, too. */
  readonly runs: number
  /** How many runs came to their end and differ in more than the order of what commutes. */
  readonly traces: number
  /** Runs that were cut short because others cover what would have followed. */
  readonly covered: number
  /** Runs that were cut short because they reached `maxSteps`. */
  readonly tooLong: number
  /** The traces in which something was wrong: 0, since what is wrong is thrown. */
  readonly failures: number
  /** The number of the run in which something was wrong first, from 1 on; 0 where nothing was. */
  readonly foundIn: number
  /** Whether every trace there is has been looked at: true only if no limit was met and nothing was left to chance. */
  readonly exhaustive: boolean
  /** Why there may be more: what was not looked at, or cannot be told from it; empty only where it is exhaustive. */
  readonly gaps: readonly string[]
  /** Where chance began. */
  readonly seed: number
  /** The number of events in the longest run. */
  readonly longest: number
  /** For a replay, the events of the token that could not happen any more. */
  readonly skipped: readonly string[]
}

/** A report in one sentence. */
export function describeReport(report: ExploreReport): string {
  const { traces, runs, covered, tooLong, gaps } = report
  const cuts = [
    covered > 0 ? `${covered} cut short since others cover them` : '',
    tooLong > 0 ? `${tooLong} cut short by maxSteps` : '',
  ].filter(Boolean)
  const detail = cuts.length > 0 ? ` (${cuts.join(', ')})` : ''
  const rest = gaps.length === 0 ? 'these are all there are' : `there may be more: ${gaps.join('; ')}`
  return `${traces} traces in ${runs} runs${detail}; ${rest}`
}
