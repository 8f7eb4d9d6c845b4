import { once } from 'node:events'
import { createServer as createHttpServer } from 'node:http'
import { createServer as createTcpServer, type Server } from 'node:net'
import { type ActorRef, type ActorSystem, createSystem, type Logger } from '@troupe/core'
import { type Placement, stageFor } from '../shared/placement.ts'
import { attendSocket } from './connection.ts'
import type { LobbyOptions, LobbyProtocol } from './lobby.ts'
import { openLobby } from './open-lobby.ts'
import { defineSession, type Welcome } from './session.ts'
import type { SessionOptions } from './session-protocol.ts'
import { WebDoor } from './web-door.ts'

const actors = new URL('./actors.ts', import.meta.url)
const HOST = '127.0.0.1'

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
  /** Where clients connect over TCP. */
  readonly port: number
  /** Where browsers find a page to chat in. */
  readonly webPort: number
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

/** @throws where the port is taken, or a node cannot start */
export async function openChat(options: ChatOptions): Promise<Chat> {
  const { placement, nodes, port = 0, logger } = options
  const stage = stageFor(placement, 'rooms', actors, nodes)
  const system = await createSystem({
    nodes: stage.nodes,
    shutdownOn: ['SIGINT', 'SIGTERM'],
    ...(logger && { logger }),
  })
  const lobby = openLobby(system, { ...lobbyDefaults, ...options.lobby, nodes: system.nodes.rooms ?? [] })
  const limits = { ...sessionDefaults, ...options.session }
  const welcome: Welcome = (connection) =>
    system.spawn(defineSession(connection), [lobby, limits], { restart: 'temporary' })
  const visits = new Set<Promise<void>>()
  const tcp = createTcpServer((socket) => {
    const visit = attendSocket(socket, system, welcome)
    visits.add(visit)
    void visit.then(() => visits.delete(visit))
  })
  const web = new WebDoor(system, welcome)
  const http = createHttpServer((request, response) => web.attend(request, response))
  try {
    return {
      port: await listen(tcp, port),
      webPort: await listen(http, port === 0 ? 0 : port + 1),
      system,
      lobby,
      async [Symbol.asyncDispose]() {
        tcp.close()
        http.close()
        await system.shutdown()
        http.closeAllConnections()
        await Promise.all(visits)
      },
    }
  } catch (error) {
    tcp.close()
    await system.shutdown()
    throw error
  }
}

/** Returns the port. */
async function listen(server: Server, port: number): Promise<number> {
  server.listen(port, HOST)
  await once(server, 'listening')
  const address = server.address()
  return typeof address === 'object' && address !== null ? address.port : port
}
