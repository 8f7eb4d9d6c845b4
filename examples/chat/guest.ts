import { ChatClient } from './client.ts'
import type { Notice, Request } from './wire.ts'
import { type Chronicle, Witness } from './witness.ts'

type Listener = (notice: Notice) => void

/** A client with a name that keeps to what it is told, and can wait for something to be told. */
export class Guest implements AsyncDisposable {
  readonly name: string
  readonly witness: Witness
  private readonly listeners = new Set<Listener>()
  private client: ChatClient | undefined

  private constructor(name: string, chronicle: Chronicle | undefined) {
    this.name = name
    this.witness = new Witness(chronicle)
  }

  /** Connects, and says hello. Resolves when it is welcome. */
  static async arrive(port: number, name: string, chronicle?: Chronicle): Promise<Guest> {
    const guest = new Guest(name, chronicle)
    guest.client = await ChatClient.connect(port, (notice) => guest.hear(notice))
    const welcome = guest.until((notice) => notice.type === 'welcome')
    guest.send({ type: 'hello', name })
    await welcome
    return guest
  }

  /** Resolves when it is in all of them. */
  async join(...rooms: readonly string[]): Promise<void> {
    const joined = rooms.map((room) =>
      this.until((notice) => notice.type === 'joined' && notice.room === room),
    )
    for (const room of rooms) this.send({ type: 'join', room })
    await Promise.all(joined)
  }

  say(room: string, text: string): void {
    this.send({ type: 'say', room, text })
  }

  send(request: Request): void {
    this.connection.send(request)
  }

  get connection(): ChatClient {
    if (this.client === undefined) throw new Error(`${this.name} has not arrived.`)
    return this.client
  }

  /** Calls `listener` with all that it is told from now on, until the returned function is called. */
  on(listener: Listener): () => void {
    this.listeners.add(listener)
    return () => this.listeners.delete(listener)
  }

  /** The next notice of which `isIt` says that it is the one. Rejects if the connection is closed first. */
  until(isIt: (notice: Notice) => boolean): Promise<Notice> {
    return new Promise((resolve, reject) => {
      const stop = this.on((notice) => {
        if (!isIt(notice)) return
        stop()
        resolve(notice)
      })
      void this.connection.closed.then(() => reject(new Error(`The connection of ${this.name} was closed.`)))
    })
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.connection[Symbol.asyncDispose]()
  }

  private hear(notice: Notice): void {
    this.witness.hear(notice)
    for (const listener of [...this.listeners]) listener(notice)
  }
}
