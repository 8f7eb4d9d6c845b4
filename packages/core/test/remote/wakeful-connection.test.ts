import { describe, expect, test } from 'vitest'
import type { Frame, FrameReceiver } from '../../src/remote/connection.ts'
import { WakefulConnection } from '../../src/remote/wakeful-connection.ts'

const frame = (value: number): Frame => ({ bytes: Uint8Array.of(value), attachments: [] })

/** A wakeful connection, the way beneath it, and the turns of the loop that wait. */
function createConnection() {
  const sent: unknown[] = []
  const received: unknown[] = []
  const turns: (() => void)[] = []
  const way = new Way(sent)
  let time = 0
  // Between two looks at the clock passes about a microsecond.
  const now = () => (time += 1 / 1024)
  const connection = new WakefulConnection(way, { now, later: (task) => void turns.push(task) })
  connection.open({
    frame: ({ bytes }) => received.push(bytes[0]),
    closed: (error) => received.push(error?.message ?? 'closed'),
  })
  return { way, connection, sent, received, turns, turn: () => turns.shift()?.() }
}

class Way {
  receiver: FrameReceiver | undefined = undefined
  private readonly sent: unknown[]

  constructor(sent: unknown[]) {
    this.sent = sent
  }

  open(receiver: FrameReceiver): void {
    this.receiver = receiver
  }

  send({ bytes }: Frame): void {
    this.sent.push(bytes[0])
  }

  close(): void {
    this.sent.push('closed')
  }
}

describe('a wakeful connection', () => {
  test('passes on all that is sent and received, in order, up to its end', () => {
    const { way, connection, sent, received } = createConnection()
    for (const value of [1, 2, 3]) connection.send(frame(value))
    connection.close()
    for (const value of [4, 5]) way.receiver?.frame(frame(value))
    way.receiver?.closed(new Error('cut'))
    expect(sent).toEqual([1, 2, 3, 'closed'])
    expect(received).toEqual([4, 5, 'cut'])
  })

  test('keeps the loop turning while it waits, by one task at a time, and sleeps when nothing comes', () => {
    const { connection, turns, turn } = createConnection()
    for (const value of [1, 2, 3]) connection.send(frame(value))
    let taken = 0
    for (; turns.length > 0; taken++) {
      expect(turns.length).toBe(1)
      turn()
    }
    // As many as there are in 80 µs, and one that finds them over.
    expect(taken).toBe(82)
  })

  test('sleeps soon after it has received, unless it sends at once', () => {
    const { way, connection, turns, turn } = createConnection()
    connection.send(frame(1))
    turn()
    way.receiver?.frame(frame(2))
    connection.send(frame(3))
    expect(turns.length).toBe(1)
    turn()
    expect(turns.length).toBe(1)
    way.receiver?.frame(frame(4))
    turn()
    expect(turns.length).toBe(0)
  })

  test('lets those sleep who only receive', () => {
    const { way, turns } = createConnection()
    for (let i = 0; i < 100; i++) way.receiver?.frame(frame(1))
    expect(turns.length).toBe(0)
  })
})
