import { type ActorContext, type ActorRef, defineActor } from '@troupe/core'
import {
  deregisterService,
  findServices,
  type ReceptionistProtocol,
  registerService,
  serviceKey,
  subscribeToService,
  unsubscribeFromService,
} from '@troupe/core/patterns'
import type { Pingable } from './echo.ts'
import type { JournalRef } from './journal.ts'

export const doormen = serviceKey<DoormanProtocol>('doormen')

export interface DoormanProtocol extends Pingable {
  /** Answers when the receptionist knows. */
  join(): void
  leave(): void
  /** From now on every list of members is noted, by their numbers. */
  follow(journal: JournalRef): void
  unfollow(): void
  /** Asks the receptionist; answers with how many there are, and whether they can all be talked to. */
  count(): number
  members(all: readonly ActorRef<DoormanProtocol>[]): void
  crash(message: string): void
}

export type DoormanRef = ActorRef<DoormanProtocol>

/** Offers a service, and wants to know who else does. */
export const Doorman = defineActor(
  'Doorman',
  (ctx: ActorContext<DoormanProtocol>, receptionist: ActorRef<ReceptionistProtocol>) => {
    let journal: JournalRef | undefined
    // What is asked after a registration goes the same way, so its answer says that the registration has arrived.
    const isHandled = async () => void (await findServices(receptionist, doormen))
    return {
      join() {
        registerService(receptionist, doormen, ctx.self)
        return isHandled()
      },
      leave() {
        deregisterService(receptionist, doormen, ctx.self)
        return isHandled()
      },
      follow(to) {
        journal = to
        subscribeToService(receptionist, doormen, ctx.self, 'members')
      },
      unfollow: () => unsubscribeFromService(receptionist, doormen, ctx.self),
      async count() {
        const all = await findServices(receptionist, doormen)
        for (const each of all) if (!each.equals(ctx.self)) await each.ask('ping')
        return all.length
      },
      members: (all) => void journal?.tell('note', String(all.length)),
      crash(message) {
        throw new Error(message)
      },
      ping: () => {},
    }
  },
)
