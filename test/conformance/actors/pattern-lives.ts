import { type ActorContext, type AnyActorRef, defineActor } from '@troupe/core'
import { defineBreaker, defineGroupRouter, definePool, defineTask, serviceKey } from '@troupe/core/patterns'
import type { LabourerProtocol } from './asks.ts'
import type { JournalRef } from './journal.ts'
import { Member, type MemberProtocol } from './patterns.ts'

/** Falls, and lets another actor fail with it, for a reason that is none of that one's own. */
export const Wrecker = defineActor('Wrecker', (ctx: ActorContext<{ fall(): void }>, victim: AnyActorRef) => {
  ctx.link(victim)
  return {
    fall() {
      throw new Error('sabotage')
    },
  }
})

export const CalmBreaker = defineBreaker<MemberProtocol>('CalmBreaker', { failures: 2, rest: 60_000 })
export const QuickBreaker = defineBreaker<MemberProtocol>('QuickBreaker', { failures: 1, rest: 20 })
export const WorkBreaker = defineBreaker<LabourerProtocol>('WorkBreaker', { failures: 1, rest: 60_000 })

export const Sum = defineTask('Sum', async (_signal, ...numbers: number[]) =>
  numbers.reduce((sum, n) => sum + n, 0),
)

/** Notes that it begins, and when it is called off; it does not end otherwise. */
export const Vigil = defineTask(
  'Vigil',
  (signal, journal: JournalRef) =>
    new Promise<string>((_resolve, reject) => {
      journal.tell('note', 'begun')
      signal.addEventListener('abort', () => {
        journal.tell('note', 'aborted')
        reject(signal.reason)
      })
    }),
)

export const members = serviceKey<MemberProtocol>('members')
export const AnyMember = defineGroupRouter('AnyMember', members)

/** On a group that there is not. */
export const StrayPool = definePool('StrayPool', Member, { size: 2, routee: { on: 'nowhere' } })

/** On a group of one node. */
export const LonePool = definePool('LonePool', Member, { size: 2, routee: { on: 'two' } })
