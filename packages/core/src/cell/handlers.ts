import { otherwise } from '../behavior/proxy.ts'
import { InvalidDefinitionError } from '../message/errors.ts'

/** What a setup returned: an object whose methods are handlers. */
export type Behavior = Readonly<Record<string, unknown>> & { readonly [otherwise]?: unknown }

/** The handlers of an actor whose setup has not returned any yet. */
export const noBehavior: Behavior = {}

type Handler = (this: unknown, ...args: unknown[]) => unknown

/** What every object has: never a message, for actors shaped as classes either. */
const inherited = new Set<string>(Object.getOwnPropertyNames(Object.prototype))
/** To look into the set costs as much as all else that finds a handler, and most names are shorter than any in it. */
const SHORTEST_INHERITED = Math.min(...Array.from(inherited, ({ length }) => length))

/** @throws InvalidDefinitionError where `made` cannot hold handlers */
export function checkBehavior(made: unknown, definition: string): Behavior {
  if (typeof made !== 'object' || made === null) {
    throw new InvalidDefinitionError(
      `The setup of "${definition}" returned ${made === null ? 'null' : typeof made}; it must return an object with one handler for each message.`,
    )
  }
  return made as Behavior
}

/** The handler of a message, if there is one: its own, or that of a proxy for all that have none. */
export function handlerOf(behavior: Behavior, name: string): Handler | undefined {
  const handler = behavior[name]
  return typeof handler === 'function' && (name.length < SHORTEST_INHERITED || !inherited.has(name))
    ? (handler as Handler)
    : catchAll(behavior, name)
}

function catchAll(behavior: Behavior, name: string): Handler | undefined {
  const handler = behavior[otherwise]
  if (typeof handler !== 'function') return undefined
  // A message without arguments lies in the mailbox with `undefined` as its one argument.
  return (...args) =>
    handler.call(behavior, name, ...(args.length === 1 && args[0] === undefined ? [] : args))
}

/** Whether a handler's result is a promise, or behaves like one. */
export function isThenable(result: unknown): result is PromiseLike<unknown> {
  return (
    typeof result === 'object' && result !== null && 'then' in result && typeof result.then === 'function'
  )
}
