import { type ActorContext, type ActorDefinition, type ActorRef, defineActor } from '@troupe/core'
import type { DebtorRef } from './asks.ts'
import type { ChildOptions } from './family.ts'
import type { GateProtocol } from './gate.ts'
import type { JournalRef } from './journal.ts'

export interface ShopProtocol {
  note(word: string): void
  /** Stays in a handler until the gate opens. */
  hold(gate: ActorRef<GateProtocol>): void
  /** Owes the answer once another has it to give. */
  order(from: DebtorRef): string
  crash(message: string): void
  /** Spawns another shop, below this one. */
  open(label: string, options: ChildOptions): ShopRef
  /** Has those below note a word. */
  passOn(word: string): void
}

export type ShopRef = ActorRef<ShopProtocol>

/** Notes that it is about to close, and serves first whoever came before. */
export const Shop: ActorDefinition<ShopProtocol, [label: string, journal: JournalRef]> = defineActor(
  'Shop',
  (ctx: ActorContext<ShopProtocol>, label: string, journal: JournalRef) => {
    const branches: ShopRef[] = []
    const note = (word: string): void => void journal.tell('note', `${label} ${word}`)
    ctx.on('draining', () => {
      note('draining')
      // Nobody is to handle that any more.
      ctx.self.tell('note', 'too late')
    })
    ctx.on('stopping', (drain) => note(drain ? 'drained' : 'stopping'))
    ctx.on('stopped', () => note('stopped'))
    return {
      note,
      hold: async (gate) => void (await gate.with({ timeout: 60_000 }).ask('pass')),
      async order(from) {
        const reply = ctx.reply('order')
        await from.ask('keep', reply)
        return reply
      },
      crash(message) {
        throw new Error(message)
      },
      open(branch, options) {
        const ref = ctx.spawn(Shop, [branch, journal], options)
        branches.push(ref)
        return ref
      },
      passOn(word) {
        for (const branch of branches) branch.tell('note', word)
      },
    }
  },
)
