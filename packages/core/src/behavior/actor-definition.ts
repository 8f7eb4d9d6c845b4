import type { Priority } from '../message/priority.ts'

const definitionMark: unique symbol = Symbol.for('troupe.definition')
declare const protocolOf: unique symbol
declare const argumentsOf: unique symbol

/** Some names of messages, or all. */
export type MessageNames = Pick<ReadonlySet<string>, 'has'>

/** A definition whose protocol and arguments are not known to the compiler. */
export interface AnyDefinition {
  readonly [definitionMark]: true
  /** The name under which nodes know it: equal to the name of its export is best, but not needed. */
  readonly name: string
  /** Makes the handlers of one life of an actor. */
  readonly setup: (...args: never) => unknown
  /** Messages that may be handled while another handler awaits. */
  readonly interleave: MessageNames | undefined
  /** Messages that a receive time-out does not count. */
  readonly quiet: ReadonlySet<string> | undefined
  /** Messages that come before others, or after them. */
  readonly priority: ReadonlyMap<string, Priority> | undefined
  /** Throws what `spawn` is to throw for arguments that make no sense. */
  readonly checkArguments: ((...args: never) => void) | undefined
  /** Groups and nodes without which `spawn` is to throw. */
  readonly spawnsOn: ReadonlySet<string> | undefined
}

/** What `defineActor` returns: spawn it anywhere. `P` is its protocol, `A` the arguments of its setup. */
export interface ActorDefinition<P, A extends readonly unknown[]> extends AnyDefinition {
  readonly [protocolOf]?: (protocol: P) => P
  readonly [argumentsOf]?: (args: A) => void
}

/** Marks what belongs to a definition as one. */
export function markDefinition(
  parts: Pick<AnyDefinition, 'name' | 'setup'> & Partial<AnyDefinition>,
): AnyDefinition {
  const { name, setup, interleave, quiet, priority, checkArguments, spawnsOn } = parts
  return Object.freeze({
    [definitionMark]: true as const,
    name,
    setup,
    interleave,
    quiet,
    priority,
    checkArguments,
    spawnsOn,
  })
}

/** Whether `value` was made by `defineActor`, of this copy of the package or another. */
export function isDefinition(value: unknown): value is AnyDefinition {
  return typeof value === 'object' && value !== null && definitionMark in value
}
