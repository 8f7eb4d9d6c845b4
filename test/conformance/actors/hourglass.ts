import { type ActorContext, defineActor } from '@troupe/core'
import { clock } from '../environment.ts'

export interface HourglassProtocol {
  /** Answers when so many milliseconds have passed on this node. */
  pass(milliseconds: number): void
  /** Waits until somebody on this node waits for exactly so many milliseconds, and answers when they have passed. */
  leap(delay: number): void
}

/** Lets time pass on its node. */
export const Hourglass = defineActor(
  'Hourglass',
  (_ctx: ActorContext<HourglassProtocol>) => ({
    pass: (milliseconds) => clock.pass(milliseconds),
    leap: (delay) => clock.leap(delay),
  }),
  { interleave: ['pass', 'leap'] },
)
