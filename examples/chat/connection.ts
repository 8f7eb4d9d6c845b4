import type { Socket } from 'node:net'
import type { ActorRef, ActorSystem } from '@troupe/core'
import type { Connection } from './client-line.ts'
import type { Welcome } from './session.ts'
import type { SessionProtocol } from './session-protocol.ts'
import { MAX_LINE, type Notice } from './wire.ts'

/** Milliseconds that a client is given to read its last word. */
const LAST_WORD = 1000

/** A client at the other end of a TCP connection. */
export function connectionOver(socket: Socket): Connection {
  return {
    write: (notice) => socket.write(lineOf(notice)),
    close(notice) {
      // Who has not read what was written before is not going to read this.
      if (socket.writableNeedDrain) socket.destroy()
      else hangUp(socket, lineOf(notice))
    },
  }
}

/** Ends a connection, whether the client wants to or not. */
export function hangUp(socket: Socket, lastWord = ''): void {
  socket.end(lastWord)
  setTimeout(() => socket.destroy(), LAST_WORD).unref()
}

function lineOf(notice: Notice): string {
  return `${JSON.stringify(notice)}\n`
}

/**
 * The lines that come from a socket, which is read only as fast as they are taken. Of a line longer than `limit` characters nothing is kept:
 * it comes as `undefined`.
 */
export async function* linesOf(socket: Socket, limit: number): AsyncGenerator<string | undefined> {
  socket.setEncoding('utf8')
  let rest = ''
  let isTooLong = false
  // Whoever leaves the loop may still have a last word to say on the socket.
  for await (const chunk of socket.iterator({ destroyOnReturn: false })) {
    const parts = `${rest}${chunk}`.split('\n')
    rest = parts.pop() ?? ''
    for (const line of parts) {
      if (isTooLong || line.length > limit) yield undefined
      else if (line.trim() !== '') yield line
      isTooLong = false
    }
    if (rest.length > limit) {
      rest = ''
      isTooLong = true
    }
  }
}

/** From the first word of a client over TCP to its end. */
export async function attendSocket(socket: Socket, system: ActorSystem, welcome: Welcome): Promise<void> {
  const closed = new Promise((resolve) => socket.once('close', resolve))
  // What goes wrong with a connection ends it, and 'close' says so.
  socket.on('error', () => {})
  socket.setNoDelay(true)
  const session = welcome(connectionOver(socket))
  socket.on('drain', () => session.tell('drained'))
  // However a session ends, a failure included, its socket ends with it.
  void system.terminated(session).then(() => {
    socket.removeAllListeners('drain')
    hangUp(socket)
  })
  await converse(socket, session.with({ timeout: Infinity })).catch(() => {})
  await system.stop(session)
  await closed
}

/** One line after the other: the next is read when the session has answered to the last. */
async function converse(socket: Socket, session: ActorRef<SessionProtocol>): Promise<void> {
  for await (const line of linesOf(socket, MAX_LINE)) await session.ask('heard', line)
}
