import { once } from 'node:events'
import { connect, type Socket } from 'node:net'
import { createInterface } from 'node:readline'
import { type Notice, parseNotice, type Request } from './wire.ts'

/** A client of the chat, over TCP. */
export class ChatClient implements AsyncDisposable {
  private readonly socket: Socket
  /** Resolves when the connection is closed, by whomever. */
  readonly closed: Promise<unknown>

  private constructor(socket: Socket, onNotice: (notice: Notice) => void) {
    this.socket = socket
    this.closed = new Promise((resolve) => socket.once('close', resolve))
    socket.on('error', () => {})
    createInterface(socket).on('line', (line) => {
      const notice = parseNotice(line)
      if (notice !== undefined) onNotice(notice)
    })
  }

  /** @throws where nobody listens there */
  static async connect(
    port: number,
    onNotice: (notice: Notice) => void,
    host = '127.0.0.1',
  ): Promise<ChatClient> {
    const socket = connect({ port, host, noDelay: true })
    await once(socket, 'connect')
    return new ChatClient(socket, onNotice)
  }

  send(request: Request): void {
    this.sendRaw(`${JSON.stringify(request)}\n`)
  }

  /** Sends what need not make sense. */
  sendRaw(text: string): void {
    this.socket.write(text)
  }

  /** Says no more; the server closes the connection. */
  end(): void {
    this.socket.end()
  }

  /** Reads nothing any more, until `resume`. */
  pause(): void {
    this.socket.pause()
  }

  resume(): void {
    this.socket.resume()
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.socket.end()
    this.socket.resume()
    await this.closed
  }
}
