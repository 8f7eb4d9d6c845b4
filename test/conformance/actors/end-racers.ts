import { type ActorContext, type ActorRef, defineActor, type Watch } from '@troupe/core'
import { Contestant, type ContestantRef, type CountingProtocol } from './contestant.ts'
import { Mate, type MateRef } from './mate.ts'
import { outcomeOf, type RacerProtocol, type Round, racing } from './race.ts'

interface ToldProtocol extends RacerProtocol {
  told(round: number, watch: number): void
}

/** Ends a contestant, by its own hand or by its parent's. */
function end(ctx: Pick<ActorContext<unknown>, 'stop'>, target: ContestantRef, { chance }: Round): void {
  const how = chance.below(3)
  if (how === 0) ctx.stop(target)
  else target.tell(how === 1 ? 'finish' : 'crash')
}

/** Sends three words, ends who hears them as `end` does, and sends three more. */
async function sendAround(
  { number, chance, echo }: Round,
  racer: ActorRef<CountingProtocol>,
  target: ContestantRef,
  end: () => void,
): Promise<void> {
  for (let word = 0; word < 6; word++) {
    if (chance.happens(0.2)) await echo.ask('ping')
    if (chance.happens(0.2)) target.tell('dawdle')
    if (word === 3) end()
    target.tell('count', racer, number, word)
  }
}

/** Sends messages before and after an order to stop: none of the latter is handled, and one end is told. */
export const StopRacer = defineActor(
  'StopRacer',
  (ctx: ActorContext<RacerProtocol & CountingProtocol & { told(round: number): void }>) => {
    const handled = new Map<number, number[]>()
    const ends = new Map<number, number>()
    const play = async (round: Round): Promise<string | undefined> => {
      const { number, chance, on, echo, ended } = round
      const seen: number[] = []
      handled.set(number, seen)
      const target = ctx.spawn(Contestant, [], { on, restart: 'temporary' })
      ctx.watchWith(target, 'told', number)
      const end = ended(target)
      // Then its end is awaited already: what has ended before is told of in other words.
      await echo.ask('ping')
      const isAsked = chance.happens(0.3)
      await sendAround(round, ctx.self, target, () => {
        if (isAsked) target.tell('finish')
        else ctx.stop(target)
      })
      const reason = await end
      await ctx.self.ask('flush')
      // Who is ordered to stop does so at once; who is asked to, when it comes to that.
      const due = [0, 1, 2].slice(0, isAsked ? 3 : seen.length)
      if (String(seen) !== String(due)) return `${seen} were handled`
      const told = `${ends.get(number)} times ${reason}`
      return told === '1 times stopped' ? undefined : `its end was told ${told}`
    }
    return {
      ...racing(ctx, play),
      counted: (round, number) => void handled.get(round)?.push(number),
      told: (round) => void ends.set(round, (ends.get(round) ?? 0) + 1),
    }
  },
  { interleave: ['counted', 'told', 'flush', 'unfinished'] },
)

/** Begins four watches of what ends meanwhile, and ends one early and one late: exactly the others are told, once. */
export const WatchRacer = defineActor(
  'WatchRacer',
  (ctx: ActorContext<ToldProtocol>) => {
    const told = new Map<number, number[]>()
    const play = async (round: Round): Promise<string | undefined> => {
      const { number, chance, on, echo, ended } = round
      const seen = [0, 0, 0, 0]
      const atUnwatch: (readonly [watch: number, seen: number])[] = []
      told.set(number, seen)
      const target = ctx.spawn(Contestant, [], { on, restart: 'temporary' })
      const watches: Watch[] = []
      const begin = (): void => {
        watches.push(ctx.watchWith(target, 'told', number, watches.length))
      }
      const giveUp = (index: number): void => {
        const watch = watches[index]
        if (watch !== undefined) ctx.unwatch(watch)
        atUnwatch.push([index, seen[index] ?? 0])
      }
      const steps = [begin, begin, begin, begin, () => giveUp(1), () => giveUp(3)]
      steps.splice(chance.below(steps.length + 1), 0, () => end(ctx, target, round))
      for (const step of steps) {
        if (chance.happens(0.2)) await echo.ask('ping')
        step()
      }
      await ended(target)
      await echo.ask('ping')
      await ctx.self.ask('flush')
      if (seen[0] !== 1 || seen[2] !== 1) return `watches that went on were told ${seen}`
      const late = atUnwatch.find(([index, before]) => seen[index] !== before)
      return late === undefined ? undefined : `watch ${late[0]} was told after it had been ended`
    }
    return {
      ...racing(ctx, play),
      told(round, watch) {
        const seen = told.get(round)
        if (seen !== undefined) seen[watch] = (seen[watch] ?? 0) + 1
      },
    }
  },
  { interleave: ['told', 'flush', 'unfinished'] },
)

/** Links an actor here with one there, from either side, while that one fails. */
async function failLinked({ chance, echo }: Round, here: MateRef, there: MateRef): Promise<void> {
  here.ask('link', there).catch(() => {})
  const [one, other] = chance.happens(0.5) ? [here, there] : [there, here]
  const steps = [() => void one.ask('link', other).catch(() => {}), () => void there.tell('crash', 'raced')]
  if (chance.happens(0.5)) steps.reverse()
  for (const step of steps) {
    if (chance.happens(0.3)) await echo.ask('ping')
    step()
  }
}

/** Links an actor here with one there, which then stops: to link with what has ended already is to fall for it. */
async function stopLinked(here: MateRef, there: MateRef): Promise<void> {
  await here.ask('link', there)
  there.tell('finish')
}

/** Links an actor here with one that fails or stops meanwhile: it falls with the one, and not with the other. */
export const LinkRacer = defineActor(
  'LinkRacer',
  (ctx: ActorContext<RacerProtocol>) => {
    const play = async (round: Round): Promise<string | undefined> => {
      const { chance, on, echo, ended } = round
      const here = ctx.spawn(Mate, [], { restart: 'temporary' })
      const there = ctx.spawn(Mate, [], { on, restart: 'temporary' })
      const fails = chance.happens(0.5)
      await (fails ? failLinked(round, here, there) : stopLinked(here, there))
      await ended(there)
      await echo.ask('ping')
      // Not a ping, which is answered between the awaits of linking.
      const outcome = await outcomeOf(here.ask('count'))
      ctx.stop(here)
      if (fails) return outcome === 'actor-terminated' ? undefined : 'it lives on without its mate'
      return outcome === 'ok' ? undefined : `it fell with one that was stopped: ${outcome}`
    }
    return racing(ctx, play)
  },
  { interleave: ['flush', 'unfinished'] },
)

interface NameRacerProtocol extends ToldProtocol {
  told(round: number): void
}

/** Registers what ends meanwhile: its name is free as soon as its end is seen. */
export const NameRacer = defineActor(
  'NameRacer',
  (ctx: ActorContext<NameRacerProtocol>) => {
    const heirs = new Map<number, { readonly heir: ContestantRef; inherits: Promise<string> | undefined }>()
    // Several racers share one registry.
    const prefix = `race-${Math.floor(ctx.random.next() * 2 ** 48)}`
    const play = async (round: Round): Promise<string | undefined> => {
      const { number, chance, on, echo, ended } = round
      const owner = ctx.spawn(Contestant, [], { on, restart: 'temporary' })
      const heir = ctx.spawn(Contestant, [], { restart: 'temporary' })
      const wait = { heir, inherits: undefined }
      heirs.set(number, wait)
      ctx.watchWith(owner, 'told', number)
      const registered: Promise<string>[] = []
      const steps = [
        () => void registered.push(outcomeOf(ctx.names.register(`${prefix}-${number}`, owner))),
        () => end(ctx, owner, round),
      ]
      if (chance.happens(0.3)) steps.reverse()
      for (const step of steps) {
        step()
        if (chance.happens(0.5)) await echo.ask('ping')
      }
      await ended(owner)
      await echo.ask('ping')
      await ctx.self.ask('flush')
      const [outcome] = await Promise.all(registered)
      const inherits = await heirs.get(number)?.inherits
      ctx.stop(heir)
      // Its heir may have the name before it, which has ended then.
      if (!['ok', 'actor-terminated', 'name-taken'].includes(String(outcome)))
        return `registering ended with ${outcome}`
      return inherits === 'ok' ? undefined : `whoever saw its end found its name ${inherits}`
    }
    return {
      ...racing(ctx, play),
      told(round) {
        const wait = heirs.get(round)
        if (wait !== undefined) wait.inherits = outcomeOf(ctx.names.register(`${prefix}-${round}`, wait.heir))
      },
    }
  },
  { interleave: ['told', 'flush', 'unfinished'] },
)

export type RacerRef = ActorRef<RacerProtocol>
