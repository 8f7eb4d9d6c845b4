import { inWords } from '../base/in-words.ts'
import type { LifecycleSignals } from '../behavior/context.ts'
import { InvalidOptionError } from '../message/errors.ts'
import { checkFunction } from '../message/option.ts'
import { CellRef, refuseName, targetOf } from './cell-ref.ts'
import { isThenable } from './handlers.ts'

const SIGNALS: Readonly<Record<keyof LifecycleSignals, true>> = {
  started: true,
  draining: true,
  stopping: true,
  restart: true,
  stopped: true,
  down: true,
  'child-failed': true,
}

/** @throws InvalidOptionError where nothing of that name is ever signalled, or nothing can be called */
export function checkListener(signal: unknown, listener: unknown): void {
  if (typeof signal !== 'string' || !Object.hasOwn(SIGNALS, signal))
    throw new InvalidOptionError(
      `ctx.on knows the signals ${Object.keys(SIGNALS).join(', ')}, and no ${inWords(signal)}.`,
    )
  checkFunction(`What ctx.on("${signal}") calls`, listener)
}

/** @throws InvalidOptionError where `which` is neither the ref of an actor nor what `ctx.watch` returned */
export function checkWatch(which: unknown): void {
  const isWatch =
    typeof which === 'object' && which !== null && 'ref' in which && which.ref instanceof CellRef
  if (!isWatch) targetOf(which)
}

/** @throws InvalidNameError for what names no message */
export function checkMessage(name: unknown): void {
  if (typeof name !== 'string') throw refuseName(name)
}

/** @throws InvalidOptionError */
export function checkPromise(promise: unknown): void {
  if (isThenable(promise)) return
  throw new InvalidOptionError(`ctx.pipe needs a promise, not ${inWords(promise)}.`)
}
