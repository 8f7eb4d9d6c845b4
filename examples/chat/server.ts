import { once } from 'node:events'
import { createServer, type Socket } from 'node:net'
import { type ActorRef, type ActorSystem, createSystem, type Logger } from '@troupe/core'
import { type Placement, stageFor } from '../shared/placement.ts'
import { connectionOver, linesOf } from './connection.ts'
import type { LobbyOptions, LobbyProtocol } from './lobby.ts'
import { openLobby } from './open-lobby.ts'
import { defineSession } from './session.ts'
import type { SessionOptions } from './session-protocol.ts'
import { MAX_LINE } from './wire.ts'

const actors = new URL('./actors.ts', import.meta.url)

/** How a chat is set up. */
export interface ChatOptions {
  /** Where the rooms live: sessions live here, with their sockets. */
  readonly placement: Placement
  /** Nodes that rooms are spread over. */
  readonly nodes: number
  /** 0, or nothing, for any that is free. */
  readonly port?: number
  readonly session?: Partial<SessionOptions>
  readonly lobby?: Partial<Omit<LobbyOptions, 'nodes'>>
  readonly logger?: Logger
}

/** A chat that is open. Its end closes all connections, and ends the nodes. */
export interface Chat extends AsyncDisposable {
  readonly port: number
  readonly system: ActorSystem
  readonly lobby: ActorRef<LobbyProtocol>
}

const sessionDefaults: SessionOptions = {
  rate: { rate: 50, burst: 100 },
  maxRooms: 20,
  maxDrafts: 100,
  maxWaiting: 500,
  patience: 30_000,
}

const lobbyDefaults: Omit<LobbyOptions, 'nodes'> = { maxRooms: 10_000, emptyFor: 10_000 }

export async function openChat(options: ChatOptions): Promise<Chat> {
  const { placement, nodes, port = 0, logger } = options
  const stage = stageFor(placement, 'rooms', actors, nodes)
  const system = await createSystem({
    nodes: stage.nodes,
    shutdownOn: ['SIGINT', 'SIGTERM'],
    ...(logger && { logger }),
  })
  const lobby = openLobby(system, { ...lobbyDefaults, ...options.lobby, nodes: system.nodes.rooms ?? [] })
  const connections = new Set<Promise<void>>()
  const server = createServer((socket) => {
    const connection = attend(socket, system, lobby, { ...sessionDefaults, ...options.session })
    connections.add(connection)
    void connection.then(() => connections.delete(connection))
  })
  server.listen(port, '127.0.0.1')
  try {
    await once(server, 'listening')
  } catch (error) {
    await system.shutdown()
    throw error
  }
  const address = server.address()
  return {
    port: typeof address === 'object' && address !== null ? address.port : port,
    system,
    lobby,
    async [Symbol.asyncDispose]() {
      server.close()
      await system.shutdown()
      await Promise.all(connections)
    },
  }
}

/** From the first word of a client to its end. */
async function attend(
  socket: Socket,
  system: ActorSystem,
  lobby: ActorRef<LobbyProtocol>,
  options: SessionOptions,
): Promise<void> {
  const closed = new Promise((resolve) => socket.once('close', resolve))
  // What goes wrong with a connection ends it, and 'close' says so.
  socket.on('error', () => {})
  socket.setNoDelay(true)
  const session = system.spawn(defineSession(connectionOver(socket)), [lobby, options], {
    restart: 'temporary',
  })
  socket.on('drain', () => session.tell('drained'))
  // However a session ends, a failure included, its socket ends with it.
  void system.terminated(session).then(() => socket.end())
  await converse(socket, session.with({ timeout: Infinity })).catch(() => {})
  await system.stop(session)
  await closed
}

/** One line after the other: the next is read when the session has answered to the last. */
async function converse(
  socket: Socket,
  session: ActorRef<{ heard(line: string | undefined): void }>,
): Promise<void> {
  for await (const line of linesOf(socket, MAX_LINE)) await session.ask('heard', line)
}
