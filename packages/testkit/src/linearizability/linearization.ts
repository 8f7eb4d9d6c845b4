import { HistoryTooLargeError, InvalidHistoryError } from './errors.ts'
import { applyModel, explains } from './model-run.ts'
import type { Operation } from './operation.ts'
import type { SequentialModel } from './sequential-model.ts'
import { StateKeys } from './state-keys.ts'
import { Timeline, type TimelineEntry } from './timeline.ts'

/**
 * Looks for an order of the operations that the model explains, and that keeps to the order in time of those that do not
 * overlap. Operations without an answer are part of it where they must have taken effect. (Wing and Gong's search, with
 * Lowe's memory of the places from which there is no way: which operations have taken effect, and the state.)
 *
 * @param effort how many places may be looked at
 * @throws HistoryTooLargeError where that does not do
 */
export function linearize(
  history: readonly Operation[],
  model: SequentialModel,
  effort: number,
): readonly Operation[] | undefined {
  const timeline = new Timeline(history)
  const search = new Search(model, effort)
  let entry = timeline.first
  while (entry !== undefined && timeline.answered > 0) {
    if (entry.type === 'invoke') {
      if (search.take(entry)) {
        timeline.lift(entry)
        entry = timeline.first
      } else entry = entry.after
      continue
    }
    // This answer was there before whatever is behind it in time was asked: nothing there may come first.
    const last = search.giveBack()
    if (last === undefined) return undefined
    timeline.unlift(last)
    entry = last.after
  }
  return search.order
}

/** The operations that have taken effect, in order, and the places that need no second visit. */
class Search {
  private readonly model: SequentialModel
  private readonly taken: {
    readonly entry: TimelineEntry
    readonly stateBefore: unknown
    readonly keyBefore: string
  }[] = []
  private readonly visited = new Set<string>()
  private readonly keys = new StateKeys()
  private readonly effort: number
  private state: unknown
  private key: string
  private effects = 0n

  constructor(model: SequentialModel, effort: number) {
    this.model = model
    this.effort = effort
    this.state = model.initial
    this.key = this.keys.of(model.initial)
  }

  get order(): readonly Operation[] {
    return this.taken.map(({ entry }) => entry.operation)
  }

  /** Lets an operation take effect next, if that explains its answer and leads to a place that is new. */
  take(entry: TimelineEntry): boolean {
    const { next, outcome } = applyModel(this.model, this.state, entry.operation)
    if (this.keys.of(this.state) !== this.key) {
      throw new InvalidHistoryError(
        `The model's step "${entry.operation.name}" changed the state that it was given. It must return a new one and leave the old one as it was.`,
      )
    }
    if (!explains(outcome, entry.operation.outcome)) return false
    const effects = this.effects | (1n << BigInt(entry.index))
    const key = this.keys.of(next)
    const place = `${effects.toString(36)} ${key}`
    if (this.visited.has(place)) return false
    if (this.visited.size >= this.effort) throw new HistoryTooLargeError(this.effort)
    this.visited.add(place)
    this.taken.push({ entry, stateBefore: this.state, keyBefore: this.key })
    this.state = next
    this.key = key
    this.effects = effects
    return true
  }

  /** Takes back the last one. */
  giveBack(): TimelineEntry | undefined {
    const last = this.taken.pop()
    if (last === undefined) return undefined
    this.state = last.stateBefore
    this.key = last.keyBefore
    this.effects &= ~(1n << BigInt(last.entry.index))
    return last.entry
  }
}
