import type { AnyActorRef } from '../../src/index.ts'
import { isUntypedRef, type UntypedRef } from '../../src/patterns/untyped-ref.ts'

/** A ref as JavaScript sees it, which no compiler keeps from sending what it likes. */
export function unchecked(ref: AnyActorRef): UntypedRef {
  const value: unknown = ref
  if (isUntypedRef(value)) return value
  throw new Error('This is no ref.')
}
