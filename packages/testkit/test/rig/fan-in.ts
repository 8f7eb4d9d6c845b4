import { type ActorContext, type ActorRef, type ActorSystem, defineActor } from '@troupe/core'

interface InboxProtocol {
  from(sender: number): void
}

const Inbox = defineActor('Inbox', (_ctx: ActorContext<InboxProtocol>) => {
  const order: number[] = []
  return { from: (sender) => void order.push(sender), [Symbol.for('troupe.state')]: () => [...order] }
})

const Sender = defineActor(
  'Sender',
  (_ctx: ActorContext<object>, inbox: ActorRef<InboxProtocol>, id: number) => {
    inbox.tell('from', id)
    return {}
  },
)

/** Senders of one message each, and one receiver that keeps the order. */
export function fanIn(senders: number) {
  return (system: ActorSystem): void => {
    const inbox = system.spawn(Inbox, [], { name: 'inbox' })
    for (let id = 0; id < senders; id++) system.spawn(Sender, [inbox, id])
  }
}

/** Senders that have a receiver each. */
export function disjointPairs(pairs: number) {
  return (system: ActorSystem): void => {
    for (let id = 0; id < pairs; id++) system.spawn(Sender, [system.spawn(Inbox), id])
  }
}
