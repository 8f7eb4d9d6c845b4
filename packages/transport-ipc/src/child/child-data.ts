import type { Seat } from '@troupe/core/remote'

// Two pipes, since one for both ways would be destroyed by the first write that fails after the far side's death, and
// with it what the far side had sent and nobody had read yet.

/** The descriptor on which a child reads; 0 to 2 are the standard streams. */
export const INCOMING_FD = 3

/** The descriptor on which a child writes. */
export const OUTGOING_FD = 4

/** What a child is told when it is launched. */
export interface ChildData {
  readonly seat: Seat
  /** The URL of the user's module. */
  readonly module: string
  /** The URL of the module of its environment, if there is one. */
  readonly environment?: string | undefined
  /** Milliseconds. */
  readonly askTimeout: number
}

/** The argument that tells a child. As text, the time-out may be infinite, which JSON does not know. */
export function childArgument(data: ChildData): string {
  return JSON.stringify({ ...data, askTimeout: String(data.askTimeout) })
}

/** What this child was told. Takes it from `process.argv`, where the module of actors then finds its own arguments. */
export function takeChildData(): ChildData {
  const [text = ''] = process.argv.splice(2, 1)
  const data = JSON.parse(text)
  return { ...data, askTimeout: Number(data.askTimeout) }
}
