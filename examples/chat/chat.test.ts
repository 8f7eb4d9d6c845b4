import { afterEach, describe, expect, test } from 'vitest'
import { placements } from '../shared/placement.ts'
import { Saboteur } from './actors.ts'
import { ChatClient } from './client.ts'
import { Guest } from './guest.ts'
import { type Chat, type ChatOptions, openChat } from './server.ts'
import { meetFlood, reaches, sayAll } from './slow-clients.ts'
import { MAX_LINE, type Notice } from './wire.ts'
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

describe('a client that does not read', () => {
  const session = { rate: { rate: 1_000_000, burst: 1_000_000 }, maxWaiting: 100 }
  const LINES = 3000

  test('is sent away after a while, and nobody waits for it', async () => {
    const chat = await startChat({ session: { ...session, patience: 500 } })
    const miner = await arrive(chat, 'miner')
    const stone = await arrive(chat, 'stone')
    for (const guest of [miner, stone]) await guest.join('quarry')
    stone.connection.pause()
    const isGone = miner.until((notice) => notice.type === 'left' && notice.who === 'stone')
    await sayAll(miner, LINES)
    await isGone
    expect(miner.witness).toMatchObject({ lines: LINES, complaints: [] })
  })

  test('misses no more than what it is told, and takes up no more than its outbox', async () => {
    const chat = await startChat({ session })
    const miner = await arrive(chat, 'miner')
    const sloth = await arrive(chat, 'sloth')
    for (const guest of [miner, sloth]) await guest.join('quarry')
    sloth.connection.pause()
    const last = await sayAll(miner, LINES)
    const hasRead = sloth.until((notice) => reaches(notice, last))
    sloth.connection.resume()
    await hasRead
    const { lines, missed, complaints } = sloth.witness
    expect(complaints).toEqual([])
    expect(lines + missed).toBe(LINES)
    expect(missed).toBeGreaterThan(0)
  })
})

test('a client that sends faster than it may is read at its rate, and loses nothing', async () => {
  const rate = { rate: 1000, burst: 10 }
  const chat = await startChat({ session: { rate } })
  const took = await meetFlood(chat.port, 300)
  // A timer of Node may be a millisecond early.
  expect(took).toBeGreaterThan(((300 - rate.burst) * 1000) / rate.rate - 10)
})

describe('what makes no sense is answered with an error, and changes nothing', () => {
  test.each([
    ['not-json', 'hello'],
    ['too-long', JSON.stringify({ type: 'say', room: 'tea', text: 'x'.repeat(MAX_LINE) })],
    ['unknown-type', '{"type":"kick","who":"ann"}'],
    ['bad-room', '{"type":"join","room":""}'],
    ['bad-text', '{"type":"say","room":"tea","text":7}'],
    ['has-name-already', '{"type":"hello","name":"bob"}'],
    ['in-room-already', '{"type":"join","room":"tea"}'],
    ['not-in-room', '{"type":"say","room":"milk","text":"hi"}'],
    ['not-in-room', '{"type":"leave","room":"__proto__"}'],
    ['too-many-rooms', '{"type":"join","room":"three"}'],
  ])('%s', async (code, line) => {
    const chat = await startChat({ session: { maxRooms: 2 } })
    const ann = await arrive(chat, 'ann')
    await ann.join('tea', 'two')
    const refused = ann.until((notice) => notice.type === 'error')
    const heard = ann.until(isLine('still here'))
    ann.connection.sendRaw(`${line}\r\n\n`)
    ann.say('tea', 'still here')
    expect(await refused).toMatchObject({ code })
    await heard
    expect(ann.witness.complaints).toEqual([])
  })
})

test('people and rooms may have odd names', async () => {
  const chat = await startChat({ placement: 'threads' })
  for (const name of [
    '__proto__',
    'constructor',
    'a/b',
    '~registrar',
    '%2F',
    '\u{1f600}',
    'two words',
    '$1',
  ]) {
    const guest = await arrive(chat, name)
    await guest.join(name)
    const heard = guest.until(isLine('hi'))
    guest.say(name, 'hi')
    expect(await heard).toMatchObject({ room: name, from: name })
  }
})

test('a name belongs to one at a time, and is free when its owner has gone', async () => {
  const chat = await startChat()
  const ann = await arrive(chat, 'ann')
  const bob = await arrive(chat, 'bob')
  for (const guest of [ann, bob]) await guest.join('tea')
  const notices: Notice[] = []
  const other = await ChatClient.connect(chat.port, (notice) => notices.push(notice))
  open.push(other)
  other.send({ type: 'hello', name: 'ann' })
  other.send({ type: 'hello', name: 'Ann' })
  other.send({ type: 'join', room: 'tea' })
  await bob.until((notice) => notice.type === 'came' && notice.who === 'Ann')
  expect(notices[0]).toMatchObject({ type: 'error', code: 'name-taken' })
  const left = bob.until((notice) => notice.type === 'left' && notice.who === 'ann')
  await ann[Symbol.asyncDispose]()
  await left
  await arrive(chat, 'ann')
})

test('who has not said its name is told to, and nothing else is done', async () => {
  const chat = await startChat()
  const told = new Promise<Notice>((resolve) => {
    void ChatClient.connect(chat.port, resolve).then((client) => {
      open.push(client)
      client.send({ type: 'join', room: 'tea' })
    })
  })
  expect(await told).toMatchObject({ type: 'error', code: 'no-name-yet' })
})

test('when no more rooms may be opened, that is said, and those that are open go on', async () => {
  const chat = await startChat({ lobby: { maxRooms: 1 } })
  const ann = await arrive(chat, 'ann')
  await ann.join('tea')
  const refused = ann.until((notice) => notice.type === 'error')
  ann.send({ type: 'join', room: 'milk' })
  expect(await refused).toMatchObject({ code: 'too-many-rooms' })
  await sayEverywhere([ann], ['tea'], 'hi')
})

test('a chat that closes says good-bye, and closes all connections', async () => {
  const chat = await startChat({ placement: 'threads' })
  const ann = await arrive(chat, 'ann')
  await ann.join('tea')
  const bye = ann.until((notice) => notice.type === 'bye')
  await chat[Symbol.asyncDispose]()
  expect(await bye).toEqual({ type: 'bye', reason: 'the server is closing' })
  await ann.connection.closed
})
