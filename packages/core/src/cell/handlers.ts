import { InvalidDefinitionError } from '../message/errors.ts'

/** What a setup returned: an object whose methods are handlers. */
export type Behavior = Readonly<Record<string, unknown>>

type Handler = (this: unknown, ...args: unknown[]) => unknown

/** What every object has: never a message, for actors shaped as classes either. */
const inherited = new Set<string>(Object.getOwnPropertyNames(Object.prototype))

/** @throws InvalidDefinitionError where `made` cannot hold handlers */
export function checkBehavior(made: unknown, definition: string): Behavior {
  if (typeof made !== 'object' || made === null) {
    throw new InvalidDefinitionError(
      `The setup of "${definition}" returned ${made === null ? 'null' : typeof made}; it must return an object with one handler for each message.`,
    )
  }
  return made as Behavior
}

/** The handler of a message, if there is one. */
export function handlerOf(behavior: Behavior, name: string): Handler | undefined {
  const handler = behavior[name]
  return typeof handler === 'function' && !inherited.has(name) ? (handler as Handler) : undefined
}

/** Whether a handler's result is a promise, or behaves like one. */
export function isThenable(result: unknown): result is PromiseLike<unknown> {
  return (
    typeof result === 'object' && result !== null && 'then' in result && typeof result.then === 'function'
  )
}
