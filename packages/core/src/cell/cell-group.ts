import type { ActorDefinition } from '../behavior/actor-definition.ts'
import type { ActorGroup, MemberArguments } from '../behavior/group.ts'
import type { ActorRef } from '../message/actor-ref.ts'
import type { AnyActorRef } from '../message/any-actor-ref.ts'
import type { Capabilities } from './capabilities.ts'
import type { ChildGroup } from './child-group.ts'
import { noArguments, noOptions } from './terms.ts'

/** A group as the actor that made it uses it, in its own turns. */
export class CellGroup implements ActorGroup {
  private readonly group: ChildGroup
  /** The actor, in a turn of the life that made the group; throws outside of one. */
  private readonly inTurn: (method: string) => Capabilities

  constructor(group: ChildGroup, inTurn: (method: string) => Capabilities) {
    this.group = group
    this.inTurn = inTurn
  }

  get members(): readonly AnyActorRef[] {
    this.inTurn('group.members')
    return this.group.refs
  }

  spawn<Q, A extends readonly unknown[]>(
    definition: ActorDefinition<Q, A>,
    ...[args, options]: MemberArguments<A>
  ): ActorRef<Q> {
    return this.inTurn('group.spawn')
      .spawnMember(this.group, definition, args ?? noArguments, options ?? noOptions)
      .typed<Q>()
  }

  stop(): void {
    this.inTurn('group.stop')
    this.group.close(false)
  }
}
