import { InvalidOptionError } from '@troupe/core'
import { AskHistory } from '../linearizability/ask-history.ts'
import { checkHistory } from '../linearizability/check-history.ts'
import { verdictText } from '../linearizability/history-text.ts'
import type { Operation } from '../linearizability/operation.ts'
import type { SequentialModel } from '../linearizability/sequential-model.ts'
import type { ProtocolRun } from '../protocol/protocol-run.ts'
import { equals } from '../system/equality.ts'
import type { Probe } from '../system/probe.ts'
import { show, showValue } from '../system/shown.ts'

/** How many messages a failure tells of: the last ones. */
const MOST_SHOWN = 10

/** What a matcher says. */
export interface MatcherResult {
  readonly pass: boolean
  /** Says what is wrong: that it does not match, or, where `.not` was asked for, that it does. */
  readonly message: () => string
}

/** Whether a probe was sent a message; with arguments, one with these. */
export function hasReceived(
  probe: Pick<Probe<never>, 'received'>,
  name: string,
  args: readonly unknown[],
): MatcherResult {
  const { received } = checked('toHaveReceived', 'a probe', probe, 'received')
  const pass = received.some((one) => one.name === name && (args.length === 0 || equals(one.args, args)))
  const wanted = args.length === 0 ? `"${name}"` : show(name, args)
  const shown = received.slice(-MOST_SHOWN).map((one) => show(one.name, one.args))
  const all = [...(received.length > MOST_SHOWN ? ['…'] : []), ...shown].join(', ') || 'nothing'
  return {
    pass,
    message: () => `The probe was ${pass ? 'not ' : ''}to receive ${wanted}, and has received ${all}.`,
  }
}

/** Whether a model explains a history of asks. */
export function isLinearizable(
  history: AskHistory | readonly Operation[],
  model: SequentialModel,
): MatcherResult {
  const verdict = checkHistory(history instanceof AskHistory ? history.operations : history, model)
  return { pass: verdict.isLinearizable, message: () => verdictText(verdict, model) }
}

/** Whether a run has followed its protocol to the end. */
export function followsProtocol(run: Pick<ProtocolRun, 'finish'>): MatcherResult {
  const violations = checked('toFollowItsProtocol', 'what followProtocol returns', run, 'finish').finish()
  const said = violations.map(({ text }) => text).join('\n\n')
  return {
    pass: violations.length === 0,
    message: () => said || 'The run was not to follow its protocol, and it did.',
  }
}

/** @throws InvalidOptionError where a matcher was given what it cannot look at */
function checked<T extends object>(matcher: string, wanted: string, value: T, key: keyof T): T {
  if (typeof value === 'object' && value !== null && key in value) return value
  throw new InvalidOptionError(`${matcher} looks at ${wanted}, and was given ${showValue(value)}.`)
}
