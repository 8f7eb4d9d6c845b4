import type { ActorRef, ActorSystem } from '@troupe/core'
import { Lobby, type LobbyOptions, type LobbyProtocol } from './lobby.ts'

/** Spawns a lobby that is told which of its nodes are up. */
export function openLobby(system: ActorSystem, options: LobbyOptions): ActorRef<LobbyProtocol> {
  const lobby = system.spawn(Lobby, [options], { name: 'lobby' })
  system.events.on('node-up', ({ name }) => lobby.tell('nodeUp', name))
  // Without an error it was asked to end, with all the others.
  system.events.on('node-down', ({ name, error }) => void (error && lobby.tell('nodeDown', name)))
  return lobby
}
