import type { Socket } from 'node:net'
import type { Connection } from './client-line.ts'
import type { Notice } from './wire.ts'

/** Milliseconds that a client is given to read its last word. */
const LAST_WORD = 1000

/** A client at the other end of a TCP connection. */
export function connectionOver(socket: Socket): Connection {
  return {
    write: (notice) => socket.write(lineOf(notice)),
    close(notice) {
      // Who has not read what was written before is not going to read this.
      if (socket.writableNeedDrain) socket.destroy()
      else {
        socket.end(lineOf(notice))
        setTimeout(() => socket.destroy(), LAST_WORD).unref()
      }
    },
  }
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
