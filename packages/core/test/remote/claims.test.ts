import { describe, expect, it } from 'vitest'
import { defaultMailboxLimits } from '../../src/behavior/spawn-options.ts'
import { FrameError, NodeDownError } from '../../src/message/errors.ts'
import { PROTOCOL_VERSION, readControl } from '../../src/remote/control.ts'
import { readInvitation } from '../../src/remote/invitation.ts'
import { FakeRef } from './codec/codec-fixture.ts'

const invitation = {
  definition: 'Counter',
  args: [1, 'a'],
  name: 'counter',
  parent: undefined,
  parentPath: '/parent',
  mailbox: defaultMailboxLimits,
  startTimeout: 10_000,
  stopTimeout: Number.POSITIVE_INFINITY,
  restart: 'transient',
  grouped: false,
}

const nonsense: readonly (readonly [string, readonly unknown[]])[] = [
  ['definition', [undefined, 1, ['Counter']]],
  ['args', [undefined, 'args', { length: 1 }]],
  ['name', [null, 1, '', 'a/b', 'a$1', '~a', 'a b']],
  ['parent', [null, 1, { uid: 1 }, new FakeRef(0, 1, 'parent')]],
  ['parentPath', [undefined, 1]],
  ['mailbox', [undefined, null, 5, 'mailbox']],
  ['startTimeout', [undefined, '10', -1, Number.NaN]],
  ['stopTimeout', [undefined, null, -1, Number.NaN, 5n]],
  ['restart', [undefined, 'never', 1]],
  ['grouped', [undefined, 1, 'yes']],
]

const mailboxes: readonly (readonly [string, unknown])[] = [
  ['capacity', 0],
  ['capacity', Number.NaN],
  ['capacity', '5'],
  ['highWater', -1],
  ['highWater', undefined],
  ['overflow', 'drop-newest'],
  ['overflow', undefined],
]

describe('an invitation from another node', () => {
  it('is taken where all of it makes sense', () => {
    expect(readInvitation(invitation)).toBe(invitation)
    const { name: _name, parent: _parent, ...rest } = invitation
    expect(readInvitation(rest)).toBe(rest)
  })

  it.each([undefined, null, 1, 'text', []])('is refused where it is %j', (value) => {
    expect(() => readInvitation(value)).toThrow(FrameError)
  })

  it.each(nonsense)('is refused where its %s makes no sense', (field, values) => {
    for (const value of values)
      expect(() => readInvitation({ ...invitation, [field]: value })).toThrow(FrameError)
  })

  it.each(mailboxes)('is refused where the %s of its mailbox is %j', (field, value) => {
    const mailbox = { ...defaultMailboxLimits, [field]: value }
    expect(() => readInvitation({ ...invitation, mailbox })).toThrow(FrameError)
  })
})

const card = { node: 1, name: 'cpu-0', group: 'cpu', definitions: ['Counter'] }

const view = {
  uid: 1,
  name: 'a',
  definition: 'A',
  node: 'cpu-0',
  standing: { state: 'running', awaiting: 'b', waiting: 0, stashed: 0, restarts: 0, watchers: 0 },
  childCount: 1,
  children: [],
}

const step = {
  kind: 'handled',
  at: 1,
  path: 'p',
  other: undefined,
  via: undefined,
  name: 'n',
  text: '',
  asks: true,
}

/** A tree of so many levels. */
function deepView(levels: number): unknown {
  let deep: unknown = view
  for (let level = 1; level < levels; level++) deep = { ...view, children: [deep] }
  return deep
}

const sensible: readonly object[] = [
  { type: 'hello', protocol: PROTOCOL_VERSION, definitions: ['Counter'], description: { pid: 1 } },
  { type: 'hello', protocol: PROTOCOL_VERSION + 1 },
  { type: 'failed', error: new Error('e') },
  { type: 'directory', nodes: [] },
  { type: 'directory', nodes: [card, { ...card, node: 2 }] },
  { type: 'node-down', node: 1, error: undefined },
  { type: 'node-down', node: 1, error: new NodeDownError('e') },
  { type: 'connect', node: 2 },
  { type: 'relay', node: 2, name: 'cpu-1' },
  { type: 'survey', number: 1, uids: [1, 2], width: 20, most: 1000 },
  { type: 'surveyed', number: 1, actors: [] },
  { type: 'surveyed', number: 1, actors: [{ ...view, children: [{ ...view, standing: undefined }] }] },
  { type: 'record', number: 1, most: 0 },
  { type: 'recorded', number: 1, steps: [step, { ...step, other: 'a', via: 'b' }], left: 0, isOver: true },
  { type: 'shutdown', deadline: 0 },
]

const senseless: readonly unknown[] = [
  { type: 'record', number: 1, most: -1 },
  { type: 'recorded', number: 1, steps: step, left: 0, isOver: true },
  { type: 'recorded', number: 1, steps: [{ ...step, kind: 'unknown' }], left: 0, isOver: true },
  { type: 'recorded', number: 1, steps: [{ ...step, other: 5 }], left: 0, isOver: true },
  { type: 'recorded', number: 1, steps: [{ ...step, text: undefined }], left: 0, isOver: true },
  { type: 'recorded', number: 1, steps: [{ ...step, asks: 1 }], left: 0, isOver: true },
  { type: 'recorded', number: 1, steps: [], left: 0 },
  { type: 'survey', number: 1, uids: ['1'], width: 20, most: 1000 },
  { type: 'survey', number: 1, uids: 1, width: 20, most: 1000 },
  { type: 'survey', number: 1, uids: [], width: -1, most: 1000 },
  { type: 'surveyed', number: 1, actors: [undefined] },
  { type: 'surveyed', number: 1, actors: [{ ...view, name: 1 }] },
  { type: 'surveyed', number: 1, actors: [{ ...view, childCount: 'many' }] },
  { type: 'surveyed', number: 1, actors: [{ ...view, standing: {} }] },
  { type: 'surveyed', number: 1, actors: [{ ...view, standing: { ...view.standing, awaiting: 1 } }] },
  { type: 'surveyed', number: 1, actors: [{ ...view, children: [1] }] },
  { type: 'surveyed', number: 1, actors: [deepView(100)] },
  undefined,
  'hello',
  {},
  { type: 'unknown' },
  { type: 'toString' },
  { type: 'hello' },
  { type: 'hello', protocol: '1', definitions: [], description: {} },
  { type: 'hello', protocol: PROTOCOL_VERSION, description: {} },
  { type: 'hello', protocol: PROTOCOL_VERSION, definitions: [1], description: {} },
  { type: 'hello', protocol: PROTOCOL_VERSION, definitions: [], description: 'mine' },
  { type: 'failed' },
  { type: 'failed', error: { message: 'e' } },
  { type: 'directory' },
  { type: 'directory', nodes: { length: 1 } },
  { type: 'directory', nodes: [null] },
  { type: 'directory', nodes: [card, { ...card, node: -1 }] },
  { type: 'directory', nodes: [{ ...card, name: 1 }] },
  { type: 'directory', nodes: [{ ...card, group: undefined }] },
  { type: 'directory', nodes: [{ ...card, definitions: 'Counter' }] },
  { type: 'node-down' },
  { type: 'node-down', node: 1, error: 'why' },
  { type: 'connect', node: 1.5 },
  { type: 'connect', node: '1' },
  { type: 'relay', node: 1 },
  { type: 'relay', node: Number.NaN, name: 'cpu-1' },
  { type: 'shutdown' },
  { type: 'shutdown', deadline: -1 },
  { type: 'shutdown', deadline: Number.NaN },
]

describe('a control message from another node', () => {
  it.each(sensible)('is taken: %j', (control) => {
    expect(readControl(control)).toBe(control)
  })

  it.each(senseless.map((control) => ({ control })))('is refused: $control', ({ control }) => {
    expect(() => readControl(control)).toThrow(FrameError)
  })
})
