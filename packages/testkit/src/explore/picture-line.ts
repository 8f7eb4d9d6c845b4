import { excerpt } from '@troupe/core/internal'
import type { ModelEvent } from './model.ts'

/** One event as a line of a picture. */
export interface PictureLine {
  /** The sender of a message; nothing for what an actor does by itself. */
  readonly from: string | undefined
  readonly to: string
  readonly text: string
  readonly isLost: boolean
}

/** What the program outside the actors is called. */
export const OUTSIDE = 'test'

/** How an event is told. */
export function pictureLine(event: ModelEvent): PictureLine {
  const { kind, owner, name } = event
  const to = owner === '' ? OUTSIDE : owner
  const own = (text: string): PictureLine => ({ from: undefined, to, text, isLost: false })
  if (kind === 'timer') return own(`timer${name === undefined ? '' : ` (${name})`}: ${event.id}`)
  if (kind === 'crash') return own('crashes')
  if (kind === 'restart') return own('is started anew')
  const said =
    kind === 'resume' ? `answer to ${name ?? ''}: ${payloadOf(event)}` : `${name ?? ''}(${payloadOf(event)})`
  const how = kind === 'drop' ? ' is lost' : kind === 'duplicate' ? ' arrives and will again' : ''
  return { from: senderOf(event), to, text: said + how, isLost: kind === 'drop' }
}

/** The id of a channel is its sender, an arrow of one character, and its receiver. */
function senderOf({ channel, owner }: ModelEvent): string {
  const from = channel?.slice(0, -owner.length - 1) ?? ''
  return from === '' ? OUTSIDE : from
}

function payloadOf({ payload }: ModelEvent): string {
  if (payload === undefined) return ''
  return excerpt(payload, (path) => path.replace('troupe://main/', ''))
}
