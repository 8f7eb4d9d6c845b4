import { UnsendableError } from './errors.ts'

/** What a value that can be sent is made of, as far as sealing and encoding treat it differently. */
export type ValueKind =
  | 'plain'
  | 'array'
  | 'ref'
  | 'reply'
  | 'error'
  | 'date'
  | 'regexp'
  | 'map'
  | 'set'
  | 'buffer'
  | 'view'

/** Marks refs at run time, without this layer knowing their class. */
export const refMark: unique symbol = Symbol('troupe.ref')

/** Marks replies, likewise. */
export const replyMark: unique symbol = Symbol('troupe.reply')

/** Deeper values are taken for cyclic ones. */
export const DEEPEST_VALUE = 1000

const plainPrototype = Object.prototype
const arrayPrototype = Array.prototype

/** Classifies an object; `undefined` where it is nothing that can be sent. */
export function valueKind(value: object): ValueKind | undefined {
  const prototype: object | null = Object.getPrototypeOf(value)
  if (prototype === plainPrototype || prototype === null) return 'plain'
  if (prototype === arrayPrototype) return 'array'
  if (refMark in value) return 'ref'
  if (replyMark in value) return 'reply'
  if (value instanceof Error) return 'error'
  if (ArrayBuffer.isView(value)) return 'view'
  if (isPlainElsewhere(prototype)) return 'plain'
  return isSubclass(prototype) ? undefined : builtInKind(value)
}

function builtInKind(value: object): ValueKind | undefined {
  if (Array.isArray(value)) return 'array'
  if (value instanceof Date) return 'date'
  if (value instanceof Map) return 'map'
  if (value instanceof Set) return 'set'
  if (value instanceof ArrayBuffer) return 'buffer'
  if (value instanceof RegExp) return 'regexp'
  return undefined
}

/** The prototypes of arrays, maps and the like inherit from `Object.prototype` directly, in every realm. */
function isSubclass(prototype: object): boolean {
  const parent: unknown = Object.getPrototypeOf(prototype)
  return typeof parent === 'object' && parent !== null && Object.getPrototypeOf(parent) !== null
}

/** A plain object of another realm, a `vm` context for example, has that realm's `Object.prototype`. */
function isPlainElsewhere(prototype: unknown): boolean {
  return (
    typeof prototype === 'object' &&
    prototype !== null &&
    Object.getPrototypeOf(prototype) === null &&
    Object.hasOwn(prototype, 'isPrototypeOf')
  )
}

/** The error for a value that cannot be sent, with what to do instead. */
export function refuse(value: unknown): UnsendableError {
  return new UnsendableError(`An actor cannot be sent ${adviceFor(value)}`)
}

/** The error for a value that goes on for ever, or nearly. */
export function refuseDepth(): UnsendableError {
  return new UnsendableError(
    `An actor cannot be sent a value that contains itself, or is nested deeper than ${DEEPEST_VALUE} levels; send a tree of plain data.`,
  )
}

/** The error for what is sent while a message is half-written. */
export function refuseNested(): UnsendableError {
  return new UnsendableError(
    'An actor cannot be sent anything by a getter inside a message that is being sent.',
  )
}

/** The error for a buffer whose contents are no longer there. */
export function refuseMoved(): UnsendableError {
  return new UnsendableError(
    'An actor cannot be sent a buffer that was moved before; its contents are elsewhere.',
  )
}

function adviceFor(value: unknown): string {
  if (typeof value === 'function') {
    return `a function${value.name ? ` (${value.name})` : ''}; send data, or the ref of an actor that does the work.`
  }
  if (typeof value === 'symbol') return `a symbol (${String(value)}); send a string.`
  if (typeof value !== 'object' || value === null) return `this value (${String(value)}).`
  if (value instanceof Promise) return 'a promise; await it first, or let ctx.pipe send what it settles to.'
  const name = value.constructor?.name
  return `an instance of class ${name || '(anonymous)'}; send its data as a plain object.`
}

/** The error for a proxy, whose contents could change after it was sent. */
export function refuseProxy(): UnsendableError {
  return new UnsendableError('An actor cannot be sent a proxy; send the plain data that it stands for.')
}
