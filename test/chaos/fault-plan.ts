import { Chance } from '../conformance/seeded-random.ts'
import { type FaultName, faultKind, faultsOf, type Medium } from './fault.ts'

/** One node of those that are ended again and again. */
export interface Victim {
  readonly name: string
  readonly medium: Medium
}

/** What is done next. */
export interface Fault {
  readonly victim: Victim
  readonly kind: FaultName
  /** Milliseconds before it. */
  readonly pause: number
}

const LONGEST_PAUSE_MS = 200

/** How many times as often as the slow ones the quick ones come, so that most nodes are up most of the time. */
const QUICK_ONES = 3

/** How many faults of others come before the next of the same node, so that it is up again by then. */
const REST = { quick: 4, slow: 16 }

/** The faults of a run, one after the other for ever: the seed alone determines them. */
export function* faultPlan(seed: number, victims: readonly Victim[]): Generator<Fault, never> {
  const chance = new Chance(seed)
  const decks: Record<Medium, FaultName[]> = { thread: [], process: [] }
  const free = new Map(victims.map(({ name }) => [name, 0]))
  const draw = <T>(from: T[]): T | undefined => from.splice(chance.below(from.length), 1)[0]
  for (let step = 0; ; step++) {
    const rested = victims.filter(({ name }) => (free.get(name) ?? 0) <= step)
    const victim = draw(rested.length > 0 ? rested : [...victims])
    if (victim === undefined) throw new RangeError('There is no node to end.')
    // All ways are gone through before one comes again, so that none is left out of a short run.
    const deck = decks[victim.medium]
    if (deck.length === 0) deck.push(...newDeck(victim.medium))
    const kind = draw(deck) ?? 'exit'
    free.set(victim.name, step + 1 + (faultKind(kind).isSlow ? REST.slow : REST.quick))
    yield { victim, kind, pause: chance.below(LONGEST_PAUSE_MS) }
  }
}

function newDeck(medium: Medium): FaultName[] {
  return faultsOf(medium).flatMap((kind) =>
    Array<FaultName>(faultKind(kind).isSlow ? 1 : QUICK_ONES).fill(kind),
  )
}
