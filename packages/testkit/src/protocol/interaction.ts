import { showValue } from '../system/shown.ts'
import { InvalidProtocolError } from './errors.ts'

declare const rolesOf: unique symbol

/** A step of a global protocol: who tells whom what, and in which order. Plain data; `R` are the roles that take part. */
export type Interaction<R extends string = string> = InteractionNode & { readonly [rolesOf]?: R }

/** One message from one role to another. */
export interface MessageStep {
  readonly type: 'message'
  readonly from: string
  readonly to: string
  readonly name: string
}

/** What a global protocol is made of, as data: a message, steps in some order, or a step that is repeated. */
export type InteractionNode =
  | MessageStep
  | { readonly type: 'seq' | 'choice' | 'par'; readonly parts: readonly InteractionNode[] }
  | { readonly type: 'repeat'; readonly body: InteractionNode }

type RolesIn<T extends readonly Interaction[]> = T[number] extends Interaction<infer R> ? R : never

/** What an answer to an ask of `name` is called in a protocol. */
export function answerName(name: string): string {
  return `answer to ${name}`
}

/**
 * `from` tells `to` the message `name`.
 *
 * @throws InvalidProtocolError for an empty name, or a message to oneself, which no other role can see
 *
 * @example
 * ```ts
 * import { message, protocol } from '@troupe/testkit'
 *
 * export const greeting = protocol('greeting', message('guest', 'host', 'hello'))
 * ```
 */
export function message<const F extends string, const T extends string>(
  from: F,
  to: T,
  name: string,
): Interaction<F | T> {
  for (const word of [from, to, name]) {
    if (typeof word !== 'string' || word === '') {
      throw new InvalidProtocolError(
        'empty-name',
        'message(from, to, name) needs two roles and the name of a message, none of them empty.',
      )
    }
  }
  if (String(from) === String(to)) {
    throw new InvalidProtocolError(
      'message-to-itself',
      `"${from}" cannot send "${name}" to itself: no other role would see it. Leave it out of the protocol.`,
    )
  }
  return { type: 'message', from, to, name }
}

/**
 * `from` asks `to` the message `name`, and `to` answers.
 *
 * @throws InvalidProtocolError as {@link message} does
 *
 * @example
 * ```ts
 * import { ask, protocol } from '@troupe/testkit'
 *
 * export const reading = protocol('reading', ask('client', 'store', 'read'))
 * ```
 */
export function ask<const F extends string, const T extends string>(
  from: F,
  to: T,
  name: string,
): Interaction<F | T> {
  return seq(message(from, to, name), message(to, from, answerName(name)))
}

/**
 * One part after the other. Each role sees its own share of them in this order.
 *
 * @example
 * ```ts
 * import { message, protocol, seq } from '@troupe/testkit'
 *
 * export const greeting = protocol('greeting', seq(message('guest', 'host', 'hello'), message('host', 'guest', 'welcome')))
 * ```
 */
export function seq<const T extends readonly Interaction[]>(...parts: T): Interaction<RolesIn<T>> {
  return { type: 'seq', parts }
}

/**
 * One of the parts, chosen by the role that sends the first message of each. The first messages must differ, and every
 * other role must be able to tell from what it receives which part was chosen, before it does something that depends on it.
 *
 * @example
 * ```ts
 * import { choice, message, protocol, repeat, seq } from '@troupe/testkit'
 *
 * export const stock = protocol(
 *   'stock',
 *   seq(
 *     repeat(message('client', 'stock', 'take'), choice(message('stock', 'client', 'taken'), message('stock', 'client', 'out'))),
 *     message('client', 'stock', 'bye'),
 *   ),
 * )
 * ```
 */
export function choice<const T extends readonly Interaction[]>(...parts: T): Interaction<RolesIn<T>> {
  return { type: 'choice', parts }
}

/**
 * All parts, each in its own order, mixed with each other in any way.
 *
 * @example
 * ```ts
 * import { ask, par, protocol } from '@troupe/testkit'
 *
 * export const quotes = protocol('quotes', par(ask('broker', 'north', 'quote'), ask('broker', 'south', 'quote')))
 * ```
 */
export function par<const T extends readonly Interaction[]>(...parts: T): Interaction<RolesIn<T>> {
  return { type: 'par', parts }
}

/**
 * The parts, one after the other, any number of times, none included; whoever sends the first message decides.
 *
 * @example
 * ```ts
 * import { ask, message, protocol, repeat, seq } from '@troupe/testkit'
 *
 * export const session = protocol('session', seq(repeat(ask('client', 'store', 'read')), message('client', 'store', 'bye')))
 * ```
 */
export function repeat<const T extends readonly Interaction[]>(...parts: T): Interaction<RolesIn<T>> {
  return { type: 'repeat', body: { type: 'seq', parts } }
}

/**
 * The parts, or nothing; whoever sends the first message decides.
 *
 * @example
 * ```ts
 * import { message, optional, protocol, seq } from '@troupe/testkit'
 *
 * export const delivery = protocol('delivery', seq(message('shop', 'client', 'parcel'), optional(message('client', 'shop', 'thanks'))))
 * ```
 */
export function optional<const T extends readonly Interaction[]>(...parts: T): Interaction<RolesIn<T>> {
  return {
    type: 'choice',
    parts: [
      { type: 'seq', parts },
      { type: 'seq', parts: [] },
    ],
  }
}

/** The messages in the order in which they are written; a message's place is its index here, plus one. */
export function messagesOf(node: InteractionNode): MessageStep[] {
  if (node.type === 'message') return [node]
  return childrenOf(node).flatMap(messagesOf)
}

/** The roles in the order in which they are first named. */
export function rolesOfInteraction(node: InteractionNode): string[] {
  return [...new Set(messagesOf(node).flatMap(({ from, to }) => [from, to]))]
}

/** @throws InvalidProtocolError where a part is none, as of a condition that does not hold */
export function checkNode(node: unknown): asserts node is InteractionNode {
  const isStep = typeof node === 'object' && node !== null && 'type' in node
  if (!isStep || !TYPES.has(node.type)) {
    throw new InvalidProtocolError(
      'not-a-step',
      `${showValue(node)} is no step of a protocol: steps are made by message, ask, seq, choice, par, repeat and optional.`,
    )
  }
  const parts = 'parts' in node ? node.parts : 'body' in node ? [node.body] : []
  if (Array.isArray(parts)) parts.forEach(checkNode)
}

const TYPES: ReadonlySet<unknown> = new Set(['message', 'seq', 'choice', 'par', 'repeat'])

export function childrenOf(node: InteractionNode): readonly InteractionNode[] {
  if (node.type === 'message') return []
  return node.type === 'repeat' ? [node.body] : node.parts
}
