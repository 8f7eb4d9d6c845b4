import { type ActorContext, type ActorRef, defineActor } from '@troupe/core'
import { type Whereabouts, whereabouts } from '../shared/placement.ts'

export type Word = 'Ping' | 'Pong'

export interface AudienceProtocol {
  hear(word: Word): void
  /** There will be no more words. */
  leave(): void
}

export interface CounterProtocol {
  /** Counts one more word. Answers `false`, and counts nothing, once there have been enough. */
  count(word: Word): boolean
}

export interface PlayerProtocol {
  /** Says this player's word, and passes the turn on to the other one. */
  play(other: ActorRef<PlayerProtocol>): void
  whereabouts(): Whereabouts
}

/** The only one that knows how many words there have been. Its mailbox is the queue of those that want to be said. */
export const Counter = defineActor(
  'Counter',
  (_ctx: ActorContext<CounterProtocol>, limit: number, audience: ActorRef<AudienceProtocol>) => {
    let words = 0
    return {
      count(word) {
        if (words === limit) {
          audience.tell('leave')
          return false
        }
        words++
        audience.tell('hear', word)
        return true
      },
    }
  },
)

/** Says one word whenever it is its turn, until the counter has heard enough. */
export const Player = defineActor(
  'Player',
  (ctx: ActorContext<PlayerProtocol>, word: Word, counter: ActorRef<CounterProtocol>) => ({
    async play(other) {
      if (await counter.ask('count', word)) other.tell('play', ctx.self)
    },
    whereabouts: () => whereabouts(ctx.self),
  }),
)
