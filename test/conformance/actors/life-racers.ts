import { type ActorContext, type ActorRef, defineActor } from '@troupe/core'
import { Contestant, type ContestantRef, type CountingProtocol } from './contestant.ts'
import { outcomeOf, type RacerProtocol, type Round, racing } from './race.ts'

const budget = { max: 100, within: 60_000 }

type Asked = 'ping' | 'dawdle' | 'crash'

/** What becomes of asks in this order, of an actor that is not stopped. */
function outcomesDue(asked: readonly Asked[], restart: 'permanent' | 'temporary'): readonly string[] {
  const crash = asked.indexOf('crash')
  const end = restart === 'permanent' || crash < 0 ? asked.length : crash
  return asked.map((name, i) => {
    if (i > end) return 'actor-terminated'
    return name === 'crash' ? 'actor-failed' : 'ok'
  })
}

/** Asks what crashes, is stopped or goes on meanwhile: each ask has the one outcome that its place in the order gives it. */
export const AskRacer = defineActor(
  'AskRacer',
  (ctx: ActorContext<RacerProtocol>) => {
    const play = async ({ chance, on, echo }: Round): Promise<string | undefined> => {
      const restart = chance.happens(0.5) ? 'permanent' : 'temporary'
      const target = ctx.spawn(Contestant, [], { on, restart, budget })
      const asked: Asked[] = []
      const asks: Promise<string>[] = []
      for (let i = 0; i < 8; i++) {
        const name = (['ping', 'dawdle', 'crash'] as const)[chance.below(3)] ?? 'ping'
        asked.push(name)
        asks.push(outcomeOf(target.ask(name)))
        if (chance.happens(0.1)) await echo.ask('ping')
      }
      const stops = chance.happens(0.5)
      if (stops) ctx.stop(target)
      const seen = await Promise.all(asks)
      ctx.stop(target)
      // A stop cuts the row short: from some ask on, all are told that the actor has ended.
      const cut = stops ? seen.indexOf('actor-terminated') : -1
      const due = outcomesDue(asked, restart).map((each, i) =>
        cut >= 0 && i >= cut ? 'actor-terminated' : each,
      )
      return String(seen) === String(due) ? undefined : `${seen} where ${due} was due`
    }
    return racing(ctx, play)
  },
  { interleave: ['flush', 'unfinished'] },
)

/** Has a child crash among its messages: its next lives handle the others, in order. */
export const RestartRacer = defineActor(
  'RestartRacer',
  (ctx: ActorContext<RacerProtocol & CountingProtocol>) => {
    const counted = new Map<number, number[]>()
    const play = async ({ number, chance, on, echo }: Round): Promise<string | undefined> => {
      const seen: number[] = []
      counted.set(number, seen)
      const target = ctx.spawn(Contestant, [], { on, budget })
      for (let i = 0; i < 10; i++) {
        if (chance.happens(0.3)) target.tell('crash')
        if (chance.happens(0.2)) target.tell('dawdle')
        target.tell('count', ctx.self, number, i)
        if (chance.happens(0.1)) await echo.ask('ping')
      }
      await target.ask('ping')
      await ctx.self.ask('flush')
      ctx.stop(target)
      return String(seen) === '0,1,2,3,4,5,6,7,8,9' ? undefined : `${seen} were handled`
    }
    return {
      ...racing(ctx, play),
      counted: (round, n) => void counted.get(round)?.push(n),
    }
  },
  { interleave: ['counted', 'flush', 'unfinished'] },
)

interface BroodProtocol {
  /** Spawns a contestant there, and tells the racer of it. */
  breed(racer: ActorRef<BroodRacerProtocol>, round: number, on: string): void
}

/** A parent of contestants. */
export const Brood = defineActor('Brood', (ctx: ActorContext<BroodProtocol>) => ({
  async breed(racer, round, on) {
    // The order to stop may come meanwhile.
    for (let i = 0; i < 3; i++) await Promise.resolve()
    racer.tell('bred', round, ctx.spawn(Contestant, [], { on }))
  },
}))

interface BroodRacerProtocol extends RacerProtocol {
  bred(round: number, child: ContestantRef): void
  told(round: number): void
}

/** Stops a parent that still spawns: when its end is seen, none of its children is alive. */
export const BroodRacer = defineActor(
  'BroodRacer',
  (ctx: ActorContext<BroodRacerProtocol>) => {
    const broods = new Map<number, { readonly children: ContestantRef[]; outcomes?: Promise<string>[] }>()
    const play = async ({ number, chance, on, echo, ended }: Round): Promise<string | undefined> => {
      const brood: { children: ContestantRef[]; outcomes?: Promise<string>[] } = { children: [] }
      broods.set(number, brood)
      const parent = ctx.spawn(Brood, [], { restart: 'temporary' })
      ctx.watchWith(parent, 'told', number)
      const stopsAt = chance.below(6)
      for (let i = 0; i < 6; i++) {
        if (i === stopsAt) ctx.stop(parent)
        parent.tell('breed', ctx.self, number, on)
        if (chance.happens(0.2)) await echo.ask('ping')
      }
      await ended(parent)
      await ctx.self.ask('flush')
      if (brood.outcomes === undefined) return 'the end of the parent was not seen'
      const outcomes = await Promise.all(brood.outcomes)
      return outcomes.includes('ok') ? `children of an ended parent said ${outcomes}` : undefined
    }
    return {
      ...racing(ctx, play),
      bred: (round, child) => void broods.get(round)?.children.push(child),
      told(round) {
        const brood = broods.get(round)
        if (brood !== undefined) brood.outcomes = brood.children.map((child) => outcomeOf(child.ask('ping')))
      },
    }
  },
  { interleave: ['bred', 'told', 'flush', 'unfinished'] },
)
