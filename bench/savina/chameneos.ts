import { type ActorContext, type ActorRef, defineActor, type Reply } from '@troupe/core'
import { member, type Placement } from './placement.ts'
import { type ConductorProtocol, conductor, defineWorkload, type Outcome } from './workload.ts'

export interface ChameneosSize {
  readonly creatures: number
  readonly meetings: number
}

/** Red, yellow or blue, as 0, 1 or 2. */
type Colour = number
const COLOURS = 3

/** What both have after they met: their own colour if it is the same, or else the third. */
function complement(one: Colour, other: Colour): Colour {
  return one === other ? one : COLOURS - one - other
}

interface MallProtocol extends ConductorProtocol {
  meet(colour: Colour, creature: ActorRef<CreatureProtocol>): void
  faded(meetings: number): void
}

interface CreatureProtocol {
  meet(colour: Colour, other: ActorRef<CreatureProtocol>): void
  change(colour: Colour): void
  fade(): void
}

export const Creature = defineActor(
  'Creature',
  (ctx: ActorContext<CreatureProtocol>, first: Colour, mall: ActorRef<Omit<MallProtocol, 'run'>>) => {
    let colour = first
    let meetings = 0
    const enter = (): void => {
      meetings++
      mall.tell('meet', colour, ctx.self)
    }
    mall.tell('meet', colour, ctx.self)
    return {
      meet(others, other) {
        colour = complement(colour, others)
        other.tell('change', colour)
        enter()
      },
      change(to) {
        colour = to
        enter()
      },
      fade: () => void mall.tell('faded', meetings),
    }
  },
)

export const Mall = defineActor(
  'Mall',
  (ctx: ActorContext<MallProtocol>, { creatures, meetings: planned }: ChameneosSize, where: Placement) => {
    let left = planned
    let waiting: ActorRef<CreatureProtocol> | undefined
    let meetings = 0
    let faded = 0
    let done: Reply<Outcome> | undefined
    return {
      run() {
        done = ctx.reply('run')
        for (let i = 0; i < creatures; i++) ctx.spawn(Creature, [i % COLOURS, ctx.self], member(where))
        return done
      },
      meet(colour, creature) {
        if (left === 0) creature.tell('fade')
        else if (waiting === undefined) waiting = creature
        else {
          left--
          waiting.tell('meet', colour, creature)
          waiting = undefined
        }
      },
      faded(of) {
        meetings += of
        if (++faded === creatures)
          done?.answer({ figures: { meetings }, messages: 4 * planned + 3 * creatures })
      },
    }
  },
)

/** Many actors contend for one. Both sides of a meeting count it. */
export const chameneos = defineWorkload<ChameneosSize>({
  name: 'chameneos',
  conduct: (system, size, where) => system.spawn(Mall, [size, where], conductor),
  full: { size: { creatures: 100, meetings: 200_000 }, expected: { meetings: 400_000 } },
  small: { size: { creatures: 7, meetings: 500 }, expected: { meetings: 1000 } },
})
