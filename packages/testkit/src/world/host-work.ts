import type { Cell } from '@troupe/core/internal'
import { ownFrames } from './own-frames.ts'

/** Something that an actor has begun and that only its host can finish: input, output, a timer that is no stand-in. */
export interface HostWork {
  readonly actor: Cell
  /** What Node calls it: `FSREQPROMISE`, `Immediate`. */
  readonly type: string
  readonly resource: object
  /** Where it was begun. */
  readonly stack: string
}

/** Whether anything may come of it: a synchronous call of node:crypto looks like others while it begins. */
export function isPending({ type, resource, stack }: HostWork): boolean {
  return !type.endsWith('REQUEST') || 'ondone' in resource || WEB_CRYPTO.test(stack)
}

/** The line that has begun it, in the actor's own code where that is to be seen. */
export function lineOf({ stack }: HostWork): string {
  const [frame = ''] = (ownFrames(stack) || stack.split('\n').slice(1).join('\n')).split('\n')
  return frame.trim()
}

const WEB_CRYPTO = /internal\/crypto\/webcrypto/
