import { type ActorContext, defineActor } from '@troupe/core'

export interface WaitingRoomProtocol {
  /** Answers once the room is open with the place in the queue. */
  enter(who: string): string
  open(): void
  fail(): void
}

/** Puts aside whoever comes before it is open. */
export const WaitingRoom = defineActor('WaitingRoom', (ctx: ActorContext<WaitingRoomProtocol>) => {
  let isOpen = false
  let entered = 0
  return {
    enter: (who) => (isOpen ? `${++entered}. ${who}` : ctx.stash()),
    open() {
      isOpen = true
      ctx.unstashAll()
    },
    fail() {
      throw new Error('the roof fell in')
    },
  }
})
