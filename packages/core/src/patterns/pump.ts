import {
  type ActorRef,
  type ActorSystem,
  ActorTerminatedError,
  InvalidNameError,
  InvalidOptionError,
  type MessageName,
  type Payload,
} from '../index.ts'
import { Interruption } from './interruption.ts'
import { checkOptions } from './limits.ts'
import { requireRef } from './untyped-ref.ts'

/**
 * How a pump is ended before its source is.
 *
 * @example
 * ```ts
 * import type { PumpOptions } from '@troupe/core/patterns'
 *
 * export const forASecond: PumpOptions = { signal: AbortSignal.timeout(1000) }
 * ```
 */
export interface PumpOptions {
  /** Ends the pump when it aborts: it rejects with the signal's reason. */
  readonly signal?: AbortSignal
}

/** What can be read item by item: an array, a generator, a Node `Readable`, the lines of a file. */
export type Source<T> = AsyncIterable<T> | Iterable<T>

/**
 * Sends an actor what a source holds, item by item, each as the one argument of the message `name`. It reads no faster than
 * the actor handles: when `tell` returns `false`, nothing is read until `ready()` resolves. So the source is held back in
 * turn, be it a file or a socket, and memory stays bounded.
 *
 * However the pump ends, the source is closed.
 *
 * @param system knows when the actor ends
 * @returns how many items were sent; the last of them may still wait in the mailbox
 * @throws InvalidOptionError, InvalidNameError for what is no ref, no source or no message, before anything is read;
 * ActorTerminatedError when the actor ends before the source does; the signal's reason; whatever the source throws,
 * or `tell` does for an item that cannot be sent
 *
 * @example
 * ```ts
 * import { type ActorContext, createSystem, defineActor } from '@troupe/core'
 * import { pump } from '@troupe/core/patterns'
 *
 * const Sum = defineActor('Sum', (_ctx: ActorContext<{ add(by: number): void; total(): number }>) => {
 *   let total = 0
 *   return { add: (by) => void (total += by), total: () => total }
 * })
 * await using system = await createSystem()
 * const sum = system.spawn(Sum)
 * console.log(await pump(system, [1, 2, 3], sum, 'add'), await sum.ask('total')) // 3 6
 * ```
 */
export async function pump<P, K extends MessageName<P>>(
  system: Pick<ActorSystem, 'terminated'>,
  source: Source<Payload<P, K> extends [infer T] ? T : never>,
  ref: ActorRef<P>,
  name: K,
  options: PumpOptions = {},
): Promise<number> {
  const target = requireRef(ref, 'Where a pump leads')
  if (typeof name !== 'string')
    throw new InvalidNameError(`The name of a message must be a string, not ${typeof name}.`)
  const { signal } = checkOptions('pump', options)
  if (signal !== undefined && typeof signal.aborted !== 'boolean')
    throw new InvalidOptionError('The signal of a pump must be an AbortSignal.')
  const items = iterate(source)
  const over = new AbortController()
  const ended = system.terminated(ref, { signal: over.signal })
  const interruption = new Interruption(signal)
  void ended.then(
    ({ error }) => {
      const why = `${ref.path} has ended, and its source had more for it.`
      interruption.interrupt(new ActorTerminatedError(why, { cause: error }))
    },
    // The pump is over, and waits for nobody's end.
    () => {},
  )
  let sent = 0
  try {
    for (;;) {
      const next = await interruption.unless(items.next())
      if (next.done) return sent
      const isWide = target.tell(name, next.value)
      sent++
      if (!isWide) await interruption.unless(target.ready())
    }
  } finally {
    interruption.forget()
    over.abort()
    close(source, items)
  }
}

function iterate(source: unknown): AsyncIterator<unknown> | Iterator<unknown> {
  const begin = functionOf(source, Symbol.asyncIterator) ?? functionOf(source, Symbol.iterator)
  const items: unknown = begin?.()
  if (isIterator(items)) return items
  throw new InvalidOptionError('A pump needs a source that can be read item by item: an array, a stream.')
}

function isIterator(items: unknown): items is AsyncIterator<unknown> | Iterator<unknown> {
  return functionOf(items, 'next') !== undefined
}

/** A method of any value, if it has that one. */
function functionOf(value: unknown, name: string | symbol): ((...args: unknown[]) => unknown) | undefined {
  const method: unknown = value === undefined || value === null ? undefined : Reflect.get(Object(value), name)
  return typeof method === 'function' ? (...args) => Reflect.apply(method, value, args) : undefined
}

/** Not awaited: a generator that is in the middle of a step closes when that is over, and that may be never. */
function close(source: unknown, items: AsyncIterator<unknown> | Iterator<unknown>): void {
  void quietly(() => items.return?.())
  // A stream that waits for its next bytes does not look at `return`.
  void quietly(functionOf(source, Symbol.asyncDispose))
}

/** What fails when all is over changes nothing of what came of it. */
async function quietly(close: (() => unknown) | undefined): Promise<void> {
  try {
    await close?.()
  } catch {
    // The pump has said already how it ended.
  }
}
