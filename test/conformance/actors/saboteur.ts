import { closeSync } from 'node:fs'
import { parentPort } from 'node:worker_threads'
import { type ActorContext, type ActorRef, defineActor } from '@troupe/core'
import type { Pingable } from './echo.ts'
import type { WatcherRef } from './watcher.ts'

export interface SaboteurProtocol extends Pingable {
  pid(): number
  exit(code: number): void
  throwLater(message: string): void
  rejectLater(message: string): void
  /** Takes all the memory that there is. */
  hoard(): void
  /** Closes the port of its thread to the program. */
  closePort(): void
  /** Closes a pipe of its process to the program. */
  closePipe(descriptor: number): void
  /** Answers, and goes into an endless loop before its node reads anything else. */
  spinSoon(): void
  /** Says so many words to a watcher. */
  speak(watcher: WatcherRef, words: number): void
}

/** Begins when what runs now has led to all that it leads to: the answer has left. */
async function computeForEver(): Promise<never> {
  for (let turn = 0; turn < 1000; turn++) await null
  for (;;);
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
  rejectLater: (message) => void Promise.reject(new Error(message)),
  hoard() {
    for (const kept: number[][] = []; ; ) kept.push(new Array<number>(10_000).fill(0.5))
  },
  closePort: () => parentPort?.close(),
  closePipe: (descriptor) => closeSync(descriptor),
  spinSoon() {
    void computeForEver()
  },
  speak(watcher, words) {
    for (let i = 0; i < words; i++) watcher.tell('say', `word ${i}`)
  },
}))

export type SaboteurRef = ActorRef<SaboteurProtocol>
