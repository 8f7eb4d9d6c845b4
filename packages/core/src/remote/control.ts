import type { Seat } from './launcher.ts'

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
  /** From the parent: stop your actors and end. */
  | { readonly type: 'shutdown'; readonly deadline: number }

/** The version of what links say. Nodes of different versions refuse each other. */
export const PROTOCOL_VERSION = 1

const types: readonly unknown[] = [
  'hello',
  'failed',
  'directory',
  'node-down',
  'connect',
  'relay',
  'shutdown',
]

/** Whether a value that came from another node is a control message of a known type. */
export function isControl(value: unknown): value is Control {
  return typeof value === 'object' && value !== null && 'type' in value && types.includes(value.type)
}
