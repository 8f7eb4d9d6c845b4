import { CellRef } from '../cell/cell-ref.ts'
import type { Ending } from '../cell/ending.ts'
import { FrameError } from '../message/errors.ts'
import { isClaims } from './claims.ts'
import { readDown } from './link-watches.ts'

/** What crosses when an actor is linked with one on another node. */
export interface Binding {
  /** What both know the link by. */
  readonly id: string
  /** The actor that began it. */
  readonly by: CellRef
}

/** What crosses when one of two linked actors has ended the link, or has itself ended. */
export interface Unbinding {
  readonly id: string
  readonly end: Ending | undefined
}

/** @throws FrameError where a value that came from another node is none */
export function readBinding(value: unknown): Binding {
  if (isClaims(value) && typeof value.id === 'string' && value.by instanceof CellRef) {
    return { id: value.id, by: value.by }
  }
  throw new FrameError('A frame links an actor with nobody.')
}

/** @throws FrameError where a value that came from another node is none */
export function readUnbinding(value: unknown): Unbinding {
  if (!isClaims(value) || typeof value.id !== 'string') throw new FrameError('A frame ends no link.')
  return { id: value.id, end: value.end === undefined ? undefined : readDown(value.end) }
}
