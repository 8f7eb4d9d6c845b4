import { type ActorContext, type ActorRef, defineActor } from '@troupe/core'

export interface AcceptorProtocol {
  prepare(ballot: number, by: ActorRef<ProposerProtocol>): void
  accept(ballot: number, value: string, by: ActorRef<ProposerProtocol>): void
}

export interface ProposerProtocol {
  promise(ballot: number, acceptedIn: number, value: string): void
  accepted(ballot: number): void
}

export const Acceptor = defineActor('Acceptor', (_ctx: ActorContext<AcceptorProtocol>) => {
  let promised = 0
  let acceptedIn = 0
  let value = ''
  return {
    prepare(ballot, by) {
      if (ballot <= promised) return
      promised = ballot
      by.tell('promise', ballot, acceptedIn, value)
    },
    accept(ballot, proposed, by) {
      if (ballot < promised) return
      promised = ballot
      acceptedIn = ballot
      value = proposed
      by.tell('accepted', ballot)
    },
    [Symbol.for('troupe.state')]: () => ({ promised, acceptedIn, value }),
  }
})

/** Proposes a value in one ballot, or what it hears may have been chosen before. (Lamport, for one decision.) */
export const Proposer = defineActor(
  'Proposer',
  (
    ctx: ActorContext<ProposerProtocol>,
    ballot: number,
    wish: string,
    acceptors: readonly ActorRef<AcceptorProtocol>[],
    quorum: number,
  ) => {
    let promises = 0
    let accepts = 0
    let latest = 0
    let value = wish
    let chosen: string | undefined
    for (const acceptor of acceptors) acceptor.tell('prepare', ballot, ctx.self)
    return {
      promise(_ballot, acceptedIn, accepted) {
        if (acceptedIn > latest) {
          latest = acceptedIn
          value = accepted
        }
        promises++
        if (promises !== quorum) return
        for (const acceptor of acceptors) acceptor.tell('accept', ballot, value, ctx.self)
      },
      accepted() {
        accepts++
        if (accepts === quorum) chosen = value
      },
      [Symbol.for('troupe.state')]: () => chosen,
    }
  },
)
