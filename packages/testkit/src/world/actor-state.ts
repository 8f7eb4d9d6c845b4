import { shownState } from '@troupe/core'
import type { Cell } from '@troupe/core/internal'
import { NoStateError } from './errors.ts'

/**
 * What an actor shows of its state.
 *
 * @throws NoStateError
 */
export function stateOf(cell: Cell, path: string): unknown {
  const { behavior } = cell
  const shown = Reflect.get(behavior, shownState)
  if (typeof shown === 'function') return shown.call(behavior)
  const fields = Object.entries(behavior).filter(([, value]) => typeof value !== 'function')
  if (fields.length > 0) return Object.fromEntries(fields)
  throw new NoStateError(
    `${path} does not show its state: add [shownState]: () => ..., of @troupe/core, to the handlers that its setup returns.`,
  )
}

/** Whether an actor shows its state. */
export function showsState({ behavior }: Cell): boolean {
  return shownState in behavior || Object.values(behavior).some((value) => typeof value !== 'function')
}
