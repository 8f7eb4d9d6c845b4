/** What a step of a recorded run can be. */
export const stepKinds = [
  /** An actor has begun its first life. */
  'spawned',
  /** A message has left for another node; it is handled, or lost, in a step of that node. */
  'left',
  /** An actor takes a message up. */
  'handled',
  'answered',
  /** An answer has come from another node. */
  'arrived',
  'failed',
  'restarted',
  'stopped',
  /** An actor learns of the end of another one. */
  'down',
  /** A message has become a dead letter. */
  'lost',
  'node-down',
] as const

/** One step of a recorded run, in words that can go to another node. */
export interface TraceStep {
  readonly kind: (typeof stepKinds)[number]
  /** When, in milliseconds of the wall clock, which the nodes of one machine share. */
  readonly at: number
  /** The actor that it happened to: where a message goes, who answers. For the end of a node, the node's name. */
  readonly path: string
  /**
   * The other one: who sent a message, whom an answer is for, who has ended. Empty for code outside of actors; nothing
   * where it is not known.
   */
  readonly other: string | undefined
  /** The node that a message or an answer has come from, where that is another one. */
  readonly via: string | undefined
  /** The name of the message, if it is about one. */
  readonly name: string
  /** What is shown of it beside the name. */
  readonly text: string
  /** Whether a message asks for an answer. */
  readonly asks: boolean
}

/** What one node has recorded. */
export interface NodeTrace {
  readonly node: string
  readonly steps: readonly TraceStep[]
  /** How many steps followed that were not kept. */
  readonly left: number
}
