import { closeSync } from 'node:fs'
import { parentPort } from 'node:worker_threads'
import { type ActorContext, type ActorRef, defineActor } from '@troupe/core'

export interface SaboteurProtocol {
  /** The process that this node is, or is in. */
  pid(): number
  /** Ends this node in that way. */
  suffer(kind: string): void
}

/** The descriptors of the two pipes of a process to its parent. */
const [INPUT, OUTPUT] = [3, 4]

const sufferings: Readonly<Record<string, () => void>> = {
  throw() {
    setTimeout(() => {
      throw new Error('thrown on purpose')
    })
  },
  reject() {
    void Promise.reject(new Error('rejected on purpose'))
  },
  exit: () => process.exit(3),
  memory() {
    for (const kept: number[][] = []; ; ) kept.push(new Array(200_000).fill(kept.length + 0.5))
  },
  loop() {
    for (;;);
  },
  'closed port': () => parentPort?.close(),
  'closed input': () => closeSync(INPUT),
  'closed output': () => closeSync(OUTPUT),
}

/** Ends the node that it lives on. */
export const Saboteur = defineActor('Saboteur', (_ctx: ActorContext<SaboteurProtocol>) => ({
  pid: () => process.pid,
  suffer: (kind) => sufferings[kind]?.(),
}))

export type SaboteurRef = ActorRef<SaboteurProtocol>
