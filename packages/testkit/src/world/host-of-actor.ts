import type { Timer } from '@troupe/core'

/** What stands in for the host where one actor acts. */
export interface HostOfActor {
  /** Milliseconds since the world began. */
  now(): number
  /** Milliseconds since 1970. */
  wallTime(): number
  /** Chance: a number from 0 up to 1. */
  random(): number
  /** Sets a timer in the actor's name; `undefined` where actors have the host's own. */
  setTimer: ((delay: number, task: () => void) => Timer) | undefined
}
