import {
  type ActorContext,
  type ActorRef,
  type AnyActorRef,
  type Down,
  defineActor,
  type Handlers,
  type Reply,
} from '@troupe/core'
import { Chance } from '../seeded-random.ts'
import { Echo, type Pingable } from './echo.ts'

/** Runs races between what it does itself and what happens on another node. */
export interface RacerProtocol {
  /**
   * Runs so many rounds against actors on that node, each with a seed of its own, and answers with what went wrong: the
   * seed, with which alone the round can be run again, and what was seen.
   */
  race(seed: number, rounds: number, on: string): readonly string[]
  /** The seeds of the rounds that go on. */
  unfinished(): readonly number[]
  /** Answers when all that had arrived before has been handled. */
  flush(): void
}

/** One round of a race. */
export interface Round {
  readonly number: number
  readonly chance: Chance
  readonly on: string
  /** Answers once what had left that node before has arrived here. */
  readonly echo: ActorRef<Pingable>
  /** Resolves with the reason when the end of an actor has been told here, to all who watched it before. */
  ended(ref: AnyActorRef): Promise<Down['reason']>
}

interface AttendantProtocol {
  attend(ref: AnyActorRef): Down['reason']
}

/** Answers when those whom it attends have ended. */
const Attendant = defineActor('Attendant', (ctx: ActorContext<AttendantProtocol>) => {
  const waiting = new Map<string, Reply<Down['reason']>>()
  ctx.on('down', ({ ref, reason }) => waiting.get(ref.path)?.answer(reason))
  return {
    attend(ref) {
      const reply = ctx.reply('attend')
      waiting.set(ref.path, reply)
      ctx.watch(ref)
      return reply
    },
  }
})

/** Rounds that go on at once: enough to get in each other's way. */
const AT_ONCE = 50

/** How a racer plays its rounds: what went wrong, if anything did. */
type Play = (round: Round) => Promise<string | undefined>

/** What every racer can be told. Its definition has to interleave `unfinished` and `flush`. */
export function racing(ctx: Pick<ActorContext<unknown>, 'spawn'>, play: Play): Handlers<RacerProtocol> {
  const running = new Set<number>()
  return {
    async race(seed, rounds, on) {
      const faults: string[] = []
      const echo = ctx.spawn(Echo, [], { on })
      const attendant = ctx.spawn(Attendant).with({ timeout: Infinity })
      const ended = (ref: AnyActorRef): Promise<Down['reason']> => attendant.ask('attend', ref)
      const run = async (number: number): Promise<void> => {
        running.add(seed + number)
        const round = { number, on, echo, ended, chance: new Chance(seed + number) }
        const fault = await play(round).catch(String)
        if (fault !== undefined) faults.push(`With seed ${seed + number}: ${fault}`)
        running.delete(seed + number)
      }
      for (let first = 0; first < rounds; first += AT_ONCE) {
        const count = Math.min(AT_ONCE, rounds - first)
        await Promise.all(Array.from({ length: count }, (_, i) => run(first + i)))
      }
      return faults
    },
    unfinished: () => [...running],
    flush: () => {},
  }
}

/** How an ask ended: `ok`, or the code of its error. */
export function outcomeOf(ask: Promise<unknown>): Promise<string> {
  return ask.then(
    () => 'ok',
    (error: { code: string }) => error.code,
  )
}
