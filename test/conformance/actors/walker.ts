import { type ActorContext, type ActorRef, defineActor } from '@troupe/core'
import type { GateProtocol } from './gate.ts'

export interface WalkerProtocol {
  /** Asks the first of `way` to walk the rest; answers with all the paths. */
  walk(way: readonly ActorRef<WalkerProtocol>[]): readonly string[]
  /** Asks `first`, and after its answer walks the way. */
  walkAfter(first: ActorRef<WalkerProtocol>, way: readonly ActorRef<WalkerProtocol>[]): readonly string[]
  /** Walks when the gate is open. */
  walkThrough(gate: ActorRef<GateProtocol>, way: readonly ActorRef<WalkerProtocol>[]): readonly string[]
  /** Walks without awaiting: answers at once. */
  send(way: readonly ActorRef<WalkerProtocol>[]): void
}

export type WalkerRef = ActorRef<WalkerProtocol>

async function walkOn(path: string, [next, ...rest]: readonly WalkerRef[]): Promise<readonly string[]> {
  return next === undefined ? [path] : [path, ...(await next.ask('walk', rest))]
}

function walk({ self }: ActorContext<WalkerProtocol>) {
  return {
    walk: (way: readonly WalkerRef[]) => walkOn(self.path, way),
    async walkAfter(first: WalkerRef, [next, ...rest]: readonly WalkerRef[]) {
      await first.ask('walk', [])
      return next === undefined ? [self.path] : [self.path, ...(await next.ask('walk', rest))]
    },
    async walkThrough(gate: ActorRef<GateProtocol>, way: readonly WalkerRef[]) {
      await gate.ask('pass')
      return walkOn(self.path, way)
    },
    send([next, ...rest]: readonly WalkerRef[]) {
      next?.tell('walk', rest)
    },
  }
}

export const Walker = defineActor('Walker', walk)
export const InterleavingWalker = defineActor('InterleavingWalker', walk, { interleave: ['walk'] })
