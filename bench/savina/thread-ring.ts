import { type ActorContext, type ActorRef, defineActor, type Reply } from '@troupe/core'
import { member, type Placement } from './placement.ts'
import { type ConductorProtocol, conductor, defineWorkload, type Outcome } from './workload.ts'

export interface ThreadRingSize {
  readonly actors: number
  readonly hops: number
}

interface RingProtocol extends ConductorProtocol {
  /** One link knows the next. */
  linked(): void
  passed(hops: number): void
}

interface LinkProtocol {
  next(link: ActorRef<LinkProtocol>): void
  /** `left` more hops. */
  token(left: number): void
  /** Goes once around; each link adds how often it passed the token on. */
  collect(links: number, hops: number): void
}

export const RingLink = defineActor(
  'RingLink',
  (ctx: ActorContext<LinkProtocol>, actors: number, ring: ActorRef<Omit<RingProtocol, 'run'>>) => {
    let follower: ActorRef<LinkProtocol> = ctx.self
    let passed = 0
    return {
      next(link) {
        follower = link
        ring.tell('linked')
      },
      token(left) {
        if (left > 0) {
          passed++
          follower.tell('token', left - 1)
        } else follower.tell('collect', actors, 0)
      },
      collect(links, hops) {
        if (links > 1) follower.tell('collect', links - 1, hops + passed)
        else ring.tell('passed', hops + passed)
      },
    }
  },
)

export const Ring = defineActor(
  'Ring',
  (ctx: ActorContext<RingProtocol>, { actors, hops }: ThreadRingSize, where: Placement) => {
    const links = Array.from({ length: actors }, () => ctx.spawn(RingLink, [actors, ctx.self], member(where)))
    let linked = 0
    let done: Reply<Outcome> | undefined
    return {
      run() {
        done = ctx.reply('run')
        for (const [i, link] of links.entries()) link.tell('next', links[i + 1] ?? links[0] ?? link)
        return done
      },
      linked() {
        // A token that set out now could overtake the word of who is next.
        if (++linked === actors) links[0]?.tell('token', hops)
      },
      passed: (hops) => done?.answer({ figures: { hops }, messages: hops + 3 * actors + 2 }),
    }
  },
)

/** One token through many actors: the cost of waking one that is idle. */
export const threadRing = defineWorkload<ThreadRingSize>({
  name: 'thread-ring',
  conduct: (system, size, where) => system.spawn(Ring, [size, where], conductor),
  full: { size: { actors: 100, hops: 100_000 }, expected: { hops: 100_000 } },
  small: { size: { actors: 10, hops: 505 }, expected: { hops: 505 } },
})
