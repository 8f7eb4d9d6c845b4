import { InvalidOptionError, type NodeProvider } from '@troupe/core'
import { launchGroup, type NodeSupervision, type Seat } from '@troupe/core/remote'
import { OptionCheck } from '../options/option-check.ts'
import { showValue } from '../system/shown.ts'
import type { ControlledWorld } from '../world/controlled-world.ts'
import type { Crashable } from '../world/faults.ts'
import type { Chance, NodeNames, NodeNetwork } from './node-network.ts'
import { SimulatedConnection } from './simulated-connection.ts'
import { SimulatedNode } from './simulated-node.ts'
import { Mishap, Way } from './way.ts'
import { type Mishaps, Wire } from './wire.ts'

const MAIN = 'main'
const START_TIMEOUT_MS = 10_000

/** A group of simulated nodes: how many there are, and what becomes of those that end. */
export interface NodeGroupOptions extends NodeSupervision {
  /** 1 unless said. */
  readonly count?: number
}

const groupCheck = new OptionCheck('addNodes')
const groupOptions: Readonly<Record<keyof NodeGroupOptions, true>> = {
  count: true,
  restart: true,
  budget: true,
  backoff: true,
  heartbeat: true,
}

/** The nodes of one world, all in this thread, each connected with all the others by the links of production. */
export class SimulatedNetwork implements NodeNetwork, Crashable {
  private readonly world: ControlledWorld
  private readonly living = new Map<string, SimulatedNode>()
  /** The names that nodes have had, and the groups they belong to. */
  private readonly groups = new Map<string, readonly string[]>()
  private readonly ways = new Map<string, Way>()
  private readonly mishaps = new Map<string, Mishaps>()
  /** What launches the nodes of each group. */
  private readonly launchers = new Map<string, { bringBack(node: string): Promise<void> }>()
  private readonly comeToRest: () => Promise<void>
  private wires: Wire[] = []

  /** @param comeToRest resolves when nothing more happens until time passes, or the test does something */
  constructor(world: ControlledWorld, comeToRest: () => Promise<void>) {
    this.world = world
    this.comeToRest = comeToRest
    world.nodes = this
  }

  /** The names of the nodes that are up, beside that of the program. */
  get names(): readonly string[] {
    return [...this.living.keys()]
  }

  /** How many frames wait for a way that is cut. */
  get heldBack(): number {
    return this.wires.reduce((sum, wire) => sum + wire.heldBack, 0)
  }

  /** Nodes that know the definitions of a module. */
  nodes(module: Readonly<Record<string, unknown>>, options: NodeGroupOptions): NodeProvider {
    groupCheck.names('', options, Object.keys(groupOptions))
    const count = groupCheck.count('count', options.count ?? 1, 1)
    if (typeof module !== 'object' || module === null)
      throw new InvalidOptionError(
        `addNodes needs the module of the nodes' actors, an object whose values are definitions, not ${showValue(module)}.`,
      )
    return {
      join: async (system, group) => {
        const launcher = {
          medium: 'simulation',
          launch: (seat: Seat) => this.launch(seat, module, system.askTimeout),
        }
        this.groups.set(
          group,
          Array.from({ length: count }, (_, i) => `${group}-${i}`),
        )
        const launched = await launchGroup(system, group, launcher, {
          ...options,
          count,
          startTimeout: START_TIMEOUT_MS,
        })
        this.launchers.set(group, launched)
        return launched
      },
    }
  }

  delay(one: NodeNames, other: NodeNames, milliseconds: number, jitter = 0): void {
    for (const [what, value] of Object.entries({ milliseconds, jitter })) {
      if (!(typeof value === 'number' && value >= 0 && Number.isFinite(value)))
        throw new InvalidOptionError(
          `network.delay: ${what} must be a finite number that is not negative, not ${showValue(value)}.`,
        )
    }
    for (const way of this.waysBetween(one, other)) {
      way.delay = milliseconds
      way.jitter = jitter
    }
  }

  drop(from: NodeNames, to: NodeNames, frames: number | Chance = 1): void {
    for (const { drop } of this.mishapsFrom(from, to)) expose(drop, frames)
  }

  duplicate(from: NodeNames, to: NodeNames, frames: number | Chance = 1): void {
    for (const { duplicate } of this.mishapsFrom(from, to)) expose(duplicate, frames)
  }

  cut(one: NodeNames, other: NodeNames): void {
    for (const way of this.waysBetween(one, other)) way.isCut = true
  }

  heal(): void {
    for (const way of this.ways.values()) way.isCut = false
    for (const wire of this.wires) this.world.carry(wire.deliver)
  }

  crash(name: string): void {
    const node = this.living.get(name)
    if (node === undefined) {
      throw new InvalidOptionError(
        `There is no node "${name}" that could crash; there are ${[...this.living.keys()].join(', ') || 'none'}.`,
      )
    }
    node.crash()
  }

  async restart(name: string): Promise<void> {
    const [group] = [...this.groups].find(([, nodes]) => nodes.includes(name)) ?? []
    const launcher = group === undefined ? undefined : this.launchers.get(group)
    if (launcher === undefined) {
      const known = [...this.groups.values()].flat().join(', ') || 'none'
      throw new InvalidOptionError(`There is no node "${name}" that could be restarted; there are ${known}.`)
    }
    if (this.living.has(name))
      throw new InvalidOptionError(`Node "${name}" is up. network.crash(${JSON.stringify(name)}) ends it.`)
    // First all have to know that it has gone.
    await this.comeToRest()
    if (!this.living.has(name)) await launcher.bringBack(name)
  }

  /** Which frames are late or lost depends on all that was sent before, whoever sent it. */
  private meddled(): void {
    this.world.gaps.add(
      'the program uses system.network, and what comes late or never for that is not tried in every order',
    )
  }

  private launch(seat: Seat, module: Readonly<Record<string, unknown>>, askTimeout: number): SimulatedNode {
    const { world } = this
    const others = [...this.living.values()]
    const parent = this.connect(MAIN, seat.name)
    const onGone = (): void => {
      if (this.living.get(seat.name) === node) this.living.delete(seat.name)
    }
    const node = new SimulatedNode(world, { seat, module, askTimeout, parent, onGone })
    this.living.set(seat.name, node)
    // All are connected from the start, so that nothing waits for a way, and the sender of a frame is who sends it.
    for (const other of others) {
      const [near, far] = this.connect(other.seat.name, seat.name)
      other.accept(seat, near)
      node.accept(other.seat, far)
    }
    return node
  }

  private connect(one: string, other: string): readonly [SimulatedConnection, SimulatedConnection] {
    const near = new SimulatedConnection()
    const far = new SimulatedConnection()
    near.out = this.wire(one, other, far)
    far.out = this.wire(other, one, near)
    return [near, far]
  }

  private wire(from: string, to: string, receiver: SimulatedConnection): Wire {
    const random = this.world.random(`~network ${from} ${to}`)
    const [way, mishaps] = [this.way(from, to), this.mishapsOn(from, to)]
    const wire = new Wire(this.world, { to, way, mishaps, draw: () => random.next(), receiver })
    this.wires.push(wire)
    return wire
  }

  private *waysBetween(some: NodeNames, others: NodeNames): Iterable<Way> {
    this.meddled()
    for (const [one, other] of this.pairs(some, others)) yield this.way(one, other)
  }

  private *mishapsFrom(some: NodeNames, others: NodeNames): Iterable<Mishaps> {
    this.meddled()
    for (const [from, to] of this.pairs(some, others)) yield this.mishapsOn(from, to)
  }

  private pairs(some: NodeNames, others: NodeNames): readonly (readonly [string, string])[] {
    const tos = this.namesOf(others)
    const pairs = this.namesOf(some).flatMap((from) => tos.map((to) => [from, to] as const))
    const same = pairs.find(([from, to]) => from === to)
    if (same === undefined) return pairs
    throw new InvalidOptionError(`There is no way from node "${same[0]}" to itself.`)
  }

  /** The nodes that are meant by names of nodes and groups. */
  private namesOf(names: NodeNames): readonly string[] {
    return [names].flat().flatMap((name) => {
      const group = this.groups.get(name)
      if (group !== undefined) return group
      const known = [MAIN, ...[...this.groups.values()].flat()]
      if (known.includes(name)) return [name]
      throw new InvalidOptionError(
        `There is no node "${String(name)}"; there are ${known.join(', ')}. addNodes adds some.`,
      )
    })
  }

  private way(one: string, other: string): Way {
    return known(this.ways, one < other ? `${one} ${other}` : `${other} ${one}`, () => new Way())
  }

  private mishapsOn(from: string, to: string): Mishaps {
    return known(this.mishaps, `${from} ${to}`, () => ({ drop: new Mishap(), duplicate: new Mishap() }))
  }
}

/** What a map holds under a key, made at first use. */
function known<T>(map: Map<string, T>, key: string, make: () => T): T {
  let value = map.get(key)
  if (value === undefined) {
    value = make()
    map.set(key, value)
  }
  return value
}

function expose(mishap: Mishap, frames: number | Chance): void {
  if (typeof frames === 'number') {
    if (!Number.isInteger(frames) || frames < 0)
      throw new InvalidOptionError(`frames must be a whole number of frames, not ${String(frames)}.`)
    mishap.next = frames
    return
  }
  const chance = typeof frames === 'object' ? frames?.chance : undefined
  if (!(typeof chance === 'number' && chance >= 0 && chance <= 1))
    throw new InvalidOptionError(
      `frames must be a whole number of frames, or { chance } with a number from 0 to 1, not ${showValue(frames)}.`,
    )
  mishap.chance = chance
}
