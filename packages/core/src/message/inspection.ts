import type { DeadLetter } from './dead-letter.ts'
import type { DownReason } from './down.ts'

/**
 * What an actor system does, step by step, for tools that look on: tracers, recorders, dashboards. `path` names the
 * actor that the step happened to.
 *
 * @example
 * ```ts
 * import { createSystem, type InspectionEvent } from '@troupe/core'
 *
 * const story: InspectionEvent[] = []
 * await using system = await createSystem()
 * const stop = system.inspect((event) => story.push(event))
 * stop()
 * ```
 */
export type InspectionEvent =
  | { readonly type: 'spawned'; readonly path: string; readonly definition: string }
  | {
      readonly type: 'sent'
      readonly path: string
      /** Who sent it, where that is known: an actor in its own turn. */
      readonly from: string | undefined
      readonly name: string
      readonly payload: unknown
      /** Whether it asks for an answer. */
      readonly isAsk: boolean
      /** Whether `payload` is an array of several arguments. */
      readonly isSpread: boolean
      /** The node that it has come from, where that is another one; there it was sent, which was told of there. */
      readonly via?: string | undefined
    }
  | {
      readonly type: 'handling'
      readonly path: string
      /** Who sent it, where that is known: in a test system, whose mailboxes keep what each sender has sent apart. */
      readonly from: string | undefined
      readonly name: string
      readonly payload: unknown
    }
  /** An ask was answered or rejected, at once or later. Where others gave the answer, with a reply of `ctx.reply`, `path` is who took that. */
  | {
      readonly type: 'answered'
      readonly path: string
      readonly name: string
      readonly outcome: 'value' | 'rejection'
      /** What it was answered with. */
      readonly value?: unknown
      /** Who asked, where that is known: an actor in its own turn. */
      readonly to: string | undefined
    }
  | {
      readonly type: 'failed'
      readonly path: string
      readonly name: string | undefined
      readonly error: unknown
    }
  /** An answer has come from another node, `via`, for the actor or, where `path` is empty, for code outside of actors. */
  | { readonly type: 'answer-arrived'; readonly path: string; readonly name: string; readonly via: string }
  /** The actor learns of the end of another one, which it has watched. */
  | { readonly type: 'down'; readonly path: string; readonly of: string; readonly reason: DownReason }
  | { readonly type: 'restarted'; readonly path: string }
  | { readonly type: 'stopped'; readonly path: string; readonly reason: DownReason }
  | { readonly type: 'dead-letter'; readonly path: string; readonly letter: DeadLetter }
