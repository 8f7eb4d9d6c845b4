import { type ActorContext, type ActorRef, defineActor, type Reply } from '@troupe/core'
import { member, type Placement } from './placement.ts'
import { PseudoRandom } from './pseudo-random.ts'
import { type ConductorProtocol, conductor, defineWorkload, type Outcome } from './workload.ts'

export interface BigSize {
  readonly actors: number
  /** How many each sends, the next when the one before it is answered. */
  readonly pings: number
}

interface SinkProtocol extends ConductorProtocol {
  /** One peer knows all others. */
  met(): void
  /** One peer has had all its answers. */
  finished(): void
  handled(messages: number): void
}

interface PeerProtocol {
  meet(peers: readonly ActorRef<PeerProtocol>[]): void
  begin(): void
  ping(from: number): void
  pong(from: number): void
  report(): void
}

export const Peer = defineActor(
  'Peer',
  (
    _ctx: ActorContext<PeerProtocol>,
    id: number,
    pings: number,
    sink: ActorRef<Omit<SinkProtocol, 'run'>>,
  ) => {
    const random = new PseudoRandom(id)
    let peers: readonly ActorRef<PeerProtocol>[] = []
    let left = pings
    let expected = -1
    let handled = 0
    const peer = (of: number): ActorRef<PeerProtocol> => {
      const found = peers[of]
      if (found === undefined) throw new Error(`${id} knows no peer ${of}`)
      return found
    }
    const ping = (): void => {
      left--
      expected = random.below(peers.length)
      peer(expected).tell('ping', id)
    }
    return {
      meet(all) {
        peers = all
        sink.tell('met')
      },
      begin: ping,
      ping(from) {
        handled++
        peer(from).tell('pong', id)
      },
      pong(from) {
        handled++
        if (from !== expected) throw new Error(`${id} was answered by ${from}, and had asked ${expected}`)
        if (left > 0) ping()
        else sink.tell('finished')
      },
      report: () => void sink.tell('handled', handled),
    }
  },
)

export const BigSink = defineActor(
  'BigSink',
  (ctx: ActorContext<SinkProtocol>, { actors, pings }: BigSize, where: Placement) => {
    const peers = Array.from({ length: actors }, (_, id) =>
      ctx.spawn(Peer, [id, pings, ctx.self], member(where)),
    )
    let met = 0
    let finished = 0
    let reports = 0
    let messages = 0
    let done: Reply<Outcome> | undefined
    return {
      run() {
        done = ctx.reply('run')
        for (const peer of peers) peer.tell('meet', peers)
        return done
      },
      met() {
        // Nothing orders what the sink sends one peer and what another sends it: whoever began now could ping a peer that
        // knows nobody yet.
        if (++met === actors) for (const peer of peers) peer.tell('begin')
      },
      finished() {
        // When the last has had its answers, nobody has a ping left that waits.
        if (++finished === actors) for (const peer of peers) peer.tell('report')
      },
      handled(by) {
        messages += by
        if (++reports === actors) done?.answer({ figures: { messages }, messages: messages + 6 * actors })
      },
    }
  },
)

/** Everybody talks to everybody, as a busy program does. */
export const big = defineWorkload<BigSize>({
  name: 'big',
  conduct: (system, size, where) => system.spawn(BigSink, [size, where], conductor),
  full: { size: { actors: 120, pings: 20_000 }, expected: { messages: 4_800_000 } },
  small: { size: { actors: 12, pings: 100 }, expected: { messages: 2400 } },
})
