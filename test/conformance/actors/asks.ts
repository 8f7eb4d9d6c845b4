import { type ActorContext, type ActorRef, defineActor, type Reply } from '@troupe/core'
import type { FaultyProtocol } from './faulty.ts'
import type { GateProtocol } from './gate.ts'
import type { JournalRef } from './journal.ts'

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

/** Works until it is told that whoever asked has given up, and says so. */
export interface LabourerProtocol {
  /** Answers when its signal has aborted, or the gate is open. */
  work(gate: ActorRef<GateProtocol>): string
  /** Asks another to work, and is not told to stop by itself. */
  delegate(other: ActorRef<LabourerProtocol>, gate: ActorRef<GateProtocol>): string
}

export type LabourerRef = ActorRef<LabourerProtocol>

/** Never, where the time to wait for it is over: only the signal is to say so. */
const passed = (gate: ActorRef<GateProtocol>): Promise<unknown> =>
  gate
    .with({ timeout: Infinity })
    .ask('pass')
    .catch(() => new Promise(() => {}))

export const Labourer = defineActor(
  'Labourer',
  (ctx: ActorContext<LabourerProtocol>, journal: JournalRef) => {
    journal.tell('note', 'begins')
    return {
      async work(gate) {
        const { abortSignal } = ctx
        const stopped = new Promise<string>((resolve) => {
          abortSignal.addEventListener('abort', () => resolve('stopped'), { once: true })
        })
        journal.tell('note', 'works')
        const why = await Promise.race([passed(gate), stopped])
        journal.tell('note', why === 'stopped' ? `stopped: ${abortSignal.reason?.code}` : 'done')
        return 'done'
      },
      delegate: (other, gate) => other.with({ timeout: 60_000 }).ask('work', gate),
    }
  },
)

/** Owes answers, and lets others give them. */
export interface DebtorProtocol {
  /** Answered by whoever is told to pay. */
  owe(): string
  /** Has each of `payers` pay the debt that is oldest. */
  payBy(payers: readonly ActorRef<DebtorProtocol>[], value: string): void
  /** Answers, and says what that led to. */
  pay(reply: Reply<string>, value: string): string
  /** Rejects, with what is no `Rejection`. */
  refuse(reply: Reply<string>, message: string): void
  keep(reply: Reply<string>): void
  /** Has `by` reject the debt that is oldest. */
  refuseBy(by: ActorRef<DebtorProtocol>, message: string): void
  /** Whether anybody waits for what it keeps. */
  keeps(): readonly boolean[]
  /** Answers when they have arrived. */
  passOn(to: ActorRef<DebtorProtocol>): void
  /** The same, and makes that one answerable. */
  entrust(to: ActorRef<DebtorProtocol>): void
  /** Pays the oldest that it keeps, and says what that led to. */
  payOldest(value: string): string
  /** Pays what it keeps. */
  payUp(value: string): void
  finish(): void
  crash(): void
}

export type DebtorRef = ActorRef<DebtorProtocol>

export const Debtor = defineActor('Debtor', (ctx: ActorContext<DebtorProtocol>) => {
  const debts: Reply<string>[] = []
  const pay = (reply: Reply<string>, value: string): string => {
    try {
      reply.answer(value)
      return 'paid'
    } catch (error) {
      return String(error instanceof Error && 'code' in error ? error.code : error)
    }
  }
  return {
    owe() {
      const reply = ctx.reply('owe')
      debts.push(reply)
      return reply
    },
    payBy(payers, value) {
      const reply = debts.shift()
      if (reply !== undefined) for (const payer of payers) payer.tell('pay', reply, value)
    },
    pay,
    refuse: (reply, message) => reply.reject(new RangeError(message)),
    refuseBy(by, message) {
      const reply = debts.shift()
      if (reply !== undefined) by.tell('refuse', reply, message)
    },
    keep: (reply) => void debts.push(reply),
    keeps: () => debts.map(({ isOpen }) => isOpen),
    async passOn(to) {
      for (const reply of debts) to.tell('keep', reply)
      await to.ask('keeps')
    },
    async entrust(to) {
      for (const reply of debts) to.tell('keep', reply.heldBy(to))
      await to.ask('keeps')
    },
    payOldest: (value) => pay(debts[0] ?? ctx.reply('payOldest'), value),
    payUp(value) {
      for (const reply of debts.splice(0)) reply.answer(value)
    },
    finish: () => ctx.stop(),
    crash() {
      throw new Error('bankrupt')
    },
  }
})
