import { createInterface } from 'node:readline'
import { UsageError } from '../shared/options.ts'
import { ChatClient } from './client.ts'
import type { Notice, Request } from './wire.ts'

/** What a person who types this wants, and the room that is talked in from then on. */
export interface Command {
  readonly request?: Request
  readonly room: string | undefined
}

/** @param room the one that is talked in now */
export function commandOf(typed: string, room: string | undefined): Command {
  const text = typed.trim()
  const [, verb, name = ''] = /^\/(join|leave)(?: +(.*))?$/.exec(text) ?? []
  if (verb === 'join') return { request: { type: 'join', room: name }, room: name }
  if (verb === 'leave') return { request: { type: 'leave', room: name || (room ?? '') }, room: undefined }
  if (text === '' || room === undefined) return { room }
  return { request: { type: 'say', room, text }, room }
}

/** A notice as a person reads it. */
export function describeNotice(notice: Notice): string {
  switch (notice.type) {
    case 'welcome':
      return `Welcome, ${notice.name}. /join ROOM, /leave ROOM, and whatever else you type is said.`
    case 'joined':
      return `[${notice.room}] you are ${notice.again ? 'back' : 'in'}, with ${notice.members.length} in all: ${notice.members.join(', ')}`
    case 'parted':
      return `[${notice.room}] you have left`
    case 'line':
      return `[${notice.room}] ${notice.from}: ${notice.text}`
    case 'came':
    case 'left':
      return `[${notice.room}] ${notice.who} ${notice.type}`
    case 'away':
      return `[${notice.room}] the room is lost; wait a moment`
    case 'unsure':
      return `[${notice.room}] perhaps nobody heard "${notice.text}"`
    case 'missed':
      return `[${notice.room}] you missed ${notice.to - notice.from + 1}`
    case 'error':
      return `! ${notice.message}`
    case 'bye':
      return `Good-bye: ${notice.reason}`
  }
}

/**
 * Lets whoever sits at the terminal talk, until either side has enough.
 *
 * @throws UsageError where nobody listens there
 */
export async function chatByHand(host: string, port: number, name: string, first: string): Promise<void> {
  const show = (notice: Notice): void => console.log(describeNotice(notice))
  const client = await ChatClient.connect(port, show, host).catch((error: Error) => {
    throw new UsageError(`There is no chat at ${host}:${port}: ${error.message}.`)
  })
  client.send({ type: 'hello', name })
  client.send({ type: 'join', room: first })
  let room: string | undefined = first
  const terminal = createInterface({ input: process.stdin })
  terminal.on('line', (typed) => {
    const command = commandOf(typed, room)
    room = command.room
    if (command.request !== undefined) client.send(command.request)
  })
  terminal.on('close', () => client.end())
  await client.closed
  terminal.close()
}
