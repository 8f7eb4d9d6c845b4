import { types } from 'node:util'
import { describe, expect, it } from 'vitest'
import { createDefaultEnvironment } from '../../src/env/default-env.ts'
import { FrameError } from '../../src/message/errors.ts'
import { ByteWriter } from '../../src/remote/codec/byte-writer.ts'
import { ValueEncoder } from '../../src/remote/codec/value-encoder.ts'
import { EarlyLetters } from '../../src/remote/early-letters.ts'
import { Inbox } from '../../src/remote/inbox.ts'
import { Incoming } from '../../src/remote/incoming.ts'
import { Link } from '../../src/remote/link.ts'
import { LAST_KIND, LONGEST_CHAIN, record, SPREAD } from '../../src/remote/record.ts'
import { LocalSystem } from '../../src/system/local-system.ts'
import { fakeRefs } from './codec/codec-fixture.ts'

/** What another node, whatever it is, could write. */
class Scribe {
  readonly writer = new ByteWriter()
  private readonly values = new ValueEncoder(fakeRefs, types.isProxy)

  constructor() {
    // The number of the frame is known when it is sent.
    this.writer.u32(0)
  }

  record(kind: number, body: (writer: ByteWriter) => void): this {
    const { writer } = this
    const start = writer.position
    writer.u8(kind)
    writer.u32(0)
    body(writer)
    writer.patchU32(start + 1, writer.position - start - 5)
    return this
  }

  name(name: string): this {
    return this.record(record.name, (writer) => {
      writer.varint(1)
      writer.string(name)
    })
  }

  message(kind: number, flags: number, middle: (writer: ByteWriter) => void, payload: unknown): this {
    return this.record(kind, (writer) => {
      writer.varint(5)
      writer.varint(1)
      writer.u8(flags)
      middle(writer)
      this.value(payload)
    })
  }

  put(kind: number, first: number, second: number, value: unknown): this {
    return this.record(kind, (writer) => {
      writer.varint(first)
      writer.varint(second)
      this.value(value)
    })
  }

  private value(value: unknown): void {
    this.values.encode(this.writer, value)
  }
}

const PEER = 1
const UIDS_PER_NODE = 2 ** 32

/** A node that hears what a scribe wrote. */
function node() {
  const environment = createDefaultEnvironment({ logger: { write() {} } })
  const local = new LocalSystem({ environment, node: 0, nodeName: 'main', askTimeout: 5000 })
  const link = new Link(local, fakeRefs, { node: PEER, name: 'far' })
  const early = new EarlyLetters(() => true)
  const owner = { local, early, definition: () => undefined, controlled: () => {}, relayed: () => {} }
  const inbox = new Inbox(fakeRefs, new Incoming(owner, link), rethrow)
  let frames = 0
  return {
    local,
    early,
    hear: ({ writer }: Scribe) => {
      writer.patchU32(0, frames++)
      inbox.receive({ bytes: writer.take(), attachments: [] })
    },
  }
}

function chainOf(length: number): (writer: ByteWriter) => void {
  return (writer) => {
    writer.varint(1)
    writer.varint(0)
    writer.varint(length)
    for (let i = 0; i < length; i++) {
      writer.varint(i)
      writer.varint(1)
      writer.string('path')
    }
  }
}

describe('a record from another node', () => {
  it('may hold a chain of asks of any length up to the longest', () => {
    for (const length of [0, 1, LONGEST_CHAIN])
      node().hear(new Scribe().name('n').message(record.ask, 0, chainOf(length), 1))
  })

  const chains: readonly (readonly [string, (writer: ByteWriter) => void])[] = [
    ['is too long', chainOf(LONGEST_CHAIN + 1)],
    ['claims more than there is', (writer) => writer.raw(Uint8Array.of(1, 0, 100, 1, 1))],
    ['has a path that is no string', (writer) => writer.raw(Uint8Array.of(1, 0, 1, 1, 1, 0xc0))],
    [
      'has a number that never ends',
      (writer) => writer.raw(Uint8Array.of(1, 0, 1, ...Array<number>(12).fill(0xff))),
    ],
  ]

  it.each(chains)('is refused where its chain of asks %s', (_what, chain) => {
    expect(() => node().hear(new Scribe().name('n').message(record.ask, 0, chain, 1))).toThrow(FrameError)
  })

  it.each([1, 'ab', null, { length: 1 }])('is refused where %j stands for several arguments', (payload) => {
    for (const [kind, middle] of [
      [record.tell, () => {}],
      [record.ask, chainOf(0)],
    ] as const) {
      expect(() => node().hear(new Scribe().name('n').message(kind, SPREAD, middle, payload))).toThrow(
        FrameError,
      )
    }
  })

  it('is refused where it asks for an actor in terms that make no sense', () => {
    for (const value of [undefined, {}, { definition: 'A', args: [], parentPath: '', mailbox: {} }])
      expect(() => node().hear(new Scribe().put(record.spawn, 1, 0, value))).toThrow(FrameError)
  })

  it('is refused where it is longer than what it holds [NOD-5]', () => {
    const padded = new Scribe().record(record.name, (writer) => {
      writer.varint(1)
      writer.string('n')
      writer.u8(0)
    })
    expect(() => node().hear(padded)).toThrow(FrameError)
  })

  it('is refused where its kind is one beyond the last, though it holds what others do [NOD-5]', () => {
    expect(() => node().hear(new Scribe().put(LAST_KIND + 1, 1, 1, undefined))).toThrow(FrameError)
  })

  it.each([0, 2, 2 ** 40])(
    'is refused where it gives the first message name the number %d [NOD-5]',
    (number) => {
      const named = new Scribe().record(record.name, (writer) => {
        writer.varint(number)
        writer.string('n')
      })
      expect(() => node().hear(named)).toThrow(FrameError)
    },
  )

  it('is refused where it says something senseless between nodes', () => {
    expect(() => node().hear(new Scribe().put(record.control, 0, 0, { type: 'directory' }))).toThrow(
      FrameError,
    )
  })

  it('is refused at once where its order does not exist, though its actor may still come', () => {
    const { early, hear } = node()
    const uid = PEER * UIDS_PER_NODE + 7
    expect(() => hear(new Scribe().put(record.order, uid, 99, undefined))).toThrow(FrameError)
    hear(new Scribe().put(record.order, uid, 0, undefined))
    expect(() => early.release(uid)).not.toThrow()
  })

  it('is refused where it links an actor with nobody, or ends a link that has no name', () => {
    for (const value of [undefined, {}, { id: 1 }, { id: 'a' }, { id: 'a', by: { isActorRef: true } }])
      expect(() => node().hear(new Scribe().put(record.bind, 1, 0, value))).toThrow(FrameError)
    for (const value of [undefined, {}, { id: 1 }])
      expect(() => node().hear(new Scribe().put(record.unbind, 1, 0, value))).toThrow(FrameError)
  })

  it('does nothing where it speaks of a watch or of a link that nobody has', () => {
    const { local, hear } = node()
    local.expose(local.guardian)
    const { uid } = local.guardian.address
    const said = new Scribe()
      .put(record.watched, 99, 0, undefined)
      .put(record.down, 99, 1, { reason: 'failed' })
      .put(record.unbind, uid, 0, { id: 'a', end: { reason: 'no reason', error: 17 } })
    expect(() => hear(said)).not.toThrow()
    expect(local.guardian.isAlive).toBe(true)
  })

  it('is refused where it asks for an actor under a number that is taken', () => {
    const { local, hear } = node()
    local.expose(local.guardian)
    const invitation = {
      definition: 'A',
      args: [],
      parentPath: '',
      mailbox: { capacity: 1, highWater: 1, stash: 1, overflow: 'reject-new' },
      startTimeout: 1,
      stopTimeout: 1,
      restart: 'transient',
      grouped: false,
    }
    const { uid } = local.guardian.address
    expect(() => hear(new Scribe().put(record.spawn, uid, 0, invitation))).toThrow('that another one has')
    expect(() => hear(new Scribe().put(record.spawn, uid + 1, 0, invitation))).not.toThrow()
  })
})

function rethrow(error: unknown): never {
  throw error
}
