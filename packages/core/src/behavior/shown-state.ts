/**
 * The key of a handler that shows the state of an actor to tests; `Symbol.for('troupe.state')` by another name. It is called
 * without arguments, by nobody but `@troupe/testkit`: no message has it for a name.
 *
 * @example
 * ```ts
 * import { type ActorContext, defineActor, shownState } from '@troupe/core'
 *
 * export const Counter = defineActor('Counter', (_ctx: ActorContext<{ increment(): void }>) => {
 *   let count = 0
 *   return {
 *     increment() {
 *       count++
 *     },
 *     [shownState]: () => count,
 *   }
 * })
 * ```
 */
export const shownState: unique symbol = Symbol.for('troupe.state')
