import type { Operation } from './operation.ts'

/** The moment at which an operation was asked or answered; part of a list in the order of time. */
export interface TimelineEntry {
  readonly type: 'invoke' | 'return'
  readonly at: number
  /** Which of the operations it belongs to. */
  readonly index: number
  readonly operation: Operation
  before: TimelineEntry | undefined
  after: TimelineEntry | undefined
}

/** All moments of a history but those of the operations that have been lifted out. */
export class Timeline {
  /** How many operations with an answer are in it. */
  answered = 0
  private head: TimelineEntry | undefined = undefined
  private readonly returns: (TimelineEntry | undefined)[]

  constructor(history: readonly Operation[]) {
    const returns = history.map((operation, index) => entryOf('return', operation, index))
    const invokes = history.map((operation, index) => entryOf('invoke', operation, index))
    this.returns = returns
    this.answered = returns.filter((entry) => entry !== undefined).length
    const entries = [...invokes, ...returns].filter((entry) => entry !== undefined)
    // Of an ask and an answer at one moment the ask is first: they overlap.
    entries.sort((one, other) => one.at - other.at || (one.type === 'invoke' ? -1 : 1))
    entries.forEach((entry, index) => {
      entry.before = entries[index - 1]
      entry.after = entries[index + 1]
    })
    this.head = entries[0]
  }

  get first(): TimelineEntry | undefined {
    return this.head
  }

  /** Takes an operation out, given the moment it was asked. */
  lift(invoke: TimelineEntry): void {
    this.unlink(invoke)
    const answer = this.returns[invoke.index]
    if (answer === undefined) return
    this.unlink(answer)
    this.answered--
  }

  /** Puts back the operation that was lifted last. */
  unlift(invoke: TimelineEntry): void {
    const answer = this.returns[invoke.index]
    if (answer !== undefined) {
      this.link(answer)
      this.answered++
    }
    this.link(invoke)
  }

  private unlink(entry: TimelineEntry): void {
    if (entry.before === undefined) this.head = entry.after
    else entry.before.after = entry.after
    if (entry.after !== undefined) entry.after.before = entry.before
  }

  private link(entry: TimelineEntry): void {
    if (entry.before === undefined) this.head = entry
    else entry.before.after = entry
    if (entry.after !== undefined) entry.after.before = entry
  }
}

function entryOf(type: 'invoke' | 'return', operation: Operation, index: number): TimelineEntry | undefined {
  const at = type === 'invoke' ? operation.invoked : operation.returned
  if (at === undefined) return undefined
  return { type, at, index, operation, before: undefined, after: undefined }
}
