import { afterEach, describe, expect, test } from 'vitest'
import { placements } from '../shared/placement.ts'
import { Saboteur } from './actors.ts'
import { Guest } from './guest.ts'
import { type Chat, type ChatOptions, openChat } from './server.ts'
import type { Notice } from './wire.ts'
import type { Chronicle } from './witness.ts'

const quiet = { logger: { write() {} } }
const open: AsyncDisposable[] = []

afterEach(async () => {
  for (const each of open.splice(0).reverse()) await each[Symbol.asyncDispose]()
})

async function startChat(options: Partial<ChatOptions> = {}): Promise<Chat> {
  const chat = await openChat({ placement: 'here', nodes: 2, ...quiet, ...options })
  open.push(chat)
  return chat
}

async function arrive(chat: Chat, name: string, chronicle?: Chronicle): Promise<Guest> {
  const guest = await Guest.arrive(chat.port, name, chronicle)
  open.push(guest)
  return guest
}

/** Each guest says the word in each room, and all of them hear it from each. */
async function sayEverywhere(
  guests: readonly Guest[],
  rooms: readonly string[],
  word: string,
): Promise<void> {
  const texts = rooms.flatMap((room) => guests.map(({ name }) => `${word} from ${name} in ${room}`))
  const heard = texts.flatMap((text) => guests.map((guest) => guest.until(isLine(text))))
  for (const guest of guests)
    for (const room of rooms) guest.say(room, `${word} from ${guest.name} in ${room}`)
  await Promise.all(heard)
}

const isLine = (text: string) => (notice: Notice) => notice.type === 'line' && notice.text === text

/** Ends the node that a room lives on, with all of its rooms; where all is one thread, the room alone. */
async function lose(chat: Chat, name: string, guests: readonly Guest[]): Promise<void> {
  const places = await chat.lobby.ask('rooms')
  const place = places.find((each) => each.name === name)
  if (place === undefined) throw new Error(`There is no room ${name}.`)
  const { node, room } = place
  const lost = node === undefined ? [place] : places.filter((each) => each.node === node)
  const back = lost.flatMap((each) => guests.map((guest) => guest.until(isBackIn(each.name))))
  if (node === undefined) await chat.system.stop(room)
  else chat.system.spawn(Saboteur, [], { on: node, restart: 'temporary' }).tell('strike')
  await Promise.all(back)
}

const isBackIn = (room: string) => (notice: Notice) =>
  notice.type === 'joined' && notice.again && notice.room === room

describe.each(placements)('a chat, its rooms %s', (placement) => {
  test('goes on when a thread dies in the middle of the talk: all are put back, and miss nothing unawares', async () => {
    const chat = await startChat({ placement })
    const chronicle: Chronicle = new Map()
    const guests: Guest[] = []
    for (const name of ['ann', 'bob', 'cyd']) guests.push(await arrive(chat, name, chronicle))
    const rooms = ['tea', 'coffee', 'milk', 'water']
    for (const guest of guests) await guest.join(...rooms)
    await sayEverywhere(guests, rooms, 'before')
    await lose(chat, 'tea', guests)
    await sayEverywhere(guests, rooms, 'after')
    expect(guests.flatMap(({ witness }) => witness.complaints)).toEqual([])
  })
})
