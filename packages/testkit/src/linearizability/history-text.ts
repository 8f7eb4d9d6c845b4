import { showValue } from '../system/shown.ts'
import type { HistoryVerdict } from './check-history.ts'
import { applyModel } from './model-run.ts'
import type { Operation, Outcome } from './operation.ts'
import type { SequentialModel } from './sequential-model.ts'

/**
 * A verdict in words: an order that explains the history, or the first answer that nothing explains.
 *
 * @example
 * ```ts
 * import { checkHistory, type Operation, sequentialModel, verdictText } from '@troupe/testkit'
 *
 * const register = sequentialModel<{ write(n: number): void; read(): number }, number>(0, {
 *   write: (_state, n) => [n],
 *   read: (state) => [state, state],
 * })
 *
 * export const explain = (operations: readonly Operation[]): string =>
 *   verdictText(checkHistory(operations, register), register)
 * ```
 */
export function verdictText(verdict: HistoryVerdict, model: SequentialModel): string {
  const { order } = verdict
  if (verdict.isLinearizable) return `Linearizable, in this order:\n${orderText(order, model)}`
  const { stuck, prefix } = verdict
  const lines = [
    `Not linearizable: nothing explains why ${callText(stuck)} of "${stuck.client}" was ${outcomeText(stuck.outcome)}.`,
    timelineText(prefix, stuck),
  ]
  if (order.length > 0) lines.push('What was known before is explained by', orderText(order, model))
  if (!order.some((operation) => isSame(operation, stuck))) {
    const state = order.reduce((before, one) => applyModel(model, before, one).next, model.initial)
    const { outcome } = applyModel(model, state, stuck)
    lines.push(`From ${showValue(state)}, ${callText(stuck)} is ${outcomeText(outcome)}.`)
  }
  return lines.join('\n')
}

function orderText(order: readonly Operation[], model: SequentialModel): string {
  let state = model.initial
  const lines = order.map((operation) => {
    const { next, outcome } = applyModel(model, state, operation)
    state = next
    return `  ${operation.client}: ${callText(operation)} is ${outcomeText(outcome)}, and leaves ${showValue(next)}`
  })
  return lines.join('\n')
}

/** Whether both are the same ask, whatever is known of its answer. */
function isSame(one: Operation, other: Operation): boolean {
  return (
    one.invoked === other.invoked &&
    one.client === other.client &&
    one.name === other.name &&
    one.args === other.args
  )
}

/** One line for each operation, with a bar for the time that it took; `>` points at the one that is stuck. */
function timelineText(operations: readonly Operation[], stuck: Operation): string {
  const moments = operations.flatMap(({ invoked, returned = invoked }) => [invoked, returned])
  const columns = [...new Set(moments)].sort((one, other) => one - other)
  const calls = operations.map((operation) => `${operation.client}: ${callText(operation)}`)
  const width = Math.max(...calls.map((call) => call.length))
  const lines = operations.map((operation, index) => {
    const from = columns.indexOf(operation.invoked)
    const { returned } = operation
    const to = returned === undefined ? columns.length : columns.indexOf(returned)
    const bar = `${' '.repeat(from)}├${'─'.repeat(to - from - 1)}${returned === undefined ? '' : '┤'}`
    const said = returned === undefined ? 'not answered yet' : outcomeText(operation.outcome)
    const mark = operation === stuck ? '>' : ' '
    return `${mark} ${(calls[index] ?? '').padEnd(width)}  ${bar.padEnd(columns.length)}  ${said}`
  })
  return lines.join('\n')
}

function callText({ name, args }: Operation): string {
  return `${name}(${args.map(showValue).join(', ')})`
}

function outcomeText(outcome: Outcome): string {
  switch (outcome.type) {
    case 'answered':
      return `answered ${showValue(outcome.value)}`
    case 'rejected':
      return `rejected with "${outcome.code}"`
    case 'unknown':
      return 'not answered'
  }
}
