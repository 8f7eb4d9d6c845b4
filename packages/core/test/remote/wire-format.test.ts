import { types } from 'node:util'
import { describe, expect, it } from 'vitest'
import { defaultMailboxLimits } from '../../src/behavior/spawn-options.ts'
import { Cell } from '../../src/cell/cell.ts'
import { CellRef, targetOf } from '../../src/cell/cell-ref.ts'
import type { Birth, Supervisor } from '../../src/cell/host.ts'
import { ReplyHandle } from '../../src/cell/reply-handle.ts'
import type { Order } from '../../src/cell/system-message.ts'
import type { Target, Watcher } from '../../src/cell/target.ts'
import { createDefaultEnvironment } from '../../src/env/default-env.ts'
import { defineActor, Rejection } from '../../src/index.ts'
import { Envelope } from '../../src/message/envelope.ts'
import { ByteWriter } from '../../src/remote/codec/byte-writer.ts'
import { SMALLEST_ATTACHMENT } from '../../src/remote/codec/outgoing-buffers.ts'
import type { RefCodec } from '../../src/remote/codec/refs.ts'
import { NEAR_SHAPES, tag } from '../../src/remote/codec/tag.ts'
import { ValueEncoder } from '../../src/remote/codec/value-encoder.ts'
import type { Frame } from '../../src/remote/connection.ts'
import { type Control, PROTOCOL_VERSION } from '../../src/remote/control.ts'
import { Link } from '../../src/remote/link.ts'
import { FRAME_HEADER, record } from '../../src/remote/record.ts'
import { packFrame } from '../../src/remote/relay-connection.ts'
import { RemoteReply } from '../../src/remote/remote-reply.ts'
import { RemoteTarget } from '../../src/remote/remote-target.ts'
import { LocalSystem } from '../../src/system/local-system.ts'
import { VirtualClock } from '../rig/virtual-clock.ts'

// What these tests pin may change, but not unnoticed: nodes of one version must understand each other. If they fail and
// the change is meant, raise PROTOCOL_VERSION, rename the file of bytes after it, and have vitest write it anew with -u.

const address = { node: 1, uid: 300, path: 'troupe://far/a' }
const target = { address } as Target
const ref = new CellRef(target)
const refs: RefCodec = { toAddress: (each) => targetOf(each).address, fromAddress: () => ref }

/** An error whose stack says nothing of this machine. */
function stackless<E extends Error>(error: E): E {
  error.stack = `${error.name}: ${error.message}`
  return error
}

const failure = stackless(new Error('oops', { cause: stackless(new RangeError('too far')) }))

function openLink() {
  const environment = createDefaultEnvironment({ clock: new VirtualClock() })
  const local = new LocalSystem({ environment, node: 0, nodeName: 'main', askTimeout: 5000 })
  const link = new Link(local, refs, { node: 1, name: 'far' })
  const frames: Frame[] = []
  const connection = { open: () => {}, send: (frame: Frame) => frames.push(frame), close: () => {} }
  link.attach(connection, { frame: () => {}, closed: () => {} })
  return { local, link, frames, remote: new RemoteTarget({ local, linkTo: () => link }, address) }
}

type OpenLink = ReturnType<typeof openLink>

const Child = defineActor('Child', () => ({}))
const terms = {
  mailbox: defaultMailboxLimits,
  startTimeout: 4000,
  stopTimeout: 5000,
  restart: 'transient',
} as const
const patient = { timeout: undefined, signal: undefined, transfer: undefined }
const watcher: Watcher = { notify: () => {} }
const registrar: Watcher = { notify: () => {}, begun: () => {} }

/** A child of an actor on the far side, as that one's node has invited it; its supervisor speaks to there. */
function guest({ local, link }: OpenLink): Birth {
  const invitation = {
    ...terms,
    definition: 'Child',
    args: [],
    name: undefined,
    parent: ref,
    parentPath: '/parent',
    grouped: true,
  }
  link.family.receive(5, invitation, Child)
  const cell = local.reach(5)
  return cell instanceof Cell ? cell.birth : expect.unreachable()
}

function spawn({ link }: OpenLink, name: string | undefined, parent: CellRef | undefined): void {
  const supervisor: Supervisor = {
    ref: parent,
    path: 'troupe://main/parent',
    childFailed: () => {},
    childStopped: () => {},
    childStarted: () => {},
    childRested: () => {},
  }
  const whose = { name, supervisor, grouped: parent === undefined, guardian: false }
  const birth = { ...whose, terms, definition: Child, args: [1, 'two'], uid: 5 }
  link.family.spawn({ birth, failed: () => {}, stopped: () => {}, turned: () => {} })
}

function pass({ link, remote }: OpenLink, deadline: number, spread: boolean): void {
  const chain = {
    uid: 7,
    path: 'troupe://main/b',
    handling: 2,
    before: { uid: 8, path: '/c', handling: 1, before: undefined },
  }
  const reply = new RemoteReply(link, 1, deadline, () => {})
  remote.pass(new Envelope('add', spread ? [1, 2] : 1, spread, reply, spread ? chain : undefined), undefined)
}

const reply = ({ link }: OpenLink): RemoteReply => new RemoteReply(link, 9, Infinity, () => {})

/** What a link is to say, for each kind of record but `name`, which comes with the first message of a name. */
const records: Readonly<Record<Exclude<keyof typeof record, 'name'>, readonly ((on: OpenLink) => void)[]>> = {
  tell: [
    ({ remote }) => [remote.tell('add', 1), remote.tell('add', undefined)],
    ({ remote }) => remote.send('add', [1, 2], true, { ...patient, priority: 'high', ttl: 100 }),
    ({ remote }) => remote.send('add', 1, false, { ...patient, priority: 'low', ttl: undefined }),
  ],
  ask: [(on) => pass(on, Infinity, false), (on) => pass(on, 5000, true)],
  answer: [(on) => reply(on).answer({ total: 3 })],
  rejection: [
    (on) => reply(on).reject(failure),
    (on) => reply(on).reject(stackless(new Rejection('no', { code: 'refused' }))),
  ],
  watch: [({ remote }) => remote.watch(watcher, ref), ({ remote }) => remote.watch(registrar, ref)],
  unwatch: [({ remote }) => [remote.watch(watcher, ref), remote.unwatch(watcher)]],
  down: [
    ({ link }) => link.watches.serve(3, undefined, ref),
    ({ link }) => {
      const ends = { watch: (it: Watcher) => it.notify({ ref, reason: 'failed', error: failure }, true) }
      link.watches.serve(3, { ...target, ...ends } as Target, ref)
    },
  ],
  stop: [({ remote }) => [remote.stop(false), remote.stop(true)]],
  spawn: [(on) => spawn(on, 'child', ref), (on) => spawn(on, undefined, undefined)],
  order: [
    ({ link }) => {
      const orders = ['resume', 'restart', 'stop', 'kill', 'rest', 'begin'] satisfies Order[]
      for (const order of orders) link.family.order(5, order, undefined)
      link.family.order(5, 'stop', failure)
    },
  ],
  childFailed: [
    (on) => {
      const birth = guest(on)
      birth.supervisor.childFailed(birth, { error: failure, normal: false })
    },
    (on) => {
      const birth = guest(on)
      birth.supervisor.childFailed(birth, { error: undefined, normal: true })
    },
  ],
  childStopped: [
    (on) => {
      const birth = guest(on)
      birth.supervisor.childStopped(birth)
    },
  ],
  credit: [({ link }) => link.put(record.credit, 300, 64, undefined)],
  control: [
    ({ link }) => {
      for (const control of Object.values(controls)) link.control(control)
    },
  ],
  relay: [
    ({ link }) => {
      link.put(record.relay, 2, 0, packFrame({ bytes: new Uint8Array([1, 2]), attachments: [] }))
      link.put(record.relay, 2, 0, packFrame(undefined))
    },
  ],
  bind: [({ remote }) => remote.bind('0:1', ref)],
  unbind: [
    ({ remote }) => [
      remote.unbind('0:1', undefined),
      remote.unbind('0:1', { reason: 'killed', error: undefined }),
    ],
  ],
  memberTurned: [
    (on) => {
      const birth = guest(on)
      birth.supervisor.childStarted(birth)
      birth.supervisor.childRested(birth)
    },
  ],
  watched: [
    ({ link }) => {
      const begins = { watch: (it: Watcher) => it.begun?.() }
      link.watches.serve(3, { ...target, ...begins } as Target, ref, 'registrar')
    },
  ],
  giveUp: [
    (on) => {
      const ask = reply(on)
      on.link.await(ask)
      ask.giveUp()
    },
    (on) => {
      const ask = reply(on)
      on.link.await(ask)
      ask.giveUp(true)
    },
  ],
}

const view = {
  uid: 5,
  name: 'child',
  definition: 'Child',
  node: 'far-0',
  standing: { state: 'running', awaiting: undefined, waiting: 1, stashed: 0, restarts: 2, watchers: 3 },
  childCount: 0,
  children: [],
}

const step = {
  kind: 'handled',
  at: 5,
  path: 'troupe://far-0/~main/child',
  other: undefined,
  via: 'main',
  name: 'count',
  text: '(1)',
  asks: true,
} as const

const controls: Readonly<{ [T in Control['type']]: Control & { readonly type: T } }> = {
  hello: { type: 'hello', protocol: PROTOCOL_VERSION, definitions: ['Child'], description: { pid: 1 } },
  failed: { type: 'failed', error: failure },
  directory: { type: 'directory', nodes: [{ node: 1, name: 'far-0', group: 'far', definitions: ['Child'] }] },
  'node-down': { type: 'node-down', node: 1, error: undefined },
  connect: { type: 'connect', node: 2 },
  relay: { type: 'relay', node: 2, name: 'far-1' },
  beat: { type: 'beat' },
  alive: { type: 'alive' },
  survey: { type: 'survey', number: 1, uids: [5], width: 20, most: 1000 },
  surveyed: { type: 'surveyed', number: 1, actors: [view] },
  record: { type: 'record', number: 1, most: 1000 },
  recorded: { type: 'recorded', number: 1, steps: [step], left: 2, isOver: true },
  shutdown: { type: 'shutdown', deadline: 5000 },
}

const bytes = new Uint8Array([1, 2, 3])
const manyKeys = Object.fromEntries(Array.from({ length: 33 }, (_, i) => [`k${i}`, i]))

/** For each tag, a value that is sent with it, alone or inside another. */
const values: Readonly<Record<keyof typeof tag, unknown>> = {
  shaped: [{ x: 1 }, { x: 2 }],
  shortArray: [0, 63, 64, -1],
  shortString: 'abc',
  null: null,
  undefined: undefined,
  false: false,
  true: true,
  int32: -70_000,
  float64: 0.5,
  packed: [2n ** 70n, new Date(0)],
  utf8: 'é',
  utf16: '\ud800',
  array: Array.from({ length: 16 }, () => 0),
  farShaped: Array.from({ length: NEAR_SHAPES + 2 }, (_, i) => ({ [`s${Math.min(i, NEAR_SHAPES)}`]: i })),
  newShape: { a: 1, b: { c: 2 } },
  dictionary: manyKeys,
  regexp: /a+/gi,
  map: new Map([['a', 1]]),
  set: new Set([1]),
  buffer: bytes.buffer,
  view: bytes.subarray(1),
  attachedBuffer: new ArrayBuffer(SMALLEST_ATTACHMENT),
  attachedView: new Float64Array(SMALLEST_ATTACHMENT / 8),
  error: failure,
  ref,
  reply: new ReplyHandle('add', undefined),
}

const hex = (part: Uint8Array): string => Buffer.from(part).toString('hex')

function said(say: (on: OpenLink) => void): string {
  const on = openLink()
  say(on)
  on.link.flush()
  return on.frames.map((frame) => hex(frame.bytes)).join(' ')
}

function encoded(value: unknown): string {
  const replies = {
    pass: () => ({ number: 9, wait: 5001, name: 'add' }),
    takeBack: () => {},
    receive: () => ref,
  }
  const writer = new ByteWriter()
  new ValueEncoder(refs, types.isProxy, replies).encode(writer, value)
  return hex(writer.take())
}

/** The kinds of the records in a frame. */
function kindsIn(frame: string): number[] {
  const kinds: number[] = []
  const whole = Buffer.from(frame, 'hex')
  for (let at = FRAME_HEADER; at < whole.length; at += 5 + whole.readUInt32LE(at + 1))
    kinds.push(whole.readUInt8(at))
  return kinds
}

describe('the wire format', () => {
  const frames = Object.entries(records).flatMap(([kind, all]) =>
    all.map((say) => ({ kind, frame: said((on) => void say(on)) })),
  )

  it('is that of its version, byte for byte', async () => {
    const lines = [
      ...frames.map(({ kind, frame }) => `record ${kind}: ${frame}`),
      ...Object.entries(values).map(([name, value]) => `value ${name}: ${encoded(value)}`),
    ]
    await expect(`${lines.join('\n')}\n`).toMatchFileSnapshot(`wire-format/version-${PROTOCOL_VERSION}.txt`)
  })

  it('is pinned for every kind of record', () => {
    const kinds = new Set(frames.flatMap(({ frame }) => kindsIn(frame)))
    expect([...kinds].sort((a, b) => a - b)).toEqual(Object.values(record).sort((a, b) => a - b))
  })

  it.each(frames)('of a $kind says that it is one', ({ kind, frame }) => {
    expect(kindsIn(frame)).toContain(record[kind as keyof typeof record])
  })

  it.each(Object.entries(tag))('is pinned for %s', (name, first) => {
    const last = { shaped: 0x7f, shortArray: 0x8f, shortString: 0xbf }[name] ?? first
    const shown = Buffer.from(encoded(values[name as keyof typeof tag]), 'hex')
    expect(shown.some((byte) => byte >= first && byte <= last)).toBe(true)
  })
})
