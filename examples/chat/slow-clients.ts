import { Guest } from './guest.ts'
import { MAX_TEXT, type Notice } from './wire.ts'

/** What became of two clients that do not read, while somebody says more than their sockets hold. */
export interface SlowClients {
  /** Lines that the one who reads again at last was told, and events that it was told it had missed. */
  readonly told: number
  readonly missed: number
  /** Milliseconds until the one who never does was sent away. */
  readonly sent_away_after: number
  readonly complaints: readonly string[]
}

const ROOM = 'quarry'
/** Lines that are under way at once. */
const WINDOW = 50

/** @param lines as many as are more than a socket's buffers hold: some megabytes */
export async function meetSlowClients(port: number, lines: number): Promise<SlowClients> {
  await using miner = await Guest.arrive(port, 'miner')
  await using sloth = await Guest.arrive(port, 'sloth')
  await using stone = await Guest.arrive(port, 'stone')
  for (const guest of [miner, sloth, stone]) await guest.join(ROOM)
  sloth.connection.pause()
  stone.connection.pause()

  const start = performance.now()
  const isGone = miner.until((notice) => notice.type === 'left' && notice.who === stone.name)
  const last = await sayAll(miner, lines)
  const hasRead = sloth.until((notice) => reaches(notice, last))
  sloth.connection.resume()
  await hasRead
  await isGone
  return {
    told: sloth.witness.lines,
    missed: sloth.witness.missed,
    sent_away_after: Math.round(performance.now() - start),
    complaints: [...miner.witness.complaints, ...sloth.witness.complaints],
  }
}

/** Resolves when the last one has been heard by who said it, with its number in the room. */
export function sayAll(guest: Guest, lines: number): Promise<number> {
  return new Promise((resolve) => {
    let said = 0
    let heard = 0
    const say = (): void => {
      if (said < lines) guest.say(ROOM, `${++said} `.padEnd(MAX_TEXT, '#'))
    }
    const stop = guest.on((notice) => {
      if (notice.type !== 'line' || notice.from !== guest.name) return
      say()
      if (++heard < lines) return
      stop()
      resolve(notice.seq)
    })
    for (let i = 0; i < WINDOW; i++) say()
  })
}

/** Whether it tells of that event, or that it was missed. */
export function reaches(notice: Notice, seq: number): boolean {
  return (notice.type === 'line' && notice.seq === seq) || (notice.type === 'missed' && notice.to >= seq)
}

/** Milliseconds that the server takes to read what a client has sent all at once. */
export async function meetFlood(port: number, lines: number): Promise<number> {
  await using hose = await Guest.arrive(port, 'hose')
  await hose.join('cellar')
  const start = performance.now()
  const isRead = hose.until((notice) => notice.type === 'line' && notice.text === String(lines))
  for (let line = 1; line <= lines; line++) hose.say('cellar', String(line))
  await isRead
  return Math.round(performance.now() - start)
}
