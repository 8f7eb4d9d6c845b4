import { inspect } from 'node:util'
import { applyModel } from './model-run.ts'
import type { HistoryVerdict } from './check-history.ts'
import type { Operation, Outcome } from './operation.ts'
import type { SequentialModel } from './sequential-model.ts'

/** A verdict in words: an order that explains the history, or the first answer that nothing explains. */
export function verdictText(verdict: HistoryVerdict, model: SequentialModel): string {
  if (verdict.isLinearizable) return `Linearizable, in this order:\n${orderText(verdict.order, model)}`
  const { stuck, prefix, order } = verdict
  const state = stateAfter(order, model)
  const { outcome } = applyModel(model, state, stuck)
  const before =
    order.length === 0
      ? `At first the state is ${show(model.initial)}`
      : `The answers before it are explained by\n${orderText(order, model)}\nwhich leaves ${show(state)}`
  return [
    `Not linearizable: nothing explains why ${callText(stuck)} of "${stuck.client}" was ${outcomeText(stuck.outcome)}.`,
    timelineText(prefix, stuck),
    `${before}; there ${callText(stuck)} would be ${outcomeText(outcome)}.`,
  ].join('\n')
}

function orderText(order: readonly Operation[], model: SequentialModel): string {
  let state = model.initial
  const lines = order.map((operation) => {
    state = applyModel(model, state, operation).next
    return `  ${operation.client}: ${callText(operation)} ${outcomeText(operation.outcome)}, then ${show(state)}`
  })
  return lines.join('\n')
}

function stateAfter(order: readonly Operation[], model: SequentialModel): unknown {
  return order.reduce((state, operation) => applyModel(model, state, operation).next, model.initial)
}

/** One line for each operation, with a bar for the time that it took; `>` points at the one that is stuck. */
function timelineText(operations: readonly Operation[], stuck: Operation): string {
  const end = stuck.returned ?? Number.POSITIVE_INFINITY
  const moments = operations.flatMap(({ invoked, returned = end + 1 }) => [invoked, Math.min(returned, end + 1)])
  const columns = new Map([...new Set(moments)].sort((one, other) => one - other).map((at, index) => [at, index]))
  const column = (at: number): number => columns.get(Math.min(at, end + 1)) ?? columns.size
  const calls = operations.map((operation) => `${operation.client}: ${callText(operation)}`)
  const width = Math.max(...calls.map((call) => call.length))
  const lines = operations.map((operation, index) => {
    const from = column(operation.invoked)
    const to = column(operation.returned ?? end + 1)
    const isOpen = operation.returned === undefined || operation.returned > end
    const bar = `${' '.repeat(from)}├${'─'.repeat(Math.max(0, to - from - 1))}${isOpen ? '…' : '┤'}`
    const said = isOpen ? 'not answered yet' : outcomeText(operation.outcome)
    const mark = operation === stuck ? '>' : ' '
    return `${mark} ${(calls[index] ?? '').padEnd(width)}  ${bar.padEnd(columns.size + 1)} ${said}`
  })
  return lines.join('\n')
}

function callText({ name, args }: Operation): string {
  return `${name}(${args.map(show).join(', ')})`
}

function outcomeText(outcome: Outcome): string {
  switch (outcome.type) {
    case 'answered':
      return `answered ${show(outcome.value)}`
    case 'rejected':
      return `rejected with "${outcome.code}"`
    case 'unknown':
      return 'never answered'
  }
}

function show(value: unknown): string {
  return inspect(value, { depth: 4, breakLength: Number.POSITIVE_INFINITY })
}
