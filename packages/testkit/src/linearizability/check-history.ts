import { OptionCheck } from '../options/option-check.ts'
import { showValue } from '../system/shown.ts'
import { InvalidHistoryError } from './errors.ts'
import { linearize } from './linearization.ts'
import type { Operation } from './operation.ts'
import { checkModel, type SequentialModel } from './sequential-model.ts'

/** Whether a history can be explained. */
export type HistoryVerdict =
  | {
      readonly isLinearizable: true
      /** One order that explains it. Asks without an answer are part of it only where they must have taken effect. */
      readonly order: readonly Operation[]
    }
  | {
      readonly isLinearizable: false
      /** The first answer that nothing explains, whatever may be answered later. */
      readonly stuck: Operation
      /** What was known when that answer came: already this has no order that explains it. */
      readonly prefix: readonly Operation[]
      /** An order that explains what was known just before. */
      readonly order: readonly Operation[]
    }

/** How far a check goes. */
export interface CheckHistoryOptions {
  /** How many places may be looked at in the search for an order; 200,000 unless said, which takes some seconds. */
  readonly effort?: number
}

const EFFORT = 200_000

const check = new OptionCheck('checkHistory')

/**
 * Says whether a history of asks could be one of an actor that handles them one at a time, each between its ask and its
 * answer, and answers as the model does.
 *
 * @throws InvalidHistoryError for an ask that returned before it began, a message of which the model says nothing, or a
 * model that changes its states instead of making new ones
 * @throws InvalidOptionError for an effort that is no whole number of at least 1
 * @throws HistoryTooLargeError where so many asks overlap that the search is given up
 *
 * @example
 * ```ts
 * import { checkHistory, type Operation, sequentialModel, verdictText } from '@troupe/testkit'
 *
 * const counter = sequentialModel<{ next(): number }, number>(0, { next: (state) => [state + 1, state + 1] })
 * const twice = ['a', 'b'].map((client): Operation => {
 *   return { client, name: 'next', args: [], invoked: 1, returned: 2, outcome: { type: 'answered', value: 1 } }
 * })
 * console.log(verdictText(checkHistory(twice, counter), counter))
 * ```
 */
export function checkHistory(
  history: readonly Operation[],
  model: SequentialModel,
  options: CheckHistoryOptions = {},
): HistoryVerdict {
  check.names('', options, ['effort'])
  const effort = check.count('effort', options.effort ?? EFFORT, 1)
  checkModel(model)
  if (!Array.isArray(history))
    throw new InvalidHistoryError(
      `A history is an array of operations, as the operations of an AskHistory, not ${showValue(history)}.`,
    )
  for (const operation of history) checkTimes(operation)
  const order = linearize(history, model, effort)
  if (order !== undefined) return { isLinearizable: true, order }
  const answers = history
    .filter(({ returned }) => returned !== undefined)
    .sort((one, other) => timeOf(one) - timeOf(other))
  const count = firstUnexplained(answers.length, (known) =>
    linearize(knownAfter(history, answers, known), model, effort),
  )
  const stuck = answers[count - 1]
  // A history without answers is explained by the empty order.
  if (stuck === undefined) return { isLinearizable: true, order: [] }
  const prefix = knownAfter(history, answers, count)
  const before = prefix.map((operation) => (operation === stuck ? unanswered(operation) : operation))
  return { isLinearizable: false, stuck, prefix, order: linearize(before, model, effort) ?? [] }
}

/** The smallest number of answers that has no explanation: with more answers it is never explained again. */
function firstUnexplained(all: number, explain: (known: number) => unknown): number {
  let explained = 0
  let unexplained = all
  while (unexplained - explained > 1) {
    const middle = (explained + unexplained) >> 1
    if (explain(middle) === undefined) unexplained = middle
    else explained = middle
  }
  return unexplained
}

/** What is known of a history when the first `count` answers have come. */
function knownAfter(
  history: readonly Operation[],
  answers: readonly Operation[],
  count: number,
): readonly Operation[] {
  const known = new Set(answers.slice(0, count))
  const moment = timeOf(answers[count - 1])
  return history
    .filter(({ invoked }) => invoked <= moment)
    .map((operation) => (known.has(operation) ? operation : unanswered(operation)))
}

function unanswered(operation: Operation): Operation {
  return { ...operation, returned: undefined, outcome: { type: 'unknown' } }
}

function timeOf(operation: Operation | undefined): number {
  return operation?.returned ?? Number.NEGATIVE_INFINITY
}

function checkTimes({ client, name, invoked, returned, outcome }: Operation): void {
  if (!Number.isFinite(invoked) || (returned !== undefined && !Number.isFinite(returned)))
    throw new InvalidHistoryError(
      `"${name}" of "${client}" must say when it was asked and answered, as numbers.`,
    )
  if (returned !== undefined && returned <= invoked)
    throw new InvalidHistoryError(`"${name}" of "${client}" returned before it was asked.`)
  if ((returned === undefined) !== (outcome.type === 'unknown')) {
    throw new InvalidHistoryError(
      `"${name}" of "${client}" must have either a time of its return and an outcome, or neither.`,
    )
  }
}
