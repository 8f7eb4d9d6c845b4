import { TroupeError } from '@troupe/core'
import { isRejection } from '@troupe/core/internal'
import { equals } from '../system/equality.ts'
import { InvalidHistoryError } from './errors.ts'
import type { Operation, Outcome } from './operation.ts'
import type { SequentialModel } from './sequential-model.ts'

/** What a model makes of one operation. */
export interface ModelStep {
  readonly next: unknown
  readonly outcome: Outcome
}

/** @throws InvalidHistoryError where the model has no such step */
export function applyModel(model: SequentialModel, state: unknown, operation: Operation): ModelStep {
  const step = Object.hasOwn(model.steps, operation.name) ? model.steps[operation.name] : undefined
  if (step === undefined) {
    throw new InvalidHistoryError(
      `The model says nothing of "${operation.name}": it knows ${Object.keys(model.steps).join(', ') || 'no message'}.`,
    )
  }
  try {
    // The history, not the compiler, says which arguments belong to which state.
    const result: unknown = Reflect.apply(step, undefined, [state, ...operation.args])
    if (!Array.isArray(result)) throw new InvalidHistoryError(notAStep(operation.name, result))
    const [next, value]: readonly unknown[] = result
    return { next, outcome: { type: 'answered', value } }
  } catch (error) {
    if (!isRejection(error)) throw error
    return { next: state, outcome: { type: 'rejected', code: codeOf(error) } }
  }
}

/** Whether a model's outcome explains what was seen. */
export function explains(expected: Outcome, seen: Outcome): boolean {
  return seen.type === 'unknown' || equals(seen, expected)
}

function notAStep(name: string, result: unknown): string {
  return `The model's step "${name}" must return an array of the next state and the answer, at once, not ${String(result)}.`
}

/** The code of a rejection, from whichever copy of the package. */
export function codeOf(error: Error): string {
  return error instanceof TroupeError ? error.code : error.name
}
