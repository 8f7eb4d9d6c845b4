import { type ActorContext, type ActorRef, defineActor, shownState } from '@troupe/core'
import type { Program } from '../../src/index.ts'
import { Incrementer, SplitCounter } from './lost-update.ts'
import { Coordinator, Participant } from './two-phase-commit.ts'

interface BankProtocol {
  pay(amount: number): number
}

const Bank = defineActor('Bank', (_ctx: ActorContext<BankProtocol>) => {
  let sum = 0
  return { pay: (amount) => (sum += amount), [shownState]: () => sum }
})

/** Asks, and watches whom it asks. */
const Payer = defineActor(
  'Payer',
  (ctx: ActorContext<{ go(): void }>, bank: ActorRef<BankProtocol>, amount: number) => {
    const notes: string[] = []
    ctx.watch(bank)
    ctx.on('down', ({ reason }) => void notes.push(reason))
    return {
      async go() {
        const paid = await bank.ask('pay', amount).catch((error) => error.code)
        notes.push(String(paid))
      },
      [shownState]: () => notes.join(),
    }
  },
)

interface EchoProtocol {
  hear(word: string): void
}

/** Spawns another one elsewhere, which says how it came to life. */
const Parent = defineActor('Parent', (ctx: ActorContext<EchoProtocol>) => {
  const heard: string[] = []
  ctx.on('child-failed', () => void heard.push('failed'))
  return {
    hear(word) {
      heard.push(word)
      if (word === 'go') ctx.spawn(Child, [ctx.self], { on: 'far', name: 'child' }).tell('hear', 'task')
    },
    [shownState]: () => heard.join(),
  }
})

const Child = defineActor('Child', (_ctx: ActorContext<EchoProtocol>, parent: ActorRef<EchoProtocol>) => {
  parent.tell('hear', 'born')
  return { hear: (word) => void parent.tell('hear', `done ${word}`) }
})

const module = { SplitCounter, Incrementer, Participant, Bank, Child }

/** A counter on another node than one of its clients, who all increment it. */
const lostUpdate: Program = async (system) => {
  await system.addNodes('far', module)
  const counter = system.spawn(SplitCounter, [], { name: 'c', on: 'far' })
  system.spawn(Incrementer, [counter], { name: 'i1' })
  system.spawn(Incrementer, [counter], { name: 'i2', on: 'far' })
}

/** One participant is on the coordinator's node. */
const twoPhaseCommit: Program = async (system) => {
  await system.addNodes('far', module)
  const near = system.spawn(Participant, [], { name: 'p1' })
  const far = system.spawn(Participant, [], { name: 'p2', on: 'far' })
  system.spawn(Coordinator, [[near, far]], { name: 'coordinator' })
}

/** Two ask one on another node, and watch it. */
const payments: Program = async (system) => {
  await system.addNodes('far', module)
  const bank = system.spawn(Bank, [], { name: 'bank', on: 'far' })
  for (const [i, name] of ['ann', 'bob'].entries()) system.spawn(Payer, [bank, 10 ** i], { name }).tell('go')
}

/** A child is born on another node, while somebody else talks to its parent. */
const birthAbroad: Program = async (system) => {
  await system.addNodes('far', module)
  const parent = system.spawn(Parent, [], { name: 'parent' })
  parent.tell('hear', 'go')
  system.spawn(Child, [parent], { name: 'other', on: 'far' }).tell('hear', 'chat')
}

/** Small protocols of two nodes. */
export const onTwoNodes: Readonly<Record<string, Program>> = {
  'a lost update': lostUpdate,
  'a two-phase commit': twoPhaseCommit,
  'asks and watches': payments,
  'a birth abroad': birthAbroad,
}
