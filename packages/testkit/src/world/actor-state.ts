import type { Cell } from '@troupe/core/internal'
import { NoStateError } from './errors.ts'

const STATE: unique symbol = Symbol.for('troupe.state')

/**
 * What an actor shows of its state.
 *
 * @throws NoStateError
 */
export function stateOf(cell: Cell, path: string): unknown {
  const { behavior } = cell
  const shown = Reflect.get(behavior, STATE)
  if (typeof shown === 'function') return shown.call(behavior)
  const fields = Object.entries(behavior).filter(([, value]) => typeof value !== 'function')
  if (fields.length > 0) return Object.fromEntries(fields)
  throw new NoStateError(
    `${path} does not show its state: add [Symbol.for('troupe.state')]: () => ... to the handlers that its setup returns.`,
  )
}

/** Whether an actor shows its state. */
export function showsState({ behavior }: Cell): boolean {
  return STATE in behavior || Object.values(behavior).some((value) => typeof value !== 'function')
}
