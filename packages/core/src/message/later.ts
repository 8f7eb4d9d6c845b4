declare const answerType: unique symbol

/**
 * What a handler returns in place of its answer where somebody else gives it: see `ctx.forward`. `T` is what the asker
 * will be answered with.
 *
 * @example
 * ```ts
 * import { type ActorContext, type ActorRef, defineActor, type Later } from '@troupe/core'
 *
 * interface Sums {
 *   sum(a: number, b: number): number
 * }
 *
 * export const Desk = defineActor('Desk', (ctx: ActorContext<Sums>, worker: ActorRef<Sums>) => ({
 *   sum: (a, b): Later<number> => ctx.forward(worker, 'sum', a, b),
 * }))
 * ```
 */
export interface Later<out T> {
  readonly [answerType]?: T
  /** Marks such values for the compiler; what a handler returns is not looked at once its answer is given elsewhere. */
  readonly isLater: true
}

/** The one value of {@link Later}. */
export const later: Later<never> = Object.freeze({ isLater: true })
