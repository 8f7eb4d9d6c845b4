import { type ActorContext, type ActorRef, defineActor } from '@troupe/core'
import type { Pingable } from './echo.ts'
import type { GateProtocol } from './gate.ts'
import type { WatcherRef } from './watcher.ts'

export interface SaboteurProtocol extends Pingable {
  pid(): number
  exit(code: number): void
  throwLater(message: string): void
  /** Goes through the gate into an endless loop. */
  spin(gate: ActorRef<GateProtocol>): void
  /** Goes into an endless loop. */
  spinNow(): void
  /** Says so many words to a watcher. */
  speak(watcher: WatcherRef, words: number): void
}

/** Ends the node that it lives on. */
export const Saboteur = defineActor('Saboteur', (_ctx: ActorContext<SaboteurProtocol>) => ({
  pid: () => process.pid,
  ping: () => {},
  exit: (code) => process.exit(code),
  throwLater(message) {
    setTimeout(() => {
      throw new Error(message)
    })
  },
  async spin(gate) {
    await gate.ask('pass')
    for (;;);
  },
  spinNow() {
    for (;;);
  },
  speak(watcher, words) {
    for (let i = 0; i < words; i++) watcher.tell('say', `word ${i}`)
  },
}))

export type SaboteurRef = ActorRef<SaboteurProtocol>
