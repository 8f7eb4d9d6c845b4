import { type Answer, InvalidOptionError, type MessageName, type Payload } from '@troupe/core'
import { showValue } from '../system/shown.ts'
import { InvalidHistoryError } from './errors.ts'

type Step<S, A extends readonly unknown[], R> = (
  state: S,
  ...args: A
) => [R] extends [void] ? readonly [next: S, answer?: R] : readonly [next: S, answer: R]

/** What each message does to the state, and what it is answered, if messages are handled one at a time. */
export type SequentialSteps<P, S> = {
  readonly [K in MessageName<P>]?: Step<S, Payload<P, K>, Answer<P, K>>
}

/** What an actor, or a number of them that pass for one, promises to behave like. */
export interface SequentialModel {
  readonly initial: unknown
  /** For each message: from a state and its arguments to the next state and the answer. */
  readonly steps: Readonly<Record<string, (state: never, ...args: never) => readonly [unknown, unknown?]>>
}

/**
 * A model of protocol `P` with states `S`, which it must not change but replace. A step that throws a `Rejection` is
 * answered with it and changes nothing.
 *
 * @throws InvalidOptionError for steps that are no functions
 *
 * @example
 * ```ts
 * import { sequentialModel } from '@troupe/testkit'
 *
 * interface RegisterProtocol {
 *   write(value: number): void
 *   read(): number
 * }
 *
 * export const register = sequentialModel<RegisterProtocol, number>(0, {
 *   write: (_state, value) => [value],
 *   read: (state) => [state, state],
 * })
 * ```
 */
export function sequentialModel<P, S>(initial: S, steps: SequentialSteps<P, S>): SequentialModel {
  if (typeof steps !== 'object' || steps === null)
    throw new InvalidOptionError(
      `sequentialModel needs its steps second: an object with a function for each message, not ${showValue(steps)}.`,
    )
  const known = Object.entries(steps).filter((entry): entry is [string, SequentialModel['steps'][string]] =>
    isStep(...entry),
  )
  return { initial, steps: Object.fromEntries(known) }
}

function isStep(name: string, step: unknown): boolean {
  if (step === undefined || typeof step === 'function') return step !== undefined
  throw new InvalidOptionError(
    `The step "${name}" of a model has to be a function of the state, which returns [next] or [next, answer], not ${showValue(step)}.`,
  )
}

/** @throws InvalidHistoryError for what no history can be compared with */
export function checkModel(model: unknown): void {
  if (typeof model === 'object' && model !== null && 'steps' in model && typeof model.steps === 'object')
    return
  throw new InvalidHistoryError(
    `A history is compared with a model, as sequentialModel makes one, not with ${showValue(model)}.`,
  )
}
