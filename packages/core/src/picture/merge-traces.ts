import { parentOf } from './local-path.ts'
import type { NodeTrace, TraceStep } from './trace-step.ts'

/** The steps of one node that have not been put in their place. */
interface Lane {
  readonly node: string
  readonly steps: readonly TraceStep[]
  next: number
}

/**
 * The steps of all nodes in one order, in which nothing comes before its cause: what a node did stays in its order, and what came
 * from another node follows what was done there. Beyond that, the time decides.
 */
export function mergeTraces(traces: readonly NodeTrace[]): TraceStep[] {
  const lanes = traces.map(({ node, steps }): Lane => ({ node, steps, next: 0 }))
  const causes = new Causes(lanes)
  const merged: TraceStep[] = []
  let last: Lane | undefined
  for (;;) {
    const open = lanes.filter(({ steps, next }) => next < steps.length)
    // Where all wait for each other, a cause was not recorded: time is all there is to go by.
    const free = open.filter((lane) => !causes.isAwaited(lane))
    const lane = earliest(free.length > 0 ? free : open, last)
    const step = lane?.steps[lane.next]
    if (lane === undefined || step === undefined) return merged
    merged.push(causes.completed(step))
    lane.next++
    last = lane
  }
}

/** The lane whose next step came first; of several, the one that the last step was taken from. */
function earliest(lanes: readonly Lane[], last: Lane | undefined): Lane | undefined {
  const timeOf = ({ steps, next }: Lane): number => steps[next]?.at ?? 0
  return lanes.reduce<Lane | undefined>((best, lane) => {
    if (best === undefined || timeOf(lane) < timeOf(best)) return lane
    return timeOf(lane) === timeOf(best) && lane === last ? lane : best
  }, undefined)
}

/** Which step on one node follows from which on another: messages and answers between two of them keep their order. */
class Causes {
  private readonly causeOf = new Map<TraceStep, { readonly lane: Lane; readonly index: number }>()

  constructor(lanes: readonly Lane[]) {
    for (const effects of lanes) {
      for (const cause of lanes) if (cause !== effects) this.match(cause, effects)
    }
  }

  isAwaited({ steps, next }: Lane): boolean {
    const step = steps[next]
    const cause = step && this.causeOf.get(step)
    return cause !== undefined && cause.index >= cause.lane.next
  }

  /** Who sent a message is known on the node that it left. */
  completed(step: TraceStep): TraceStep {
    const cause = this.causeOf.get(step)
    const sent = cause?.lane.steps[cause.index]
    if (sent === undefined || (step.kind !== 'handled' && step.kind !== 'lost')) return step
    return { ...step, other: sent.other }
  }

  private match(cause: Lane, effects: Lane): void {
    const waiting = new Map<string, number[]>()
    cause.steps.forEach((step, index) => {
      const key = keyOfCause(step)
      if (key === undefined) return
      const queue = waiting.get(key)
      if (queue === undefined) waiting.set(key, [index])
      else queue.push(index)
    })
    for (const queue of waiting.values()) queue.reverse()
    const parents = new Map(
      cause.steps.flatMap(({ kind, path }, index) => (kind === 'spawned' ? [[path, index] as const] : [])),
    )
    for (const step of effects.steps) {
      const parent = step.kind === 'spawned' ? parents.get(parentOf(step.path)) : undefined
      if (parent !== undefined) this.causeOf.set(step, { lane: cause, index: parent })
      const key = keyOfEffect(step, cause.node)
      const index = key === undefined ? undefined : waiting.get(key)?.pop()
      if (index !== undefined) this.causeOf.set(step, { lane: cause, index })
    }
  }
}

/** What is said of a step by which its effect on another node is found. */
function keyOfCause({ kind, path, other, name, text }: TraceStep): string | undefined {
  if (kind === 'left') return JSON.stringify(['message', path, name, text])
  if (kind === 'answered') return JSON.stringify(['answer', other ?? '', name])
  return kind === 'stopped' ? JSON.stringify(['end', path]) : undefined
}

function keyOfEffect({ kind, path, other, via, name, text }: TraceStep, node: string): string | undefined {
  if (kind === 'down') return JSON.stringify(['end', other])
  if (via !== node) return undefined
  if (kind === 'handled' || kind === 'lost') return JSON.stringify(['message', path, name, text])
  return kind === 'arrived' ? JSON.stringify(['answer', path, name]) : undefined
}
