import type { Handling } from './handling.ts'
import type { PendingAsk } from './pending-ask.ts'

/**
 * What a parent, or the system, orders an actor to do: `rest` ends its life, and leaves its ref and mailbox as they are
 * until `begin` starts the next one; `restart` is the two in one.
 */
export type Order = 'resume' | 'restart' | 'stop' | 'kill' | 'rest' | 'begin'

/** Why a child asks for its parent's decision: something was thrown, or it stopped itself and may have to come back. */
export interface Failure {
  readonly error: unknown
  /** Whether it stopped by its own will. */
  readonly normal: boolean
  /** Whether no life can follow: it could not even be sent to where it was to live. */
  readonly final?: boolean
}

/** A child, as its parent's mailbox sees it. */
export interface Offspring {
  readonly uid: number
}

/** What concerns an actor's life and not its protocol. Handled before any message. */
export type SystemMessage =
  | { readonly type: 'order'; readonly order: Order; readonly error?: unknown }
  | { readonly type: 'child-failed'; readonly child: Offspring; readonly failure: Failure }
  /** Something has come of an order to a child; `rested` is one whose life is over, where another is to begin. */
  | { readonly type: 'child-changed'; readonly rested: Offspring | undefined }
  | {
      readonly type: 'settled'
      readonly handling: Handling
      readonly failed: boolean
      readonly value: unknown
    }
  | {
      readonly type: 'set-up'
      readonly handling: Handling
      readonly failed: boolean
      readonly value: unknown
    }
  | { readonly type: 'stop-self' }
  /** It takes nothing in any more. */
  | { readonly type: 'draining' }
  /** The time is over that this life was given to end. */
  | { readonly type: 'overdue' }
  | {
      readonly type: 'pipe-failed'
      /** The life that handed the promise over; any, if not said. */
      readonly life: number | undefined
      readonly error: unknown
      readonly name: string | undefined
    }
  | { readonly type: 'answered'; readonly ask: PendingAsk; readonly failed: boolean; readonly value: unknown }

/** Sent for every actor that ends, and the same each time. */
export const stopOrder: SystemMessage = { type: 'order', order: 'stop', error: undefined }
export const stopSelf: SystemMessage = { type: 'stop-self' }
export const childEnded: SystemMessage = { type: 'child-changed', rested: undefined }
