import { type ActorContext, type ActorRef, defineActor } from '@troupe/core'
import { type Weight, weigh } from './weight.ts'

export interface NeighbourProtocol {
  echo(value: number): number
  /** Asks another one, and so makes a way to its node. */
  greet(other: ActorRef<Pick<NeighbourProtocol, 'echo'>>): Promise<number>
  /** What its node holds. */
  weigh(): Weight
}

/** Somebody on each node, who knows the others if they are told to greet them. */
export const Neighbour = defineActor('Neighbour', (_ctx: ActorContext<NeighbourProtocol>) => ({
  echo: (value) => value,
  greet: (other) => other.ask('echo', 1),
  weigh,
}))
