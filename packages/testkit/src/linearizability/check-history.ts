import { canonical } from '../world/canonical.ts'
import { InvalidHistoryError } from './errors.ts'
import { applyModel, explains } from './model-run.ts'
import type { Operation } from './operation.ts'
import type { SequentialModel } from './sequential-model.ts'
import { Timeline, type TimelineEntry } from './timeline.ts'

/** Whether a history can be explained. */
export type HistoryVerdict =
  | {
      readonly isLinearizable: true
      /** One order that explains it. Asks without an answer are part of it only where they must have taken effect. */
      readonly order: readonly Operation[]
    }
  | {
      readonly isLinearizable: false
      /** The first operation, in the order of the answers, whose answer nothing explains. */
      readonly stuck: Operation
      /** What had been asked before that answer came: already these have no order that explains them. */
      readonly prefix: readonly Operation[]
      /** An order that explains all answers before that one. */
      readonly order: readonly Operation[]
    }

interface Chosen {
  readonly entry: TimelineEntry
  readonly stateBefore: unknown
}

/**
 * Looks for an order of the operations that the model explains, and that keeps to the order in time of those that do not
 * overlap. (Wing and Gong's search, with Lowe's memory of the places from which there is no way: a set of operations that
 * have taken effect, and a state.)
 *
 * @throws InvalidHistoryError for an ask that returned before it began, or a message of which the model says nothing
 */
export function checkHistory(history: readonly Operation[], model: SequentialModel): HistoryVerdict {
  for (const operation of history) checkTimes(operation)
  const timeline = new Timeline(history)
  const chosen: Chosen[] = []
  const seen = new Set<string>()
  let state = model.initial
  let effects = 0n
  let stuck: TimelineEntry | undefined
  let order: readonly Operation[] = []
  let entry = timeline.first
  while (timeline.unanswered > 0) {
    if (entry?.type === 'invoke') {
      const { operation } = entry
      const step = applyModel(model, state, operation)
      const effectsThen = effects | (1n << BigInt(entry.index))
      if (explains(step.outcome, operation.outcome) && isNew(seen, effectsThen, step.next)) {
        chosen.push({ entry, stateBefore: state })
        state = step.next
        effects = effectsThen
        timeline.lift(entry)
        entry = timeline.first
      } else entry = entry.after
      continue
    }
    // Every answer was seen before whatever is behind it in time was asked: nothing there may come first.
    if (entry !== undefined && (stuck === undefined || entry.at > stuck.at)) {
      stuck = entry
      order = chosen.map((one) => one.entry.operation)
    }
    const last = chosen.pop()
    if (last === undefined) return notLinearizable(history, stuck, order)
    state = last.stateBefore
    effects &= ~(1n << BigInt(last.entry.index))
    timeline.unlift(last.entry)
    entry = last.entry.after
  }
  return { isLinearizable: true, order: chosen.map((one) => one.entry.operation) }
}

function notLinearizable(
  history: readonly Operation[],
  stuck: TimelineEntry | undefined,
  order: readonly Operation[],
): HistoryVerdict {
  if (stuck === undefined) return { isLinearizable: true, order }
  const prefix = history.filter(({ invoked }) => invoked < stuck.at)
  return { isLinearizable: false, stuck: stuck.operation, prefix, order }
}

function isNew(seen: Set<string>, effects: bigint, state: unknown): boolean {
  const key = `${effects.toString(36)} ${canonical(state)}`
  if (seen.has(key)) return false
  seen.add(key)
  return true
}

function checkTimes({ client, name, invoked, returned, outcome }: Operation): void {
  if (returned !== undefined && returned <= invoked)
    throw new InvalidHistoryError(`"${name}" of "${client}" returned before it was asked.`)
  if ((returned === undefined) !== (outcome.type === 'unknown')) {
    throw new InvalidHistoryError(
      `"${name}" of "${client}" must have either a time of its return and an outcome, or neither.`,
    )
  }
}
