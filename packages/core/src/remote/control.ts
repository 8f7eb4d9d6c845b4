import { FrameError } from '../message/errors.ts'
import type { ActorView } from '../picture/actor-view.ts'
import type { TraceStep } from '../picture/trace-step.ts'
import { type Claims, isAtLeast, isClaims, isNodeNumber, isStrings } from './claims.ts'
import type { Seat } from './launcher.ts'
import { areSteps } from './steps.ts'
import { areViews } from './views.ts'

/** A node as the others know it: where it sits, and what it can spawn. */
export interface NodeCard extends Seat {
  readonly group: string
  readonly definitions: readonly string[]
}

/** What nodes say to each other, beside what their actors say. */
export type Control =
  /** To the parent: this node is up. */
  | {
      readonly type: 'hello'
      readonly protocol: number
      readonly definitions: readonly string[]
      readonly description: Readonly<Record<string, string | number>>
    }
  /** To the parent: this node could not start. */
  | { readonly type: 'failed'; readonly error: Error }
  /** From the parent: which nodes there are. Sent anew whenever that changes. */
  | { readonly type: 'directory'; readonly nodes: readonly NodeCard[] }
  /** From the parent: this node has ended; what it had sent through the parent has been passed on. */
  | { readonly type: 'node-down'; readonly node: number; readonly error: Error | undefined }
  /** To the parent: a way to that node is needed. */
  | { readonly type: 'connect'; readonly node: number }
  /** From the parent: frames to and from that node pass through here. */
  | { readonly type: 'relay'; readonly node: number; readonly name: string }
  /** From the parent: give a sign of life. */
  | { readonly type: 'beat' }
  /** To the parent: the sign. */
  | { readonly type: 'alive' }
  /** From the parent: how do these actors stand, and those below them? */
  | {
      readonly type: 'survey'
      readonly number: number
      readonly uids: readonly number[]
      readonly width: number
      readonly most: number
    }
  /** To the parent: how they stand. */
  | { readonly type: 'surveyed'; readonly number: number; readonly actors: readonly ActorView[] }
  /** From the parent: record what happens, and keep so many steps; none ends that. */
  | { readonly type: 'record'; readonly number: number; readonly most: number }
  /** To the parent: this has happened, and so many steps were not kept. */
  | {
      readonly type: 'recorded'
      readonly number: number
      readonly steps: readonly TraceStep[]
      readonly left: number
      /** Whether no more will follow. */
      readonly isOver: boolean
    }
  /** From the parent: stop your actors and end. */
  | { readonly type: 'shutdown'; readonly deadline: number }

/**
 * The version of what links say, byte for byte: `wire-format.test.ts` fails where that changes without the version. Nodes
 * of different versions refuse each other.
 */
export const PROTOCOL_VERSION = 4

const checks: Readonly<Record<Control['type'], (claims: Claims) => boolean>> = {
  // What another version says beside its number is its own affair: it is refused by the number.
  hello: ({ protocol, definitions, description }) =>
    typeof protocol === 'number' &&
    (protocol !== PROTOCOL_VERSION || (isStrings(definitions) && isClaims(description))),
  failed: ({ error }) => error instanceof Error,
  directory: ({ nodes }) => Array.isArray(nodes) && nodes.every(isNodeCard),
  'node-down': ({ node, error }) => isNodeNumber(node) && (error === undefined || error instanceof Error),
  connect: ({ node }) => isNodeNumber(node),
  relay: isSeat,
  beat: () => true,
  alive: () => true,
  survey: ({ number, uids, width, most }) =>
    Array.isArray(uids) && [number, width, most, ...uids].every((each) => isAtLeast(0, each)),
  surveyed: ({ number, actors }) => isAtLeast(0, number) && areViews(actors),
  record: ({ number, most }) => isAtLeast(0, number) && isAtLeast(0, most),
  recorded: ({ number, steps, left, isOver }) =>
    isAtLeast(0, number) && areSteps(steps) && isAtLeast(0, left) && typeof isOver === 'boolean',
  shutdown: ({ deadline }) => isAtLeast(0, deadline),
}
const checkOf = new Map<unknown, (claims: Claims) => boolean>(Object.entries(checks))

/** @throws FrameError where a value that came from another node is no control message */
export function readControl(value: unknown): Control {
  if (!isControl(value)) throw new FrameError('A frame holds a control message that makes no sense.')
  return value
}

function isControl(value: unknown): value is Control {
  return isClaims(value) && checkOf.get(value.type)?.(value) === true
}

function isNodeCard(value: unknown): value is NodeCard {
  return isClaims(value) && isSeat(value) && typeof value.group === 'string' && isStrings(value.definitions)
}

function isSeat({ node, name }: Claims): boolean {
  return isNodeNumber(node) && typeof name === 'string'
}
