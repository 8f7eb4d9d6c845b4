import { traceOf } from '../../src/explore/trace.ts'
import { createWorld, type Program, type World, type WorldEvent, type WorldOptions } from '../../src/index.ts'

/** What there was to see in all schedules of a program. */
export interface Survey {
  readonly schedules: number
  /** For each trace, whether it is bad. */
  readonly traces: ReadonlyMap<string, boolean>
  readonly states: ReadonlySet<string>
}

/** At one step: which of how many events is chosen. */
interface Choice {
  chosen: number
  readonly of: number
}

/** Tries every schedule, one after the other, each from scratch. */
export async function everySchedule(
  program: Program,
  isBad: (world: World) => boolean,
  options: WorldOptions = {},
): Promise<Survey> {
  const traces = new Map<string, boolean>()
  const states = new Set<string>()
  const choices: Choice[] = []
  let schedules = 0
  do {
    const world = await createWorld(program, options)
    const trace = await run(world, choices, states)
    schedules++
    traces.set(trace, isBad(world))
  } while (nextSchedule(choices))
  return { schedules, traces, states }
}

/** The figures of a survey: schedules, traces, bad traces, states. */
export function figures({ schedules, traces, states }: Survey): number[] {
  return [schedules, traces.size, [...traces.values()].filter(Boolean).length, states.size]
}

/** Returns what makes the trace: the order of the events at each actor. */
async function run(world: World, choices: Choice[], states: Set<string>): Promise<string> {
  const events: WorldEvent[] = []
  states.add(world.fingerprint())
  for (let enabled = world.enabled(); enabled.length > 0; enabled = world.enabled()) {
    const choice = choices[world.steps] ?? { chosen: 0, of: enabled.length }
    choices[world.steps] = choice
    const event = enabled[choice.chosen]
    if (event === undefined || choice.of !== enabled.length) throw new Error('a run went another way')
    events.push(event)
    const done = world.step(event)
    if (done !== undefined) await done
    states.add(world.fingerprint())
  }
  return traceOf(events)
}

/** Moves on to the next schedule, depth first. Returns whether there is one. */
function nextSchedule(choices: Choice[]): boolean {
  for (let last = choices.at(-1); last !== undefined; last = choices.at(-1)) {
    if (++last.chosen < last.of) return true
    choices.pop()
  }
  return false
}
