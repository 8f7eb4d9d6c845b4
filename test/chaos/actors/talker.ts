import { type ActorContext, type ActorRef, defineActor } from '@troupe/core'
import type { DeskProtocol } from './desk.ts'
import type { MortalRef } from './mortal.ts'

/** What a talker knows of its talks. */
export interface TalkerReport {
  /** How many asks it has made, and how many of them have been answered, or rejected. */
  readonly asked: number
  readonly settled: number
  /** How many messages it has told each of the others, by their numbers, and heard from each. */
  readonly told: ReadonlyMap<number, number>
  readonly heard: ReadonlyMap<number, number>
  /** What came out of order. */
  readonly faults: readonly string[]
  /** How often each of its watches was told of an end. */
  readonly downs: ReadonlyMap<number, number>
}

export interface TalkerProtocol {
  /** Is passed on to the desk. */
  note(n: number): void
  /** Answers with the same number. */
  echo(n: number): number
  /** Tells another talker so much, and asks it once. */
  talk(other: TalkerRef, number: number, count: number): void
  hear(from: number, n: number): void
  watch(mortal: MortalRef, watch: number): void
  report(): TalkerReport
}

/** Talks to all others and to the desk, and keeps count. */
export const Talker = defineActor(
  'Talker',
  (
    ctx: ActorContext<TalkerProtocol & { ended(watch: number): void }>,
    number: number,
    desk: ActorRef<DeskProtocol>,
  ) => {
    const told = new Map<number, number>()
    const heard = new Map<number, number>()
    const downs = new Map<number, number>()
    const faults: string[] = []
    let asked = 0
    let settled = 0
    const settle = (): void => void settled++
    return {
      note: (n) => void desk.tell('noted', number, n),
      echo: (n) => n,
      talk(other, to, count) {
        const before = told.get(to) ?? 0
        for (let n = before; n < before + count; n++) other.tell('hear', number, n)
        told.set(to, before + count)
        asked++
        void other.with({ timeout: Infinity }).ask('echo', asked).then(settle, settle)
      },
      hear(from, n) {
        const due = heard.get(from) ?? 0
        if (n !== due) faults.push(`talker ${number} heard ${n} of talker ${from} where ${due} was due`)
        heard.set(from, due + 1)
      },
      watch(mortal, watch) {
        downs.set(watch, 0)
        ctx.watchWith(mortal, 'ended', watch)
      },
      ended: (watch) => void downs.set(watch, (downs.get(watch) ?? 0) + 1),
      report: () => ({ asked, settled, told, heard, faults, downs }),
    }
  },
)

export type TalkerRef = ActorRef<TalkerProtocol>
