import type {
  ActorDefinition,
  ActorRef,
  AnyActorRef,
  DeadLetterCounts,
  Down,
  EventStream,
  InspectionEvent,
  RecordOptions,
  SpawnArguments,
  SystemStats,
  TerminatedOptions,
  Trace,
  TreeOptions,
} from '@troupe/core'
import { RunningSystem } from '@troupe/core/internal'
import type { NodeNetwork } from '../nodes/node-network.ts'
import { type NodeGroupOptions, SimulatedNetwork } from '../nodes/simulated-network.ts'
import type { ControlledWorld } from '../world/controlled-world.ts'
import { circumstancesText } from './circumstances.ts'
import { ActorProbe, type Probe } from './probe.ts'
import { probeDefinition } from './probe-definition.ts'

/** An actor system in a controlled world: as in production, with probes. */
export class WorldSystem extends RunningSystem {
  /** What the test does to the nodes that it has added, and to the ways between them. */
  readonly network: NodeNetwork
  protected readonly world: ControlledWorld
  private readonly simulated: SimulatedNetwork
  private readonly comeToRest: () => Promise<void>
  private probes = 0

  /** @param comeToRest resolves when nothing more happens until time passes, or the test sends something */
  constructor(world: ControlledWorld, comeToRest: () => Promise<void>) {
    super(world.local)
    this.world = world
    this.simulated = new SimulatedNetwork(world, comeToRest)
    this.network = this.simulated
    this.comeToRest = comeToRest
  }

  /**
   * Adds a group of nodes, `far-0` and so on for a group `far`: all of them in this thread, with the codec and the links of
   * production between them. One that ends is launched anew as in production, under its old name.
   *
   * @param module what a node would import: an object whose values are definitions
   * @param options how many, 1 unless said; or that and how they are supervised
   * @throws InvalidOptionError, InvalidNameError, NodeStartError
   */
  async addNodes(
    group: string,
    module: Readonly<Record<string, unknown>>,
    options: number | NodeGroupOptions = {},
  ): Promise<void> {
    const given = typeof options === 'number' ? { count: options } : options
    await this.join({ [group]: this.simulated.nodes(module, given) })
  }

  // What an actor finds out by asking the system itself, no event tells of: see the report's gaps.

  override spawn<P, A extends readonly unknown[]>(
    definition: ActorDefinition<P, A>,
    ...rest: SpawnArguments<A>
  ): ActorRef<P> {
    // Which names are taken, and which number is next, depends on who has spawned before.
    this.world.touchOutside()
    return super.spawn(definition, ...rest)
  }

  override lookup(path: string): AnyActorRef | undefined {
    this.askedItself('lookup')
    return super.lookup(path)
  }

  override stats(): SystemStats {
    this.askedItself('stats')
    return super.stats()
  }

  override tree(options?: TreeOptions): Promise<string> {
    this.askedItself('tree')
    return super.tree(options)
  }

  override record(options?: RecordOptions): Promise<Trace> {
    this.askedItself('record')
    return super.record(options)
  }

  override get deadLetters(): DeadLetterCounts {
    this.askedItself('deadLetters')
    return super.deadLetters
  }

  override get events(): EventStream {
    this.askedItself('events')
    return super.events
  }

  override inspect(listener: (event: InspectionEvent) => void): () => void {
    this.askedItself('inspect')
    // What arrives from another node has been sent there.
    const listen = (event: InspectionEvent): void => {
      if (event.type !== 'sent' || !this.world.isArriving) listener(event)
    }
    const ends = [super.inspect(listen), this.world.inspectNodes(listen)]
    return () => {
      for (const end of ends) end()
    }
  }

  override terminated(ref: AnyActorRef, options?: TerminatedOptions): Promise<Down> {
    this.askedItself('terminated')
    const ended = super.terminated(ref, options)
    const touch = (): void => this.world.touchOutside()
    void ended.then(touch, touch)
    return ended
  }

  private askedItself(what: string): void {
    if (this.world.isInActor)
      this.world.gaps.add(`an actor uses system.${what}, whose result depends on others`)
  }

  /**
   * An actor that the test looks through: it takes every message of protocol `P`, and the test says what it expects.
   *
   * @param name its name among the actors without a parent; `probe-1` and so on unless said
   */
  probe<P>(name = `probe-${++this.probes}`): Probe<P> {
    const probe = new ActorProbe<P>(
      name,
      () => this.comeToRest(),
      () => this.circumstances(),
    )
    const ref: ActorRef<P> = this.spawn(probeDefinition<P>(probe), [], { name })
    probe.ref = ref
    return probe
  }

  /** Says why something that a test waits for may not have come. */
  protected circumstances(): string {
    const { world, simulated } = this
    const nextAt = world.clock.nextEventAt
    return circumstancesText({
      failures: world.failures,
      lost: world.deadLetters,
      openAsks: world.openAsks,
      nextIn: nextAt && nextAt - world.clock.now(),
      heldBack: simulated.heldBack,
    })
  }
}
