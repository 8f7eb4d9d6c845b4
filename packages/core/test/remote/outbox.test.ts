import { types } from 'node:util'
import { describe, expect, it } from 'vitest'
import type { AskLink } from '../../src/message/ask-chain.ts'
import { UnsendableError } from '../../src/message/errors.ts'
import { SMALLEST_ATTACHMENT } from '../../src/remote/codec/outgoing-buffers.ts'
import { Outbox } from '../../src/remote/outbox.ts'
import { LONGEST_CHAIN, record } from '../../src/remote/record.ts'
import { fakeRefs } from './codec/codec-fixture.ts'
import { openInbox } from './read-frames.ts'

/** Both ends of one direction of a link, and what has come out of it. */
function link() {
  const outbox = new Outbox(fakeRefs, types.isProxy)
  const told: unknown[][] = []
  const chains: (AskLink | undefined)[] = []
  const waits: number[] = []
  const inbox = openInbox({
    tell: (uid, name, _flags, payload) => told.push([uid, name, payload]),
    ask: ({ uid, name, payload, chain, wait }) => {
      told.push([uid, name, payload])
      chains.push(chain)
      waits.push(wait)
    },
    other: (kind, first, second, value) => told.push([kind, first, second, value]),
  })
  return { outbox, inbox, told, chains, waits, arrive: () => inbox.receive(outbox.take()) }
}

const message = {
  uid: 1,
  name: 'n',
  spread: false,
  priority: 'normal',
  transfer: undefined,
  ttl: undefined,
} as const

describe('the frames of one direction', () => {
  function threeFrames() {
    const { outbox, told, ...rest } = link()
    const frames = [1, 2, 3].map((payload) => {
      outbox.tellPlain(payload, 'n', payload)
      return outbox.take()
    })
    return { frames, payloads: () => told.map(([uid]) => uid), ...rest }
  }

  it('are numbered: one that comes twice is read once', () => {
    const { frames, payloads, inbox } = threeFrames()
    for (const frame of frames.flatMap((each) => [each, each, frames[0] ?? each])) inbox.receive(frame)
    expect(payloads()).toEqual([1, 2, 3])
  })

  it('are refused from the first that is missing on', () => {
    const { frames, payloads, inbox } = threeFrames()
    const [first = frames[0], , third = frames[2]] = frames
    if (first === undefined || third === undefined) throw new Error('three frames were written')
    inbox.receive(first)
    expect(() => inbox.receive(third)).toThrow('Frame 1 was lost on its way: frame 2 came next.')
    expect(payloads()).toEqual([1])
  })

  it('have a number that a message which is refused does not use up', () => {
    const { outbox, told, arrive } = link()
    outbox.tellPlain(1, 'n', 1)
    arrive()
    expect(() => outbox.tellPlain(2, 'n', () => {})).toThrow(UnsendableError)
    expect(outbox.isEmpty).toBe(true)
    outbox.tellPlain(3, 'n', 3)
    arrive()
    expect(told.map(([uid]) => uid)).toEqual([1, 3])
  })
})

describe('an outbox', () => {
  it('is full with a mebibyte of attachments, so that no frame grows beyond what the far side takes', () => {
    const { outbox } = link()
    const large = new Uint8Array(SMALLEST_ATTACHMENT)
    for (let i = 1; i < 16; i++) outbox.tellPlain(1, 'n', large)
    expect(outbox.isFull).toBe(false)
    outbox.tellPlain(1, 'n', large)
    expect(outbox.isFull).toBe(true)
    expect(outbox.take().attachments).toHaveLength(16)
    expect(outbox.isFull).toBe(false)
  })

  it('does not count buffers that no message shows', () => {
    const { outbox } = link()
    const transfer = Array.from({ length: 100 }, () => new ArrayBuffer(1))
    outbox.tell({ ...message, payload: {}, transfer })
    expect(outbox.isFull).toBe(false)
    expect(outbox.take().attachments).toHaveLength(0)
  })

  it('is open while a getter in a payload runs, and refuses what that one sends', () => {
    const { outbox, told, arrive } = link()
    const refused: unknown[] = []
    const attempt = (send: () => void) => {
      try {
        send()
      } catch (error) {
        refused.push(error)
      }
    }
    const payload = {
      first: 1,
      get nested() {
        expect(outbox.isOpen).toBe(true)
        attempt(() => outbox.tellPlain(2, 'said for the first time', 1))
        attempt(() => outbox.put(record.stop, 1, 0, undefined))
        attempt(() => outbox.ask({ ...message, payload: 1 }, 1, undefined, 1))
        return 2
      },
    }
    outbox.tellPlain(1, 'outer', payload)
    expect(outbox.isOpen).toBe(false)
    outbox.tellPlain(2, 'said for the first time', 3)
    arrive()
    expect(refused).toHaveLength(3)
    for (const error of refused) expect(error).toBeInstanceOf(UnsendableError)
    expect(told).toStrictEqual([
      [1, 'outer', { first: 1, nested: 2 }],
      [2, 'said for the first time', 3],
    ])
  })

  it('says no more of a chain of asks than an inbox reads', () => {
    const { outbox, chains, arrive } = link()
    let chain: AskLink | undefined
    for (let uid = 1; uid <= LONGEST_CHAIN + 5; uid++)
      chain = { uid, handling: 1, path: `p${uid}`, before: chain }
    outbox.ask({ ...message, payload: 1 }, 1, chain, 1)
    outbox.ask({ ...message, payload: 1 }, 2, { uid: 7, handling: 3, path: 'p', before: undefined }, 1)
    outbox.ask({ ...message, payload: 1 }, 3, undefined, 1)
    arrive()
    let length = 0
    for (let link = chains[0]; link !== undefined; link = link.before) length++
    expect([length, chains[0]?.uid]).toEqual([LONGEST_CHAIN, LONGEST_CHAIN + 5])
    expect(chains.slice(1)).toStrictEqual([{ uid: 7, handling: 3, path: 'p', before: undefined }, undefined])
  })

  it('says how long an answer is waited for: never less than that, and for ever where it is long enough', () => {
    const { outbox, waits, arrive } = link()
    for (const wait of [0, 0.2, 1, 4999, 5e9, -3, Number.POSITIVE_INFINITY, Number.MAX_VALUE])
      outbox.ask({ ...message, payload: 1 }, 1, undefined, wait)
    arrive()
    expect(waits).toEqual([0, 1, 1, 4999, 5e9, 0, Number.POSITIVE_INFINITY, Number.POSITIVE_INFINITY])
  })
})
