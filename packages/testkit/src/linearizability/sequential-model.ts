import type { Answer, MessageName, Payload } from '@troupe/core'

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
  readonly steps: Readonly<Record<string, (state: never, ...args: never) => readonly [unknown, unknown?]>>
}

/**
 * A model of protocol `P` with states `S`, which it must not change but replace. A step that throws a `Rejection` is
 * answered with it and changes nothing.
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
  const known = Object.entries(steps).filter((entry): entry is [string, SequentialModel['steps'][string]] =>
    isFunction(entry[1]),
  )
  return { initial, steps: Object.fromEntries(known) }
}

function isFunction(value: unknown): value is (...args: never) => unknown {
  return typeof value === 'function'
}
