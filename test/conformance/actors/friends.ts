import { type ActorContext, type ActorRef, defineActor } from '@troupe/core'
import { Echo, type EchoRef } from './echo.ts'
import type { JournalRef } from './journal.ts'

export interface SpawnerProtocol {
  /** Spawns an echo on a node and hands its ref to a friend in the same turn. */
  spawnFor(friend: ActorRef<FriendProtocol>, on: string, word: string): EchoRef
}

export const Spawner = defineActor('Spawner', (ctx: ActorContext<SpawnerProtocol>) => ({
  spawnFor(friend, on, word) {
    const echo = ctx.spawn(Echo, [], { on })
    friend.tell('meet', echo, word)
    return echo
  },
}))

export interface FriendProtocol {
  meet(echo: EchoRef, word: string): void
  /** Passes the ref on instead of using it. */
  introduce(friend: ActorRef<FriendProtocol>): void
}

/** Asks whom it is introduced to, at once, or passes the ref on to another friend. */
export const Friend = defineActor('Friend', (_ctx: ActorContext<FriendProtocol>, journal: JournalRef) => {
  let next: ActorRef<FriendProtocol> | undefined
  return {
    async meet(echo, word) {
      if (next === undefined) journal.tell('note', String(await echo.ask('echo', word)))
      else next.tell('meet', echo, word)
    },
    introduce(friend) {
      next = friend
    },
  }
})
