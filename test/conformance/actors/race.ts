import type { ActorRef } from '@troupe/core'
import { Chance } from '../seeded-random.ts'
import type { Pingable } from './echo.ts'

/** Runs races between what it does itself and what happens on another node. */
export interface RacerProtocol {
  /**
   * Runs so many rounds against actors on that node, each with a seed of its own, and answers with what went wrong: the
   * seed, with which alone the round can be run again, and what was seen.
   */
  race(seed: number, rounds: number, on: string): readonly string[]
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
}

/** Rounds that go on at once: enough to get in each other's way. */
const AT_ONCE = 50

/** Runs all rounds, and collects the faults, with the seeds that show them. */
export async function runRounds(
  { seed, rounds, on, echo }: { seed: number; rounds: number; on: string; echo: ActorRef<Pingable> },
  play: (round: Round) => Promise<string | undefined>,
): Promise<readonly string[]> {
  const faults: string[] = []
  const run = async (number: number): Promise<void> => {
    const fault = await play({ number, on, echo, chance: new Chance(seed + number) }).catch(String)
    if (fault !== undefined) faults.push(`With seed ${seed + number}: ${fault}`)
  }
  for (let first = 0; first < rounds; first += AT_ONCE) {
    const count = Math.min(AT_ONCE, rounds - first)
    await Promise.all(Array.from({ length: count }, (_, i) => run(first + i)))
  }
  return faults
}

/** How an ask ended: `ok`, or the code of its error. */
export function outcomeOf(ask: Promise<unknown>): Promise<string> {
  return ask.then(
    () => 'ok',
    (error: { code: string }) => error.code,
  )
}

/** Resolves when an actor that is certain to end has ended, as seen from here. */
export async function ended(ref: ActorRef<Pingable>): Promise<void> {
  while ((await outcomeOf(ref.ask('ping'))) === 'ok');
}

/** Whether something is seen before long, where `step` lets everything go on. */
export async function eventually(isSeen: () => boolean, step: () => Promise<unknown>): Promise<boolean> {
  for (let steps = 0; steps < 1000 && !isSeen(); steps++) await step()
  return isSeen()
}
