/** Nodes by their names, as `main` or `far-0`; the name of a group stands for all of its nodes. */
export type NodeNames = string | readonly string[]

/** How probable a mishap is for each frame. */
export interface Chance {
  /** From 0 to 1. */
  readonly chance: number
}

/**
 * What a test does to the nodes of its system, and to the ways between them. What one node sends another at once travels
 * in a **frame**. Links are those of production, which count frames: one that comes twice is read once; one that is
 * missing ends the link as soon as the next one comes, and each side takes the other for down.
 *
 * @example
 * ```ts
 * import { type ActorContext, defineActor } from '@troupe/core'
 * import { createTestSystem } from '@troupe/testkit'
 *
 * const Echo = defineActor('Echo', (_ctx: ActorContext<{ say(word: string): string }>) => ({ say: (word) => word }))
 *
 * await using sys = createTestSystem()
 * await sys.addNodes('far', { Echo })
 * sys.network.delay('main', 'far', 20)
 * const answer = sys.spawn(Echo, [], { on: 'far' }).ask('say', 'hello')
 * await sys.clock.advance(40)
 * await sys.expectAnswer(answer, 'hello')
 * ```
 */
export interface NodeNetwork {
  /**
   * Lets frames between nodes take so long, in virtual time. They arrive in the order sent all the same.
   *
   * @param jitter milliseconds that a frame may take beyond that, drawn from the seed; none unless said
   * @throws InvalidOptionError for nodes that are not there, and times that are negative or no numbers
   */
  delay(one: NodeNames, other: NodeNames, milliseconds: number, jitter?: number): void
  /**
   * Loses the next frame that `from` sends `to`.
   *
   * @param frames so many, the next ones; or each by chance, drawn from the seed
   * @throws InvalidOptionError
   */
  drop(from: NodeNames, to: NodeNames, frames?: number | Chance): void
  /**
   * Delivers the next frame that `from` sends `to` twice.
   *
   * @param frames so many, the next ones; or each by chance, drawn from the seed
   * @throws InvalidOptionError
   */
  duplicate(from: NodeNames, to: NodeNames, frames?: number | Chance): void
  /**
   * Cuts the ways between some nodes and others: what is sent there waits until they are healed, and nobody is told,
   * except by a `heartbeat` of the nodes that finds it out.
   *
   * @throws InvalidOptionError for nodes that are not there
   */
  cut(one: NodeNames, other: NodeNames): void
  /** Heals all ways that are cut: what has waited arrives, in the order sent. */
  heal(): void
  /**
   * Ends a node at once, as a thread or a process ends that is killed: its actors are gone, whoever watches them or waits
   * for their answers is told, and it is launched anew, as the supervision of its group says.
   *
   * @throws InvalidOptionError for a node that is not there, or is down
   */
  crash(node: string): void
  /**
   * Launches a node again that is down, and resolves when it is up: a new incarnation under its old name, whatever the
   * supervision of its group says. One that has come back by itself meanwhile is left alone.
   *
   * @throws InvalidOptionError for a node that is not there, or is up
   * @throws NodeStartError where it does not come up in time: across a way that is cut, say
   */
  restart(node: string): Promise<void>
}
