import { fx, testActor } from '@troupe/testkit'
import { describe, expect, test } from 'vitest'
import type { LobbyProtocol } from './lobby.ts'
import type { RoomProtocol } from './room.ts'
import { defineSession } from './session.ts'
import type { SessionOptions } from './session-protocol.ts'
import type { Notice, Request } from './wire.ts'

const options: SessionOptions = {
  rate: { rate: 10, burst: 20 },
  maxRooms: 3,
  maxDrafts: 3,
  maxWaiting: 2,
  patience: 1000,
}

/** A session over a connection that keeps what is written, and takes more as long as `isOpen`. */
function openSession(more: Partial<SessionOptions> = {}) {
  const connection = {
    notices: [] as Notice[],
    isOpen: true,
    closed: undefined as Notice | undefined,
    write(notice: Notice): boolean {
      connection.notices.push(notice)
      return connection.isOpen
    },
    close(notice: Notice): void {
      connection.closed = notice
    },
    /** What was written since. */
    read: () => connection.notices.splice(0),
  }
  const t = testActor(defineSession(connection), (stub) => [
    stub<LobbyProtocol>('lobby'),
    { ...options, ...more },
  ])
  const hear = async (request: Request): Promise<void> => {
    await t.send('heard', JSON.stringify(request))
  }
  return { t, connection, hear }
}

/** A session of ann, who is in the room tea with ticket 1. */
async function inTea(more: Partial<SessionOptions> = {}) {
  const { t, connection, hear } = openSession(more)
  await hear({ type: 'hello', name: 'ann' })
  await hear({ type: 'join', room: 'tea' })
  await t.respond('lobby', 'find', t.stub<RoomProtocol>('room'))
  await t.tell('entered', 'tea', 1, { life: 5, seq: 10, members: ['ann'] })
  t.effects()
  connection.read()
  const say = (text: string) => hear({ type: 'say', room: 'tea', text })
  const line = (seq: number, ...draft: [] | [number]) =>
    t.tell('happened', 'tea', 1, { type: 'line', seq, from: 'ann', text: 'hi' }, ...draft)
  return { t, connection, hear, say, line }
}

const lineOf = (seq: number): Notice => ({ type: 'line', room: 'tea', seq, from: 'ann', text: 'hi' })

describe('from hello to the room', () => {
  test('a client is welcome when its name is its own', async () => {
    const { t, connection, hear } = openSession()
    await hear({ type: 'hello', name: 'ann b/c' })
    expect(connection.read()).toEqual([{ type: 'welcome', name: 'ann b/c' }])
    expect(t.effects()).toContainEqual({ type: 'register', name: 'guest:ann%20b%2Fc', actor: 'self' })
  })

  test('a name that somebody has is refused, and another may be tried', async () => {
    const { t, connection, hear } = openSession()
    await t.names.register('guest:ann', t.stub('somebody'))
    await hear({ type: 'hello', name: 'ann' })
    await hear({ type: 'hello', name: 'bob' })
    expect(connection.read()).toMatchObject([{ type: 'error', code: 'name-taken' }, { type: 'welcome' }])
  })

  test('to join is to find the room, to watch it, and to enter', async () => {
    const { t, connection, hear } = openSession()
    await hear({ type: 'hello', name: 'ann' })
    await hear({ type: 'join', room: 'tea' })
    t.effects()
    await t.respond('lobby', 'find', t.stub<RoomProtocol>('room'))
    expect(t.effects()).toEqual(
      expect.arrayContaining([
        fx.watchWith('room', 'lost', 'tea', 1),
        fx.tell('room', 'enter', t.self, 'ann', 1),
      ]),
    )
    await t.tell('entered', 'tea', 1, { life: 5, seq: 10, members: ['bob', 'ann'] })
    expect(connection.read().at(-1)).toEqual({
      type: 'joined',
      room: 'tea',
      life: 5,
      seq: 10,
      members: ['bob', 'ann'],
      again: false,
    })
  })

  test('where no room is to be had, it is looked for again, later and later', async () => {
    const { t, hear } = openSession()
    await hear({ type: 'hello', name: 'ann' })
    await hear({ type: 'join', room: 'tea' })
    for (const wait of [0, 10, 20]) {
      t.effects()
      await t.refuse('lobby', 'find', new Error('no node'))
      expect(t.effects()).toContainEqual(fx.after('look for tea', wait, 'look', 'tea', expect.any(Number)))
      await t.advance(wait)
    }
  })
})

describe('in a room', () => {
  test('what is said goes to the room, and is heard in its order', async () => {
    const { t, connection, say, line } = await inTea()
    await say('hi')
    expect(t.effects()).toContainEqual(fx.tell('room', 'say', t.self, 'hi', 1))
    expect(connection.read()).toEqual([])
    await line(11, 1)
    expect(connection.read()).toEqual([lineOf(11)])
  })

  test('what was lost on the way is told as missed', async () => {
    const { connection, line } = await inTea()
    await line(14)
    expect(connection.read()).toEqual([{ type: 'missed', room: 'tea', from: 11, to: 13 }, lineOf(14)])
  })

  test('nothing is told of a room that was left, though it comes late', async () => {
    const { t, connection, hear, line } = await inTea()
    await hear({ type: 'leave', room: 'tea' })
    expect(t.effects()).toEqual(
      expect.arrayContaining([fx.unwatch('room'), fx.tell('room', 'leave', t.self)]),
    )
    await line(11)
    await t.tell('lost', 'tea', 1)
    expect(connection.read()).toEqual([{ type: 'parted', room: 'tea' }])
  })

  test('what comes late of an earlier stay is not told', async () => {
    const { t, connection, hear, line } = await inTea()
    await hear({ type: 'leave', room: 'tea' })
    await hear({ type: 'join', room: 'tea' })
    await t.respond('lobby', 'find', t.stub<RoomProtocol>('room'))
    await line(11)
    await t.tell('entered', 'tea', 2, { life: 5, seq: 12, members: ['ann'] })
    expect(connection.read()).toMatchObject([{ type: 'parted' }, { type: 'joined', seq: 12 }])
  })
})

test('who leaves before it is in, and joins again, is in once: by the second entry', async () => {
  const { t, connection, hear } = openSession()
  await hear({ type: 'hello', name: 'ann' })
  await hear({ type: 'join', room: 'tea' })
  await t.respond('lobby', 'find', t.stub<RoomProtocol>('room'))
  await hear({ type: 'leave', room: 'tea' })
  await hear({ type: 'join', room: 'tea' })
  await t.tell('entered', 'tea', 1, { life: 5, seq: 10, members: ['ann'] })
  expect(connection.read()).toMatchObject([{ type: 'welcome' }, { type: 'parted' }])
  await t.respond('lobby', 'find', t.stub<RoomProtocol>('room'))
  await t.tell('entered', 'tea', 2, { life: 5, seq: 12, members: ['ann'] })
  expect(connection.read()).toMatchObject([{ type: 'joined', seq: 12 }])
})

describe('when the room is lost', () => {
  test('the client is told, and put into the next one', async () => {
    const { t, connection } = await inTea()
    await t.tell('lost', 'tea', 1)
    expect(connection.read()).toEqual([{ type: 'away', room: 'tea' }])
    expect(t.effects()).toContainEqual(fx.ask('lobby', 'find', 'tea', t.stub('room')))
    await t.respond('lobby', 'find', t.stub<RoomProtocol>('next'))
    await t.tell('entered', 'tea', 2, { life: 6, seq: 1, members: ['ann'] })
    expect(connection.read()).toMatchObject([{ type: 'joined', life: 6, again: true }])
  })

  test('what was under way is unsure, and what is said meanwhile is said in the next one', async () => {
    const { t, connection, say } = await inTea()
    await say('under way')
    await t.tell('lost', 'tea', 1)
    await say('meanwhile')
    expect(connection.read()).toMatchObject([{ type: 'away' }, { type: 'unsure', text: 'under way' }])
    await t.respond('lobby', 'find', t.stub<RoomProtocol>('next'))
    t.effects()
    await t.tell('entered', 'tea', 2, { life: 6, seq: 1, members: ['ann'] })
    expect(t.effects()).toEqual([fx.tell('next', 'say', t.self, 'meanwhile', 2)])
  })

  test('so many lines wait for the next one, and no more', async () => {
    const { t, connection, say } = await inTea()
    await t.tell('lost', 'tea', 1)
    for (const text of ['1', '2', '3', '4']) await say(text)
    expect(connection.read()).toMatchObject([{ type: 'away' }, { type: 'error', code: 'room-is-away' }])
  })
})

describe('a client is read from', () => {
  test('at its rate, after a burst', async () => {
    const { t, hear } = openSession({ rate: { rate: 10, burst: 2 } })
    await hear({ type: 'hello', name: 'ann' })
    await hear({ type: 'join', room: 'tea' })
    expect(t.answer).toEqual({ value: undefined })
    await hear({ type: 'join', room: 'milk' })
    expect(t.answer).toBeUndefined()
    await t.advance(99)
    expect(t.answer).toBeUndefined()
    await t.advance(1)
    expect(t.answer).toEqual({ value: undefined })
  })

  test('one line after the other, though it sends them all at once', async () => {
    const { t, hear } = openSession({ rate: { rate: 10, burst: 1 } })
    await hear({ type: 'hello', name: 'ann' })
    for (const room of ['tea', 'milk', 'water']) await hear({ type: 'join', room })
    for (const rooms of [['tea'], ['tea', 'milk'], ['tea', 'milk', 'water']]) {
      expect(t.state).toMatchObject({ rooms })
      await t.advance(100)
    }
  })

  test('when its room has caught up', async () => {
    const { t, say, line } = await inTea()
    for (const text of ['1', '2', '3']) await say(text)
    expect(t.answer).toBeUndefined()
    await line(11, 1)
    expect(t.answer).toEqual({ value: undefined })
  })

  test('when the room that it had kept busy is lost', async () => {
    const { t, say } = await inTea()
    for (const text of ['1', '2', '3']) await say(text)
    await t.tell('lost', 'tea', 1)
    expect(t.answer).toEqual({ value: undefined })
  })

  test('when it has read what it was told', async () => {
    const { t, connection, say, line } = await inTea()
    connection.isOpen = false
    await line(11)
    await say('hi')
    expect(t.answer).toBeUndefined()
    connection.isOpen = true
    await t.tell('drained')
    expect(t.answer).toEqual({ value: undefined })
  })
})

describe('a client that does not read', () => {
  test('is told of as much as is kept for it, and of what it has missed', async () => {
    const { t, connection, line } = await inTea()
    connection.isOpen = false
    for (const seq of [11, 12, 13, 14, 15]) await line(seq)
    expect(connection.read()).toEqual([lineOf(11)])
    connection.isOpen = true
    await t.tell('drained')
    await line(16)
    const missed = { type: 'missed', room: 'tea', from: 14, to: 15 }
    expect(connection.read()).toEqual([lineOf(12), lineOf(13), missed, lineOf(16)])
  })

  test('is sent away after a while', async () => {
    const { t, connection, line } = await inTea()
    connection.isOpen = false
    await line(11)
    await t.advance(options.patience - 1)
    expect(t.isAlive).toBe(true)
    await t.advance(1)
    expect(t.isAlive).toBe(false)
    expect(connection.closed).toEqual({ type: 'bye', reason: 'you read too slowly' })
  })

  test('is not, as long as it reads a little', async () => {
    const { t, connection, line } = await inTea()
    connection.isOpen = false
    for (const seq of [11, 12, 13, 14]) {
      await line(seq)
      await t.advance(options.patience - 1)
      await t.tell('drained')
    }
    expect(t.isAlive).toBe(true)
    expect(connection.closed).toBeUndefined()
  })
})

test('a session that is stopped says good-bye', async () => {
  const { t, connection } = await inTea()
  await t.stop()
  expect(connection.closed).toEqual({ type: 'bye', reason: 'the server is closing' })
})
