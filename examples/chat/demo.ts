import type { ActorSystem } from '@troupe/core'
import type { Placement } from '../shared/placement.ts'
import type { Scene } from '../shared/scene.ts'
import { Saboteur } from './actors.ts'
import { Guest } from './guest.ts'
import type { RoomPlace } from './lobby.ts'
import { type Chat, openChat } from './server.ts'
import { meetFlood, meetSlowClients, type SlowClients } from './slow-clients.ts'
import { percentile, TalkLog, talk } from './talk.ts'
import type { Chronicle } from './witness.ts'

/** Rooms that each client talks in. */
const ROOMS_EACH = 2
/** The demonstration's limits: a client that reads nothing is sent away sooner than a server would, and held back later. */
const limits = { rate: { rate: 2000, burst: 100 }, maxWaiting: 100, patience: 2000 }

/** How large a talk is to be. */
export interface Plan {
  readonly placement: Placement
  readonly clients: number
  readonly rooms: number
  readonly nodes: number
  /** Lines that each client says in each of its rooms. */
  readonly lines: number
  /** Lines that are said to clients that do not read. */
  readonly slow_lines: number
  /** Lines that a client sends all at once. */
  readonly flood: number
}

/** What was seen in a talk. */
export interface Outcome {
  readonly said: number
  readonly said_again: number
  readonly delivered: number
  readonly p50_ms: number
  readonly p99_ms: number
  /** What was lost in the middle of the talk: a node, with its rooms; or rooms alone, where all is one thread. */
  readonly lost: Loss
  /** How often a client was put back into a room. */
  readonly returns: number
  /** What a client was told that cannot be true. */
  readonly complaints: readonly string[]
  readonly slow: SlowClients
  readonly flood_ms: number
}

export interface Loss {
  readonly node: string | undefined
  readonly rooms: number
  readonly back: number
  /** Milliseconds from the loss until something was said again in each of the rooms. */
  readonly silent_ms: number
}

type Report = (label: string, done: number, total: number) => void

export async function demonstrate(plan: Plan, scene: Omit<Scene, 'on'> = {}): Promise<Outcome> {
  const { report = () => {}, trace } = scene
  const { placement, nodes } = plan
  // That a node is down is what is to be seen, and no news for the log.
  const logger = { write() {} }
  await using chat = await openChat({ placement, nodes, session: limits, logger })
  const recording = await trace?.record(chat.system)
  const talked = await talkWithALoss(chat, plan, report)
  // What follows is much of the same.
  await recording?.end()
  report('slow clients', 0, 1)
  const slow = await meetSlowClients(chat.port, plan.slow_lines)
  const flood_ms = await meetFlood(chat.port, plan.flood)
  return { ...talked, complaints: [...talked.complaints, ...slow.complaints], slow, flood_ms }
}

async function talkWithALoss(
  chat: Chat,
  { clients, rooms, lines }: Plan,
  report: Report,
): Promise<Omit<Outcome, 'slow' | 'flood_ms'>> {
  const log = new TalkLog()
  const places = Array.from({ length: clients }, (_, client) => roomsOf(client, rooms))
  const guests = await arrive(chat, places, log)
  const total = places.flat().length * lines
  const bar = setInterval(() => report('talk', log.said, total), 50)
  try {
    const loss = log.reached(total / 2).then(() => lose(chat, guests))
    await Promise.all(guests.map((guest, client) => talk(guest, places[client] ?? [], lines, log)))
    return { ...summaryOf(guests, log), lost: (await loss)() }
  } finally {
    clearInterval(bar)
    for (const guest of guests) await guest[Symbol.asyncDispose]()
  }
}

function roomsOf(client: number, rooms: number): string[] {
  const numbers = Array.from({ length: ROOMS_EACH }, (_, nth) => (client + nth) % rooms)
  return [...new Set(numbers)].map((number) => `room ${number}`)
}

async function arrive(chat: Chat, places: readonly string[][], log: TalkLog): Promise<Guest[]> {
  const chronicle: Chronicle = new Map()
  const guests: Guest[] = []
  for (const [client, rooms] of places.entries()) {
    const guest = await Guest.arrive(chat.port, `guest ${client}`, chronicle)
    guest.on((notice) => {
      if (notice.type === 'line') log.hear(notice.text)
    })
    await guest.join(...rooms)
    guests.push(guest)
  }
  return guests
}

function summaryOf(guests: readonly Guest[], log: TalkLog): Omit<Outcome, 'slow' | 'flood_ms' | 'lost'> {
  const witnesses = guests.map(({ witness }) => witness)
  const sum = (numbers: readonly number[]): number => numbers.reduce((all, each) => all + each, 0)
  return {
    said: log.said,
    said_again: log.again,
    delivered: sum(witnesses.map((each) => each.lines)),
    p50_ms: tenths(percentile(log.latencies, 0.5)),
    p99_ms: tenths(percentile(log.latencies, 0.99)),
    returns: sum(witnesses.map((each) => each.returns)),
    complaints: witnesses.flatMap(({ complaints }) => complaints),
  }
}

const tenths = (value: number): number => Math.round(value * 10) / 10

/** Ends the node with the most rooms, or half of the rooms where there are no nodes. Returns what tells, later, what came of it. */
async function lose(chat: Chat, guests: readonly Guest[]): Promise<() => Loss> {
  const rooms = await chat.lobby.ask('rooms')
  const node = busiest(rooms)
  const lost =
    node === undefined
      ? rooms.slice(0, Math.ceil(rooms.length / 2))
      : rooms.filter((each) => each.node === node)
  const start = performance.now()
  const back = new Map<string, number>()
  for (const { name } of lost) {
    void talkedAgain(guests, name).then(() => back.set(name, performance.now() - start))
  }
  await strike(chat.system, node, lost)
  return () => ({
    node,
    rooms: lost.length,
    back: back.size,
    silent_ms: Math.round(Math.max(0, ...back.values())),
  })
}

function busiest(rooms: readonly RoomPlace[]): string | undefined {
  const counts = new Map<string | undefined, number>()
  for (const { node } of rooms) counts.set(node, (counts.get(node) ?? 0) + 1)
  return [...counts].toSorted(([, a], [, b]) => b - a)[0]?.[0]
}

async function strike(
  system: ActorSystem,
  node: string | undefined,
  rooms: readonly RoomPlace[],
): Promise<void> {
  if (node === undefined) await Promise.all(rooms.map(({ room }) => system.stop(room)))
  else system.spawn(Saboteur, [], { on: node, restart: 'temporary' }).tell('strike')
}

/** Resolves when something is said in a room by or to who was put back into it. */
function talkedAgain(guests: readonly Guest[], room: string): Promise<void> {
  return new Promise((resolve) => {
    for (const guest of guests) {
      let isBack = false
      guest.on((notice) => {
        if (notice.type === 'joined' && notice.room === room) isBack = notice.again
        else if (notice.type === 'line' && notice.room === room && isBack) resolve()
      })
    }
  })
}
