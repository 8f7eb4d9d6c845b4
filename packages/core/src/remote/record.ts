import type { Order } from '../cell/system-message.ts'
import { FrameError } from '../message/errors.ts'

/**
 * The bytes that a frame begins with: its number, from 0 on. A connection keeps order and loses nothing; a link counts all
 * the same, since one lost frame that nobody notices would leave both sides with different stories.
 */
export const FRAME_HEADER = 4

/**
 * The kinds of record that a frame is made of. A record is its kind (one byte), the length of its body (four bytes) and
 * the body.
 */
export const record = {
  /** Gives a message name a number, for this direction of this link. */
  name: 1,
  tell: 2,
  ask: 3,
  answer: 4,
  rejection: 5,
  watch: 6,
  unwatch: 7,
  down: 8,
  stop: 9,
  spawn: 10,
  order: 11,
  childFailed: 12,
  childStopped: 13,
  /** Messages that the receiving actor has taken from its mailbox, so that more may be sent. */
  credit: 14,
  /** What nodes, not actors, have to say to each other. */
  control: 15,
  /** A frame for another node, or from one, that passes through the parent. */
  relay: 16,
  /** An actor is linked with one here. */
  bind: 17,
  unbind: 18,
  /** A member of a group has started, or has ended its life and waits for the next: 0 or 1. */
  memberTurned: 19,
  /** A watch has begun, and its actor lives: said to who keeps names. */
  watched: 20,
  /** Whoever asked has given up, or has been answered by another: 1 where its time was over, else 0. */
  giveUp: 21,
} as const

/** The highest kind that there is. */
export const LAST_KIND = record.giveUp

/** An ask says of that many who wait for its answer. */
export const LONGEST_CHAIN = 1000

/** What is left of an ask's time counts as for ever beyond this, in milliseconds. */
const LONGEST_WAIT = 2 ** 40

/** What is left of an ask's time, as a whole number: never less than it is, 0 for ever. */
export function waitNumber(milliseconds: number): number {
  return milliseconds > LONGEST_WAIT ? 0 : Math.max(0, Math.ceil(milliseconds)) + 1
}

export function waitOf(number: number): number {
  return number === 0 ? Number.POSITIVE_INFINITY : number - 1
}

/** Set in a message's flags where its payload is an array of several arguments. */
export const SPREAD = 1
const PRIORITY_SHIFT = 1
/** Set where a message may wait for so long only: the time follows. */
export const EXPIRES = 8

const priorities = ['normal', 'high', 'low'] as const

/** The flags byte of a message. */
export function messageFlags(
  spread: boolean,
  priority: (typeof priorities)[number],
  expires: boolean,
): number {
  return (spread ? SPREAD : 0) | (priorities.indexOf(priority) << PRIORITY_SHIFT) | (expires ? EXPIRES : 0)
}

export function priorityOf(flags: number): (typeof priorities)[number] {
  return priorities[(flags >> PRIORITY_SHIFT) & 3] ?? 'normal'
}

const orders: readonly Order[] = ['resume', 'restart', 'stop', 'kill', 'rest', 'begin']

export function orderNumber(order: Order): number {
  return orders.indexOf(order)
}

/** @throws FrameError where there is no such order */
export function orderOf(number: number): Order {
  const order = orders[number]
  if (order === undefined) throw new FrameError('A frame gives an order that does not exist.')
  return order
}
