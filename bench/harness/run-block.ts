import { type IntervalHistogram, monitorEventLoopDelay } from 'node:perf_hooks'
import type { OpenArm, Outcome } from './arm.ts'
import type { Block } from './block.ts'
import type { Expected } from './group.ts'
import { median, quantile } from './statistics.ts'
import { usage } from './usage.ts'

const NS_PER_MS = 1_000_000
const SAMPLE_MS = 1

/** Lets an arm run until the time of the block is filled, and checks what each run came to. */
export async function runBlock(arm: OpenArm, size: number, expected: Expected, fill: number): Promise<Block> {
  const delay = monitorEventLoopDelay({ resolution: SAMPLE_MS })
  const before = usage()
  delay.enable()
  const outcomes: Outcome[] = []
  let ms = 0
  do {
    const start = performance.now()
    const outcome = await arm.run(size)
    ms += timeOf(outcome) ?? performance.now() - start
    check(outcome, expected)
    outcomes.push(outcome)
  } while (ms < fill)
  delay.disable()
  const after = usage()
  const latencies = outcomes.flatMap(({ latencies = [] }) => latencies)
  return {
    runs: outcomes.length,
    completed: outcomes.reduce((total, { completed }) => total + completed, 0),
    ms,
    cpu: after.cpu - before.cpu,
    peak: after.peak,
    delay: delayOf(delay, ms),
    ...(latencies.length > 0 && { latency: quantiles(latencies) }),
    figures: figuresOf(outcomes),
  }
}

/** How long a run took, where the arm has timed it itself. */
function timeOf({ ms }: Outcome): number | undefined {
  // A block would never be filled by runs that take no time.
  if (ms !== undefined && !(ms > 0)) throw new Error(`the arm says that a run took ${ms} ms`)
  return ms
}

/** Node counts the time between two samples: what is beyond the time that was asked for is delay. */
function delayOf(delay: IntervalHistogram, ms: number): number {
  if (delay.count === 0) return ms
  return Math.max(0, delay.percentile(99) / NS_PER_MS - SAMPLE_MS)
}

function check({ completed, checksum }: Outcome, expected: Expected): void {
  const { tolerance = 0 } = expected
  if (completed !== expected.completed)
    throw new Error(`${completed} were completed, and ${expected.completed} were asked for`)
  if (!(Math.abs(checksum - expected.checksum) <= Math.abs(expected.checksum) * tolerance))
    throw new Error(`the checksum is ${checksum}, and should be ${expected.checksum}`)
}

function quantiles(latencies: readonly number[]) {
  return { p50: median(latencies), p99: quantile(latencies, 0.99), p999: quantile(latencies, 0.999) }
}

function figuresOf(outcomes: readonly Outcome[]): Record<string, number> {
  const names = new Set(outcomes.flatMap(({ figures = {} }) => Object.keys(figures)))
  const valuesOf = (name: string): number[] => outcomes.flatMap(({ figures }) => figures?.[name] ?? [])
  return Object.fromEntries(Array.from(names, (name) => [name, median(valuesOf(name))]))
}
