import type { Envelope } from '../message/envelope.ts'
import type { Signal } from './signal.ts'

/** What lies in a mailbox: a plain message's name, its argument beside it; or something that holds more. */
export type Letter = string | Envelope | Signal

/** The message's name; none for a signal that stands for no message. */
export function nameOf(letter: Letter): string {
  if (typeof letter === 'string') return letter
  return 'name' in letter ? letter.name : ''
}
