import { NodeDownError } from '@troupe/core'
import { type Connection, type LaunchedNode, type Seat, startNode } from '@troupe/core/remote'
import type { ControlledWorld } from '../world/controlled-world.ts'
import { NodeClock } from './node-clock.ts'
import type { SimulatedConnection } from './simulated-connection.ts'

/** What a node is started with. */
export interface NodePlan {
  readonly seat: Seat
  /** What it would import. */
  readonly module: Readonly<Record<string, unknown>>
  /** Milliseconds that an ask made there waits. */
  readonly askTimeout: number
  /** The parent's end of the connection to it, and its own. */
  readonly parent: readonly [near: SimulatedConnection, far: SimulatedConnection]
  /** Called once, when it is gone. */
  readonly onGone: () => void
}

/** A node of a controlled world: an address space of its own, in this thread. */
export class SimulatedNode implements LaunchedNode {
  readonly seat: Seat
  readonly connection: Connection
  readonly ended: Promise<Error | undefined>
  private readonly toParent: SimulatedConnection
  private readonly ends: SimulatedConnection[]
  private readonly world: ControlledWorld
  private readonly clock: NodeClock
  private readonly onGone: () => void
  private isGone = false
  private leave: (error: Error | undefined) => void = () => {}
  private lookAway: () => void = () => {}
  private take: (peer: Seat, connection: Connection) => void = () => {}

  constructor(world: ControlledWorld, { seat, module, askTimeout, parent, onGone }: NodePlan) {
    const [near, far] = parent
    this.world = world
    this.seat = seat
    this.connection = near
    this.toParent = far
    this.ends = [far]
    this.onGone = onGone
    this.clock = new NodeClock(world.clock)
    this.ended = new Promise((resolve) => {
      this.leave = resolve
    })
    void startNode({
      seat,
      parent: far,
      askTimeout,
      environment: { ...world.environment, clock: this.clock },
      createMailbox: (birth) => world.createMailbox(birth),
      onSystem: (system) => {
        this.lookAway = world.lookOn(system)
      },
      loadModule: async () => module,
      bridges: (accept) => {
        this.take = accept
      },
      onEnd: (lost) => this.end(lost),
    })
  }

  /** Gives it its end of a connection to another node. */
  accept(peer: Seat, end: SimulatedConnection): void {
    this.ends.push(end)
    this.take(peer, end)
  }

  /** Ends it, as a process that is killed: what it had sent arrives, and then the word of its end. */
  crash(): void {
    this.end(new NodeDownError(`Node ${this.seat.name} has crashed.`))
  }

  /** Its parent, which has it killed, knows of its end at once, though the way between them be cut. */
  kill(why = 'was killed'): void {
    const error = new NodeDownError(`Node ${this.seat.name} ${why}.`)
    this.end(error)
    this.toParent.sever(error)
  }

  private end(error: Error | undefined): void {
    if (this.isGone) return
    this.isGone = true
    this.lookAway()
    this.clock.stop()
    this.world.forgetNode(this.seat.name)
    this.onGone()
    for (const end of this.ends) end.end(error)
    this.leave(error)
  }
}
