import { type ActorContext, type ActorRef, defineActor, type Reply } from '@troupe/core'
import { member, type Placement } from './placement.ts'
import { type ConductorProtocol, conductor, defineWorkload, type Outcome } from './workload.ts'

export interface PingPongSize {
  readonly pings: number
}

interface PingProtocol extends ConductorProtocol {
  next(): void
  pong(): void
}

interface PongProtocol {
  ping(from: ActorRef<Pick<PingProtocol, 'pong'>>): void
}

export const Pong = defineActor('Pong', (_ctx: ActorContext<PongProtocol>) => ({
  ping: (from) => void from.tell('pong'),
}))

export const Ping = defineActor(
  'Ping',
  (ctx: ActorContext<PingProtocol>, { pings }: PingPongSize, where: Placement) => {
    const partner = ctx.spawn(Pong, [], member(where))
    let pongs = 0
    let done: Reply<Outcome> | undefined
    return {
      run() {
        done = ctx.reply('run')
        partner.tell('ping', ctx.self)
        return done
      },
      next: () => void partner.tell('ping', ctx.self),
      pong() {
        pongs++
        if (pongs < pings) ctx.self.tell('next')
        else done?.answer({ figures: { pongs }, messages: 3 * pings - 1 })
      },
    }
  },
)

/** Two actors and one message under way: the cost of a turn. */
export const pingPong = defineWorkload<PingPongSize>({
  name: 'ping-pong',
  conduct: (system, size, where) => system.spawn(Ping, [size, where], conductor),
  full: { size: { pings: 40_000 }, expected: { pongs: 40_000 } },
  small: { size: { pings: 500 }, expected: { pongs: 500 } },
})
