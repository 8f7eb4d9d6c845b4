/** What can be wrong with a run. */
export type FindingKind =
  | 'always'
  | 'eventually'
  | 'finally'
  | 'sometimes'
  | 'failure'
  | 'deadlock'
  | 'orphan'
  | 'livelock'

/** What was wrong with one run. */
export interface Finding {
  readonly kind: FindingKind
  /** The property's name; for other kinds what sets one such failure apart from another, an actor for example. */
  readonly name: string
  /** One sentence for people. */
  readonly text: string
  /** The step after which it showed; -1 for the setup. */
  readonly step: number
  /** The actors that it is about; empty for all. */
  readonly actors: readonly string[]
  /** What an actor failed with, where that is what is wrong. */
  readonly cause?: unknown
}

/** Whether two findings are the same failure: what a shorter run has to show, too. */
export function isSameFailure(one: Finding | undefined, other: Finding | undefined): boolean {
  return one !== undefined && other !== undefined && one.kind === other.kind && one.name === other.name
}

/** Whether it shows in the middle of a run already, so that nothing that happens later matters. */
export function isPrompt({ kind }: Finding): boolean {
  return kind === 'always' || kind === 'failure'
}
