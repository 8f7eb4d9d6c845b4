import { type ActorContext, type ActorRef, type ActorSystem, defineActor } from '@troupe/core'

interface CoordinatorProtocol {
  yes(): void
}

interface ParticipantProtocol {
  prepare(coordinator: ActorRef<CoordinatorProtocol>): void
  commit(): void
}

const state: symbol = Symbol.for('troupe.state')

export const Participant = defineActor('Participant', (_ctx: ActorContext<ParticipantProtocol>) => {
  let phase = 'waiting'
  return {
    prepare(coordinator) {
      phase = 'prepared'
      coordinator.tell('yes')
    },
    commit() {
      phase = 'committed'
    },
    [state]: () => phase,
  }
})

export const Coordinator = defineActor(
  'Coordinator',
  (ctx: ActorContext<CoordinatorProtocol>, participants: readonly ActorRef<ParticipantProtocol>[]) => {
    let votes = 0
    for (const participant of participants) participant.tell('prepare', ctx.self)
    return {
      yes() {
        if (++votes < participants.length) return
        for (const participant of participants) participant.tell('commit')
      },
      [state]: () => votes,
    }
  },
)

/** All vote yes. The participants are `p1`, `p2` and so on. */
export function twoPhaseCommit(participants: number) {
  return (system: ActorSystem): void => {
    const refs = Array.from({ length: participants }, (_, i) =>
      system.spawn(Participant, [], { name: `p${i + 1}` }),
    )
    system.spawn(Coordinator, [refs], { name: 'coordinator' })
  }
}
