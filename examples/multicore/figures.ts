import type { Usage } from './actors.ts'

/** What it took to do all jobs once. */
export interface Effort {
  readonly ms: number
  readonly cpu_ms: number
}

/** What more cores come to. */
export interface Figures {
  /** Milliseconds that one actor takes, and that all take together. */
  readonly alone_ms: number
  readonly together_ms: number
  /** How many times as fast all of them are as one alone. */
  readonly speedup: number
  /** The speed-up as a part of what so many cores could give at best: 1 is all of it. */
  readonly speedup_per_core: number
  /** How many cores were busy on average, with one thread and with all. */
  readonly busy_alone: number
  readonly busy_together: number
}

export function figuresOf(cores: number, alone: Effort, together: Effort): Figures {
  const speedup = alone.ms / together.ms
  return {
    alone_ms: Math.round(alone.ms),
    together_ms: Math.round(together.ms),
    speedup: round(speedup),
    speedup_per_core: round(speedup / cores),
    busy_alone: round(alone.cpu_ms / alone.ms),
    busy_together: round(together.cpu_ms / together.ms),
  }
}

/** What a core of several gives at least, of what it gives alone. */
const LEAST_PER_CORE = 0.85

/**
 * Whether more cores are faster, nearly in proportion. A core that another program uses adds nothing: what counts is how many
 * were busy for this one.
 */
export function addsUp(cores: number, { speedup, busy_together }: Figures): boolean {
  return speedup >= LEAST_PER_CORE * Math.min(cores, busy_together)
}

/** The one that took the least time; there has to be one. */
export function fastest(efforts: readonly Effort[]): Effort {
  return efforts.reduce((best, next) => (next.ms < best.ms ? next : best))
}

/** The processor time of all processes together; threads of one process tell the same, and count once. */
export function cpuTime(usages: readonly Usage[]): number {
  const byProcess = new Map(usages.map(({ process, ms }) => [process, ms]))
  return [...byProcess.values()].reduce((sum, ms) => sum + ms, 0)
}

function round(value: number): number {
  return Math.round(value * 100) / 100
}
