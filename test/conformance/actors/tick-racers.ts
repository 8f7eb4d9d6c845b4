import { type ActorContext, type ActorRef, defineActor } from '@troupe/core'
import { clock } from '../environment.ts'
import type { Chance } from '../seeded-random.ts'
import { type RacerProtocol, type Round, racing } from './race.ts'

interface TickRacerProtocol extends RacerProtocol {
  tick(round: number, setting: number): void
  stale(round: number): void
}

interface TickingProtocol {
  ping(): void
  crash(): void
  /** Lets a millisecond pass on its node. */
  pass(): void
  tick(life: number): void
}

/** Ticks in each of its lives, and tells of a tick that another life has set. */
export const Ticking = defineActor(
  'Ticking',
  (ctx: ActorContext<TickingProtocol>, racer: ActorRef<TickRacerProtocol>, round: number) => {
    const life = ctx.random.next()
    ctx.timers.every('interval', 1, 'tick', life)
    ctx.timers.after('once', 0, 'tick', life)
    return {
      ping: () => {},
      crash() {
        throw new Error('crashed')
      },
      pass: () => void clock.pass(1),
      tick(setIn) {
        if (setIn !== life) racer.tell('stale', round)
      },
    }
  },
)

/** Lets a millisecond pass where what ticks lives, and here; or only at one of them, or at none. */
function letPass(chance: Chance, ticking: ActorRef<TickingProtocol>): void {
  if (chance.happens(0.5)) ticking.tell('pass')
  if (chance.happens(0.5)) void clock.pass(1)
}

/** Cancels timers, and sets them anew, when their ticks may wait already; and has others started anew that tick. */
export const TickRacer = defineActor(
  'TickRacer',
  (ctx: ActorContext<TickRacerProtocol>) => {
    /** Which setting of the timer of a round is the one that may tick. */
    const settings = new Map<number, number>()
    const staleOnes = new Map<number, string>()
    const set = (round: number, delay: number): void => {
      const setting = (settings.get(round) ?? 0) + 1
      settings.set(round, setting)
      ctx.timers.after(`${round}`, delay, 'tick', round, setting)
    }
    const play = async ({ number, chance, on, echo }: Round): Promise<string | undefined> => {
      const ticking = ctx.spawn(Ticking, [ctx.self, number], { on, budget: { max: 100, within: 60_000 } })
      set(number, chance.below(2))
      for (let i = 0; i < 4; i++) {
        if (chance.happens(0.7)) await (chance.happens(0.5) ? echo.ask('ping') : ctx.self.ask('flush'))
        letPass(chance, ticking)
        const what = chance.below(4)
        if (what === 0) set(number, chance.below(2))
        else if (what < 3) ticking.tell('crash')
      }
      ctx.timers.cancel(`${number}`)
      settings.set(number, -1)
      await ticking.ask('ping')
      await ctx.self.ask('flush')
      ctx.stop(ticking)
      return staleOnes.get(number)
    }
    return {
      ...racing(ctx, play),
      tick(round, setting) {
        if (settings.get(round) !== setting) staleOnes.set(round, `timer ${setting} ticked when it was over`)
      },
      stale: (round) => void staleOnes.set(round, 'a tick of another life was handled'),
    }
  },
  { interleave: ['tick', 'stale', 'flush', 'unfinished'] },
)
