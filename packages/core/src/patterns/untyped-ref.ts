import type { AnyActorRef } from '../index.ts'

/** A ref as a pattern uses it that passes messages on: which there are is the business of those at both ends. */
export interface UntypedRef extends AnyActorRef {
  tell(name: string, ...args: readonly unknown[]): boolean
  ask(name: string, ...args: readonly unknown[]): Promise<unknown>
}

/** Whether `value`, from anywhere, is the ref of an actor. */
export function isUntypedRef(value: unknown): value is UntypedRef {
  return typeof value === 'object' && value !== null && 'isActorRef' in value && value.isActorRef === true
}
