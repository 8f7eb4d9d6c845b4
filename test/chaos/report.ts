/** The figures of one run. */
export interface Report {
  readonly seed: number
  readonly seconds: number
  /** How many nodes ended of each kind of fault. */
  readonly ends: Readonly<Record<string, number>>
  /** Nodes that came up, those at the beginning included. */
  readonly launched: number
  /** Milliseconds in which the longest while without an end passed, and a node has been ended on the average. */
  readonly interval: { readonly longest: number; readonly mean: number }
  /** What was asked of actors on nodes. */
  readonly asks: { readonly begun: number; readonly answered: number; readonly rejected: number }
  /** What was told actors on nodes and confirmed by them: `underWay` may have been handled or not. */
  readonly messages: {
    readonly sent: number
    readonly handled: number
    readonly dead: number
    readonly underWay: number
  }
  /** What those actors that lived at the end had told and asked each other, across nodes, and the ends they were told of. */
  readonly talk: { readonly told: number; readonly asked: number; readonly watches: number }
  /** Watches from the main node, each told once. */
  readonly watches: number
  readonly transfers: { readonly moved: number; readonly refused: number; readonly repeated: number }
  readonly deadLetters: number
  /** Bytes by which what is in use has grown on the main node since a quarter of the run was over. */
  readonly growth: number
  readonly violationCount: number
  /** The first of them. */
  readonly violations: readonly string[]
}

/** For people. */
export function inLines(report: Report): string {
  const { ends, asks, messages, talk, transfers, interval } = report
  const ended = Object.values(ends).reduce((sum, count) => sum + count, 0)
  const kinds = Object.entries(ends).map(([kind, count]) => `${kind} ${count}`)
  return [
    `seed ${report.seed}: ${ended} nodes ended in ${Math.round(report.seconds)} s, one every ${Math.round(interval.mean)} ms (at most ${Math.round(interval.longest)} ms apart)`,
    `  ${kinds.join(', ')}`,
    `asks: ${asks.begun} begun, ${asks.answered} answered, ${asks.rejected} rejected, ${asks.begun - asks.answered - asks.rejected} pending`,
    `messages: ${messages.sent} sent = ${messages.handled} handled + ${messages.dead} dead + ${messages.underWay} under way to nodes that were lost`,
    `between survivors: ${talk.told} messages, ${talk.asked} asks, ${talk.watches} watches`,
    `watches of the main node: ${report.watches}; dead letters there: ${report.deadLetters}`,
    `transfers: ${transfers.moved} moved, ${transfers.refused} refused, ${transfers.repeated} asked for again`,
    `memory in use on the main node: grown by ${Math.round(report.growth / 1024)} kB`,
    ...report.violations.map((violation) => `VIOLATED: ${violation}`),
    report.violationCount === 0 ? 'nothing was violated' : `${report.violationCount} violations`,
  ].join('\n')
}
