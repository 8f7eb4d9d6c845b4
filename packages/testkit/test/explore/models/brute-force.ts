import type { ModelEvent } from '../../../src/explore/model.ts'
import { traceOf } from '../../../src/explore/trace.ts'
import type { Protocol } from './protocols.ts'
import type { TinyRun } from './tiny-actors.ts'

function replay({ model }: Protocol, events: readonly ModelEvent[]): TinyRun {
  const run = model.start()
  for (const event of events) run.step(event)
  return run
}

/** How many orders of events there are, from the number of those from each state on. */
export function countSchedules(protocol: Protocol): number {
  const known = new Map<string, number>()
  const count = (events: readonly ModelEvent[]): number => {
    const run = replay(protocol, events)
    const state = run.fingerprint()
    const before = known.get(state)
    if (before !== undefined) return before
    const enabled = run.enabled()
    const schedules = enabled.reduce(
      (sum, event) => sum + count([...events, event]),
      enabled.length === 0 ? 1 : 0,
    )
    known.set(state, schedules)
    return schedules
  }
  return count([])
}

/** Every trace there is, from all their beginnings, each looked at once; and whether it is bad. */
export function allTraces(protocol: Protocol): ReadonlyMap<string, boolean> {
  const seen = new Set<string>()
  const traces = new Map<string, boolean>()
  const explore = (events: readonly ModelEvent[]): void => {
    const trace = traceOf(events)
    if (seen.has(trace)) return
    seen.add(trace)
    const run = replay(protocol, events)
    const enabled = run.enabled()
    if (enabled.length === 0) traces.set(trace, protocol.isBad(run))
    for (const event of enabled) explore([...events, event])
  }
  explore([])
  return traces
}

/** Every trace there is, from every schedule, each run to its end; and whether it is bad. */
export function naiveTraces(protocol: Protocol): ReadonlyMap<string, boolean> {
  const traces = new Map<string, boolean>()
  const explore = (events: readonly ModelEvent[]): void => {
    const run = replay(protocol, events)
    const enabled = run.enabled()
    if (enabled.length === 0) traces.set(traceOf(events), protocol.isBad(run))
    for (const event of enabled) explore([...events, event])
  }
  explore([])
  return traces
}

/** The number of different global states that can be reached. */
export function countStates(protocol: Protocol): number {
  const seen = new Set<string>()
  const explore = (events: readonly ModelEvent[]): void => {
    const run = replay(protocol, events)
    const state = run.fingerprint()
    if (seen.has(state)) return
    seen.add(state)
    for (const event of run.enabled()) explore([...events, event])
  }
  explore([])
  return seen.size
}
