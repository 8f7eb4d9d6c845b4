import { type ActorContext, type ActorRef, defineActor, Rejection } from '@troupe/core'
import type { Pingable } from './echo.ts'
import type { GateProtocol } from './gate.ts'

export type FailureKind = 'rejection' | 'coded' | 'language' | 'string'

export interface FaultyProtocol extends Pingable {
  reject(message: string): void
  returnRejection(message: string): void
  fail(kind: FailureKind): void
  never(): void
  /** Answers when it is let go. */
  wait(gate: ActorRef<GateProtocol>): string
  answerWith(what: 'function' | 'nothing'): unknown
}

class Overdrawn extends Rejection {
  readonly missing: number
  constructor(message: string, missing: number) {
    super(message, { code: 'overdrawn', cause: new TypeError('the cause') })
    this.missing = missing
  }
}

function failure(kind: FailureKind): unknown {
  if (kind === 'string') return 'just words'
  if (kind === 'language') return new RangeError('out of range')
  return Object.assign(new Error('disk full', { cause: new Error('no inode left') }), {
    code: 'ENOSPC',
    disk: { free: 0n },
  })
}

export const Faulty = defineActor('Faulty', (_ctx: ActorContext<FaultyProtocol>) => ({
  reject(message) {
    throw new Overdrawn(message, 17)
  },
  returnRejection: (message) => new Rejection(message),
  fail(kind) {
    throw failure(kind)
  },
  never: () => new Promise<void>(() => {}),
  ping: () => {},
  async wait(gate) {
    await gate.with({ timeout: 60_000 }).ask('pass')
    return 'late'
  },
  answerWith: (what) => (what === 'function' ? () => {} : undefined),
}))
