import { type ActorContext, type ActorRef, defineActor } from '@troupe/core'

export interface NodeProtocol {
  candidate(id: number): void
  leader(id: number): void
  again(): void
}

/**
 * The first node of a ring that goes on with those of the other ids, and ends where it began. (Chang and Roberts: larger
 * ids are passed on, smaller ones swallowed, and its own makes a node the leader.)
 */
export const RingNode = defineActor(
  'RingNode',
  (
    ctx: ActorContext<NodeProtocol>,
    [id = 0, ...others]: readonly number[],
    mended: boolean,
    first: ActorRef<NodeProtocol> = ctx.self,
  ) => {
    const next = others.length === 0 ? first : spawnNext(ctx, others, mended, first)
    let leader: number | undefined
    let hasGoneRound = false
    /** Mended: what may have been lost is sent again until the news has gone round. */
    const keepTrying = () => {
      if (mended) ctx.timers.after('again', 100, 'again')
    }
    ctx.on('started', () => {
      next.tell('candidate', id)
      keepTrying()
    })
    return {
      candidate(other) {
        if (other > id) next.tell('candidate', other)
        if (other !== id || leader === id) return
        leader = id
        next.tell('leader', id)
      },
      leader(other) {
        leader = other
        hasGoneRound = true
        ctx.timers.cancel('again')
        if (other !== id) next.tell('leader', other)
      },
      again() {
        if (hasGoneRound) return
        if (leader === id) next.tell('leader', id)
        else next.tell('candidate', id)
        keepTrying()
      },
      [Symbol.for('troupe.state')]: () => leader,
    }
  },
)

function spawnNext(
  ctx: ActorContext<NodeProtocol>,
  ids: readonly number[],
  mended: boolean,
  first: ActorRef<NodeProtocol>,
): ActorRef<NodeProtocol> {
  return ctx.spawn(RingNode, [ids, mended, first], { name: String(ids[0]) })
}
