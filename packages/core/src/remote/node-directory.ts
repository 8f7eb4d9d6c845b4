import type { Birth, Placement, Subordinate } from '../cell/host.ts'
import { NodeDownError, NoSuchDefinitionError } from '../message/errors.ts'
import type { NodeCard } from './control.ts'
import { guestPath, localPart } from './guest-path.ts'
import type { Network } from './network.ts'
import { RemoteChild } from './remote-child.ts'
import { StillbornChild } from './stillborn-child.ts'

/** Which nodes live, and what each can spawn. */
export class NodeDirectory {
  private readonly cards = new Map<number, NodeCard>()
  /** Where to go on in each group that there has been; a name outlives its nodes. */
  private readonly turns = new Map<string, number>()
  private readonly nodeNames = new Set<string>()
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
    this.nodeNames.add(card.name)
    if (!this.turns.has(card.group)) this.turns.set(card.group, 0)
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
    if (this.turns.has(name)) return this.groupPlacement(name)
    return this.nodeNames.has(name) ? this.nodePlacement(name) : undefined
  }

  groupPlacement(group: string): Placement {
    return {
      prepare: (birth) => {
        const cards = this.alive.filter((card) => card.group === group)
        const turn = this.turns.get(group) ?? 0
        this.turns.set(group, turn + 1)
        return this.place(
          cards[turn % cards.length],
          birth,
          group,
          `every node of the group "${group}" is down.`,
        )
      },
    }
  }

  private nodePlacement(name: string): Placement {
    return {
      prepare: (birth) => {
        const card = this.alive.find((each) => each.name === name)
        return this.place(card, birth, name, `node ${name} is down.`)
      },
    }
  }

  /** The nodes that have not been lost, by the parent's word or by that of the link to them. */
  private get alive(): NodeCard[] {
    return this.all.filter((card) => !this.network.isLost(card.node))
  }

  private place(card: NodeCard | undefined, birth: Birth, where: string, ifNone: string): Subordinate {
    const { network } = this
    // A node is in the turn of its own group too, and needs no way to itself.
    if (card?.node === network.local.node) return network.local.prepare(birth)
    const path = pathOn(card?.name ?? where, network.local.nodeName, birth)
    if (card === undefined) {
      return new StillbornChild(network.local, path, birth, new NodeDownError(ifNone))
    }
    if (!card.definitions.includes(birth.definition.name)) {
      return new StillbornChild(network.local, path, birth, unknownDefinition(card, birth.definition.name))
    }
    return new RemoteChild(network, network.linkTo(card), path, birth)
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
