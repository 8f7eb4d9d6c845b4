import { type ActorContext, type ActorRef, defineActor } from '@troupe/core'
import type { FaultyProtocol, GateProtocol } from '../actors.ts'

/** Passes asks on along a way, to whoever stands last. */
export interface ForwarderProtocol {
  /** Forwards along `way`; the last of it answers with its own path and `note`. */
  pass(way: readonly ActorRef<ForwarderProtocol>[], note: unknown): readonly [path: string, note: unknown]
  /** Forwards what `faulty` is to reject. */
  reject(faulty: ActorRef<FaultyProtocol>, message: string): void
  /** Forwards what makes `faulty` fail. */
  fail(faulty: ActorRef<FaultyProtocol>): void
  /** Forwards what `faulty` never answers. */
  never(faulty: ActorRef<FaultyProtocol>): void
  /** Forwards what `faulty` answers when the gate is open. */
  wait(faulty: ActorRef<FaultyProtocol>, gate: ActorRef<GateProtocol>): string
  /** How many of those above it has forwarded. */
  count(): number
}

export type ForwarderRef = ActorRef<ForwarderProtocol>

export const Forwarder = defineActor('Forwarder', (ctx: ActorContext<ForwarderProtocol>) => {
  let count = 0
  return {
    pass([next, ...rest], note) {
      if (next === undefined) return [ctx.self.path, note] as const
      count++
      return ctx.forward(next, 'pass', rest, note)
    },
    reject: (faulty, message) => ctx.forward(faulty, 'reject', message),
    fail: (faulty) => ctx.forward(faulty, 'fail', 'language'),
    never: (faulty) => ctx.forward(faulty, 'never'),
    wait: (faulty, gate) => ctx.forward(faulty, 'wait', gate),
    count: () => count,
  }
})
