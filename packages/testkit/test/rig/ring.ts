import { type ActorContext, type ActorRef, type ActorSystem, defineActor } from '@troupe/core'

interface NodeProtocol {
  elect(id: number): void
}

/** A node, and below it those that follow it in the ring, the last of which knows the first. */
const RingNode = defineActor(
  'RingNode',
  (ctx: ActorContext<NodeProtocol>, ids: readonly number[], first: ActorRef<NodeProtocol> | null) => {
    const [own = 0, ...others] = ids
    const head = first ?? ctx.self
    const next: ActorRef<NodeProtocol> =
      others.length === 0 ? head : ctx.spawn(RingNode, [others, head], { name: String(others[0]) })
    let isLeader = false
    next.tell('elect', own)
    return {
      elect(id) {
        if (id > own) next.tell('elect', id)
        else if (id === own) isLeader = true
      },
      [Symbol.for('troupe.state')]: () => isLeader,
    }
  },
)

/** Where the nodes of {@link ring} are. */
export const RING_PATHS = ['0', '0/1', '0/1/2']

/** The election of Chang and Roberts among three, all of whom begin. */
export function ring(system: ActorSystem): void {
  system.spawn(RingNode, [[0, 1, 2], null], { name: '0' })
}
