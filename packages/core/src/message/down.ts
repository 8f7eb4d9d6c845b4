import type { AnyActorRef } from './any-actor-ref.ts'

/**
 * Why an actor ended: it was stopped or stopped itself, was killed, failed for good; or, for a watcher that comes too
 * late, there is no such actor; or its node was lost, and the actor may still be alive where only the link died.
 */
export type DownReason = 'stopped' | 'killed' | 'failed' | 'no-such-actor' | 'node-down'

/**
 * The one signal that a watch gives: the watched actor has ended.
 *
 * @example
 * ```ts
 * import { type AnyActorRef, createSystem, type Down } from '@troupe/core'
 *
 * await using system = await createSystem()
 * export async function obituary(actor: AnyActorRef): Promise<string> {
 *   const { ref, reason, error }: Down = await system.terminated(actor)
 *   return `${ref.path}: ${reason} ${error?.message ?? ''}`
 * }
 * ```
 */
export interface Down {
  readonly ref: AnyActorRef
  readonly reason: DownReason
  /** What failed, where `reason` is `failed` or `node-down` and it is known. */
  readonly error: Error | undefined
}
