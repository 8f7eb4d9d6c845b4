import type { NodeProvider } from '@troupe/core'
import { InvalidOptionError } from '@troupe/core'
import { type LaunchedNode, memoryNodes } from '@troupe/core/remote'
import type { ControlledWorld } from '../world/controlled-world.ts'
import type { WorldEvent } from '../world/schedule.ts'

const MAIN = 'main'

/** What a test does to the nodes of its system, and to the ways between them. */
export interface NodeNetwork {
  /**
   * Cuts the way between two nodes: what is sent waits until it is healed, and nobody is told.
   *
   * @throws InvalidOptionError for a node that is not there
   */
  cut(one: string, other: string): void
  /** Heals all ways. */
  heal(): void
  /**
   * Ends a node at once, as a thread or a process ends that is killed: its actors are gone, and whoever watches them, or
   * waits for their answers, is told.
   *
   * @throws InvalidOptionError for a node that is not there
   */
  crash(node: string): void
}

/** The nodes of one world, all in this thread, with the codec and the links of production between them. */
export class SimulatedNetwork implements NodeNetwork {
  private readonly world: ControlledWorld
  private readonly launched = new Map<string, LaunchedNode>()
  private readonly cuts = new Set<string>()

  constructor(world: ControlledWorld) {
    this.world = world
  }

  /** Nodes that know the definitions of a module. */
  nodes(module: Readonly<Record<string, unknown>>, count: number): NodeProvider {
    const { world } = this
    return memoryNodes(module, {
      count,
      restart: 'temporary',
      environment: world.environment,
      createMailbox: (birth) => world.createMailbox(birth),
      // Messages are delayed and lost in their channels; what carries them is always there.
      deliver: (task) => world.carry(task),
      onLaunch: ({ name }, node) => void this.launched.set(name, node),
    })
  }

  cut(one: string, other: string): void {
    for (const name of [one, other]) if (name !== MAIN) this.known(name)
    this.cuts.add(`${one} ${other}`)
    this.cuts.add(`${other} ${one}`)
    this.world.isCut = (event) => this.isCut(event)
  }

  heal(): void {
    this.cuts.clear()
    this.world.isCut = undefined
    this.world.onWoken()
  }

  crash(name: string): void {
    const node = this.known(name)
    this.launched.delete(name)
    this.world.forgetNode(name)
    node.kill()
  }

  private isCut({ channel, owner }: WorldEvent): boolean {
    const [from = ''] = channel?.split(/[⇢⇉→⇀]/) ?? []
    return this.cuts.has(`${this.nodeOf(from)} ${this.nodeOf(owner)}`)
  }

  private nodeOf(path: string): string {
    const [first = ''] = path.split('/')
    return this.launched.has(first) ? first : MAIN
  }

  private known(name: string): LaunchedNode {
    const node = this.launched.get(name)
    if (node !== undefined) return node
    throw new InvalidOptionError(
      `There is no node "${name}" that could be cut off or crash; there are ${[...this.launched.keys()].join(', ') || 'none'}.`,
    )
  }
}
