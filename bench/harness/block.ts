/** What one block of an arm came to: as many runs as filled its time. */
export interface Block {
  readonly runs: number
  readonly completed: number
  readonly ms: number
  /** Processor time of all threads of the arm's process and of all processes that it started, in milliseconds. */
  readonly cpu: number
  /** The most memory that the arm's processes have held so far, in MB. */
  readonly peak: number
  /** How late the event loop of the arm's process was at worst in 99 % of its samples, in milliseconds. */
  readonly delay: number
  /** Of each round trip, in microseconds, where the arm measures them. */
  readonly latency?: { readonly p50: number; readonly p99: number; readonly p999: number }
  readonly figures: Readonly<Record<string, number>>
}

/** `rate`: thousands a second; `ms`: one run, in milliseconds; quantiles of latencies in microseconds; else what arms measure by that name. */
export type FigureName = string

/** A figure of a block; `undefined` where the arm did not measure it. */
export function figureOf(block: Block, name: FigureName): number | undefined {
  switch (name) {
    case 'rate':
      return block.completed / block.ms
    case 'ms':
      return block.ms / block.runs
    case 'cpu':
    case 'peak':
    case 'delay':
      return block[name]
    case 'p50':
    case 'p99':
    case 'p999':
      return block.latency?.[name]
    default:
      return block.figures[name]
  }
}
