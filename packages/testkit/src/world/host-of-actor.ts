import type { Timer } from '@troupe/core'
import type { Cell } from '@troupe/core/internal'
import { acting } from './acting.ts'

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

/** The time of a world, as the host of its actors tells it. */
interface HostClock {
  now(reader: 'host'): number
  wallTime(reader: 'host'): number
  setHostTimer(delay: number, task: () => void): Timer
}

/** @param mayWait whether the timers of an actor are events of its world */
export function hostOfActor(
  cell: Cell,
  clock: HostClock,
  random: () => number,
  mayWait: boolean,
): HostOfActor {
  const setTimer = (delay: number, task: () => void): Timer =>
    clock.setHostTimer(delay, () => acting.during(cell, task))
  return {
    now: () => clock.now('host'),
    wallTime: () => clock.wallTime('host'),
    random,
    setTimer: mayWait ? setTimer : undefined,
  }
}
