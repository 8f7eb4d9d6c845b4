import { type ActorContext, type ActorRef, defineActor, Rejection, shownState } from '@troupe/core'
import { placeOf } from './placement.ts'
import { Room, type RoomProtocol } from './room.ts'

/** A room that there is now. */
export interface RoomPlace {
  readonly name: string
  /** The node that it was spawned on; `undefined` for this one. */
  readonly node: string | undefined
  readonly room: ActorRef<RoomProtocol>
}

export interface LobbyProtocol {
  /**
   * The room of that name: the one that there is, or a new one. Whoever has seen that room end says which one it was, since it may know
   * sooner than the lobby. Rejected as `no-node` while no node is up, and as `too-many-rooms`.
   */
  find(name: string, ended?: ActorRef<RoomProtocol>): ActorRef<RoomProtocol>
  rooms(): readonly RoomPlace[]
  nodeUp(node: string): void
  nodeDown(node: string): void
  roomEnded(name: string, room: ActorRef<RoomProtocol>): void
}

export interface LobbyOptions {
  /** The nodes that rooms live on, those that are up when the lobby begins; without any, rooms live beside the lobby. */
  readonly nodes: readonly string[]
  readonly maxRooms: number
  /** Milliseconds after which an empty room ends. */
  readonly emptyFor: number
}

/**
 * Knows which rooms there are, and spawns those that are asked for. A room that ends, with its thread or by a failure, is forgotten, not
 * started anew: it had members, who look for it here again and so start the next one; or it had none, and nobody misses it.
 */
export const Lobby = defineActor('Lobby', (ctx: ActorContext<LobbyProtocol>, options: LobbyOptions) => {
  const { nodes, maxRooms, emptyFor } = options
  const isSpread = nodes.length > 0
  const up = new Set(nodes)
  const rooms = new Map<string, RoomPlace>()

  const open = (name: string): RoomPlace => {
    const node = placeOf(name, up)
    if (isSpread && node === undefined) throw new Rejection('No node is up.', { code: 'no-node' })
    if (rooms.size >= maxRooms)
      throw new Rejection(`There are ${maxRooms} rooms already.`, { code: 'too-many-rooms' })
    const room = ctx.spawn(Room, [name, emptyFor], { restart: 'temporary', ...(node && { on: node }) })
    ctx.watchWith(room, 'roomEnded', name, room)
    const place = { name, node, room }
    rooms.set(name, place)
    return place
  }
  const forget = (name: string, room: ActorRef<RoomProtocol>): void => {
    if (rooms.get(name)?.room.equals(room)) rooms.delete(name)
  }
  return {
    find(name, ended) {
      if (ended !== undefined) forget(name, ended)
      return (rooms.get(name) ?? open(name)).room
    },
    rooms: () => [...rooms.values()],
    nodeUp: (node) => void up.add(node),
    nodeDown: (node) => void up.delete(node),
    roomEnded: forget,
    [shownState]: () => [...rooms.values()].map(({ name, node }) => ({ name, node })),
  }
})
