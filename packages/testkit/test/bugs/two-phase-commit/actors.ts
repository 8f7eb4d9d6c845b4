import { type ActorContext, type ActorRef, defineActor } from '@troupe/core'

export type Decision = 'commit' | 'abort'

export interface CoordinatorProtocol {
  yes(): void
  decided(decision: Decision): void
}

export interface ParticipantProtocol {
  prepare(coordinator: ActorRef<CoordinatorProtocol>): void
  decided(decision: Decision): void
}

export interface DecisionLogProtocol {
  decide(decision: Decision, by: ActorRef<Pick<CoordinatorProtocol, 'decided'>>): void
}

/** Keeps the first decision, and tells everybody who comes later. */
export const DecisionLog = defineActor('DecisionLog', (_ctx: ActorContext<DecisionLogProtocol>) => {
  let first: Decision | undefined
  return {
    decide(decision, by) {
      first ??= decision
      by.tell('decided', first)
    },
    [Symbol.for('troupe.state')]: () => first,
  }
})

export const Coordinator = defineActor(
  'Coordinator',
  (
    ctx: ActorContext<CoordinatorProtocol>,
    participants: readonly ActorRef<ParticipantProtocol>[],
    log: ActorRef<DecisionLogProtocol>,
    mended: boolean,
  ) => {
    let votes = 0
    const announce = (decision: Decision) => {
      for (const participant of participants) participant.tell('decided', decision)
    }
    for (const participant of participants) participant.tell('prepare', ctx.self)
    return {
      yes() {
        votes++
        if (votes < participants.length) return
        if (mended) log.tell('decide', 'commit', ctx.self)
        else announce('commit')
      },
      decided: announce,
      [Symbol.for('troupe.state')]: () => votes,
    }
  },
)

/** Votes yes. Mended, it finds out what was decided if the coordinator ends, and until then nothing is. */
export const Participant = defineActor(
  'Participant',
  (ctx: ActorContext<ParticipantProtocol>, log: ActorRef<DecisionLogProtocol>, mended: boolean) => {
    let state: 'idle' | 'prepared' | Decision = 'idle'
    ctx.on('down', () => {
      if (state === 'prepared') log.tell('decide', 'abort', ctx.self)
    })
    return {
      prepare(coordinator) {
        state = 'prepared'
        coordinator.tell('yes')
        if (mended) ctx.watch(coordinator)
      },
      decided(decision) {
        state = decision
      },
      [Symbol.for('troupe.state')]: () => state,
    }
  },
)
