import { InvalidOptionError } from '../message/errors.ts'
import { CellRef, refuseName } from './cell-ref.ts'
import type { Handling } from './handling.ts'

/**
 * Passes what is handled on to the actor of `ref`, under a name and with arguments of its own: as an ask, if it is one
 * that is this handling's to answer.
 *
 * @throws InvalidOptionError, InvalidNameError, UnsendableError, ReplyTwiceError, with nothing passed on
 */
export function forward(handling: Handling, ref: unknown, name: unknown, args: readonly unknown[]): void {
  if (!(ref instanceof CellRef))
    throw new InvalidOptionError('ctx.forward needs the ref of an actor first, as spawn returns it.')
  if (typeof name !== 'string') throw refuseName(name)
  const asked = handling.passOn((reply, chain) => ref.pass(name, args, reply, chain))
  if (!asked) ref.tell(name, ...args)
}
