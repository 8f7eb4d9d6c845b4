import type { Birth, Placement, Subordinate } from '../cell/host.ts'
import { NodeDownError, NoSuchDefinitionError } from '../message/errors.ts'
import type { NodeCard } from './control.ts'
import { guestPath, localPart } from './guest.ts'
import type { Network } from './network.ts'
import { RemoteChild, StillbornChild } from './remote-child.ts'

/** Which nodes live, and what each can spawn. */
export class NodeDirectory {
  private readonly cards = new Map<number, NodeCard>()
  private readonly turns = new Map<string, number>()
  private readonly network: Network

  constructor(network: Network) {
    this.network = network
  }

  get all(): NodeCard[] {
    return [...this.cards.values()]
  }

  get(node: number): NodeCard | undefined {
    return this.cards.get(node)
  }

  add(card: NodeCard): void {
    this.cards.set(card.node, card)
  }

  remove(node: number): void {
    this.cards.delete(node)
  }

  replace(cards: readonly NodeCard[]): void {
    this.cards.clear()
    for (const card of cards) this.add(card)
  }

  /** Where actors live that are spawned on a group, in turn, or on one node. */
  placement(name: string): Placement | undefined {
    if (this.inGroup(name).length > 0) return this.groupPlacement(name)
    const card = this.all.find((each) => each.name === name)
    return card === undefined ? undefined : { prepare: (birth) => this.place(card, birth) }
  }

  groupPlacement(group: string): Placement {
    return {
      prepare: (birth) => {
        const cards = this.inGroup(group)
        const turn = this.turns.get(group) ?? 0
        this.turns.set(group, turn + 1)
        return this.place(cards[turn % cards.length], birth, group)
      },
    }
  }

  private inGroup(group: string): NodeCard[] {
    return this.all.filter((card) => card.group === group)
  }

  private place(card: NodeCard | undefined, birth: Birth, group = ''): Subordinate {
    const { network } = this
    const path = pathOn(card?.name ?? group, network.local.nodeName, birth)
    if (card === undefined) {
      const cause = new NodeDownError(`every node of the group "${group}" is down.`)
      return new StillbornChild(network.local, path, birth, cause)
    }
    if (!card.definitions.includes(birth.definition.name)) {
      return new StillbornChild(network.local, path, birth, unknownDefinition(card, birth.definition.name))
    }
    return new RemoteChild(network, network.linkTo(card.node), path, birth)
  }
}

function unknownDefinition(card: NodeCard, name: string): Error {
  return new NoSuchDefinitionError(
    `the module of node ${card.name} exports no definition named "${name}", only ${card.definitions.join(', ')}. Export it from that module.`,
  )
}

function pathOn(node: string, from: string, birth: Birth): string {
  const parent = guestPath(node, from, localPart(birth.supervisor.path))
  return birth.name === undefined
    ? `${parent}/${birth.definition.name}$${birth.uid}`
    : `${parent}/${birth.name}`
}
