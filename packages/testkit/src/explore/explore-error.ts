import { TroupeError } from '@troupe/core'
import type { Finding, FindingKind } from './finding.ts'
import { describeReport, type ExploreReport } from './report.ts'

/** What there is to say of a failure. */
export interface Failure {
  readonly finding: Finding
  readonly report: ExploreReport
  readonly replay: string
  /** The run that fails, as text. */
  readonly picture: string
  readonly diagram: string
  /** The ids of the events that are drawn. */
  readonly events: readonly string[]
}

/** An exploration has found a run in which something is wrong. */
export class ExploreError extends TroupeError {
  readonly code = 'explore-failed'
  readonly kind: FindingKind
  /** The name of the property that does not hold; what is wrong otherwise. */
  readonly property: string
  readonly report: ExploreReport
  /** Repeats the run: hand it to the option `replay`, or set the environment variable TROUPE_REPLAY to it. */
  readonly replay: string
  /** The simplest run that was found to fail, without what had no part in it, as a Mermaid sequence diagram. */
  readonly diagram: string
  /** The ids of the events that led to the failure, which are those that are drawn; the token holds all of the run. */
  readonly events: readonly string[]

  constructor({ finding, report, replay, picture, diagram, events }: Failure) {
    super(`${describeFailure(finding, report)}\n\n${picture}\n\nAgain: explore(…, { replay: '${replay}' })`, {
      cause: finding.cause,
    })
    this.kind = finding.kind
    this.property = finding.name
    this.report = report
    this.replay = replay
    this.diagram = diagram
    this.events = events
  }
}

/** A property of `sometimes` was never seen to hold: nothing may have happened that the test is about. */
export class NeverSeenError extends TroupeError {
  readonly code = 'never-seen'
  readonly properties: readonly string[]
  readonly report: ExploreReport

  constructor(properties: readonly string[], report: ExploreReport) {
    const names = properties.map((name) => `'${name}'`).join(', ')
    super(`${names} did not hold once: ${describeReport(report)}. Mend the setup, or allow more runs.`)
    this.properties = properties
    this.report = report
  }
}

function describeFailure({ text }: Finding, report: ExploreReport): string {
  const { failures, traces } = report
  if (report.skipped.length > 0)
    return `${text}, replayed without ${report.skipped.length} events that are absent now`
  return traces === 1
    ? text
    : `${text}; something is wrong in ${failures} of ${traces} traces (${describeReport(report)})`
}
