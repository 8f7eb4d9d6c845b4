import { types } from 'node:util'
import { describe, expect, it } from 'vitest'
import { InvalidOptionError, UnsendableError } from '../../../src/message/errors.ts'
import { FreezingSealer } from '../../../src/message/sealer.ts'
import { Wire } from './codec-fixture.ts'

type Send = (value: unknown, transfer?: readonly ArrayBuffer[]) => unknown

const sealer = new FreezingSealer(types.isProxy)

// Neither the types of Node nor those of the language tell of it.
const { Memory } = Reflect.get(globalThis, 'WebAssembly') as {
  Memory: new (size: { initial: number }) => { readonly buffer: ArrayBuffer }
}

/** What a message goes through on its way to an actor, here or on another node. */
const ways: readonly (readonly [string, Send])[] = [
  ['here', (value, transfer) => sealer.seal(value, transfer)],
  ['elsewhere', (value, transfer) => new Wire().carry(value, transfer)],
]

function moved(size: number): ArrayBuffer {
  const buffer = new ArrayBuffer(size)
  structuredClone(buffer, { transfer: [buffer] })
  return buffer
}

function viewBefore<View>(size: number, view: (buffer: ArrayBuffer) => View): View {
  const buffer = new ArrayBuffer(size)
  const before = view(buffer)
  structuredClone(buffer, { transfer: [buffer] })
  return before
}

const gone: readonly (readonly [string, unknown])[] = [
  ['a buffer', moved(8)],
  ['an empty buffer', moved(0)],
  ['a typed array', viewBefore(8, (buffer) => new Uint16Array(buffer, 2, 2))],
  ['a DataView', viewBefore(8, (buffer) => new DataView(buffer, 2))],
]

describe.each(ways)('sent to an actor %s', (_where, send) => {
  it.each(gone)('%s that was moved before is refused', (_what, value) => {
    for (const place of [value, { value }, [value], new Map([[1, value]])]) {
      expect(() => send(place)).toThrow(UnsendableError)
      expect(() => send(place)).toThrow('moved before; its contents are elsewhere')
    }
  })

  it('an empty buffer that was never moved arrives', () => {
    expect(send([new ArrayBuffer(0), new Uint8Array(0)])).toStrictEqual([
      new ArrayBuffer(0),
      new Uint8Array(0),
    ])
  })

  const immovable: readonly (readonly [string, ArrayBufferLike])[] = [
    ['was moved before', moved(8)],
    ['was empty when it moved before', moved(0)],
    ['is shared memory', new SharedArrayBuffer(8)],
    ['is the memory of WebAssembly', new Memory({ initial: 1 }).buffer],
    ['is a pool of Buffers', Buffer.from('abc').buffer],
  ]

  it.each(immovable)('a buffer in transfer that %s is refused', (_what, buffer) => {
    const bytes = new Uint8Array(4)
    const value = { bytes, fresh: {} }
    expect(() => send(value, [buffer as ArrayBuffer])).toThrow(InvalidOptionError)
    expect(() => send(value, [buffer as ArrayBuffer])).toThrow('not an ArrayBuffer that can be moved')
    expect([Object.isFrozen(value), Object.isFrozen(value.fresh)]).toEqual([false, false])
  })

  it.each(immovable)('buffers lose nothing beside one in transfer that %s', (_what, buffer) => {
    const own = Uint8Array.of(1, 2, 3).buffer
    const list = [own, buffer as ArrayBuffer]
    try {
      expect(send({ own }, list)).toStrictEqual({ own: Uint8Array.of(1, 2, 3).buffer })
    } catch (error) {
      expect(error).toBeInstanceOf(InvalidOptionError)
      expect(own).toStrictEqual(Uint8Array.of(1, 2, 3).buffer)
    }
  })

  it('what cannot be moved is said before what cannot be sent', () => {
    const view = viewBefore(8, (buffer) => new DataView(buffer))
    expect(() => send({ view, bad: () => 1 }, [view.buffer])).toThrow(InvalidOptionError)
  })

  it('what holds a buffer in transfer stays as it was', () => {
    const buffer = new ArrayBuffer(8)
    const value = { list: [{ buffer }] }
    send(value, [buffer])
    expect(value.list[0]?.buffer).toBe(buffer)
    expect([value, value.list, value.list[0]].some((part) => Object.isFrozen(part))).toBe(false)
  })

  it('an error that contains itself in several ways arrives, described where it comes again', () => {
    const error = Object.assign(new Error('loop'))
    Object.assign(error, { a: error, b: error, inside: { error }, list: [error], map: new Map([[1, error]]) })
    const arrived = send({ error }) as { error: Error }
    expect({ ...arrived.error }).toStrictEqual({
      a: 'Error: loop',
      b: 'Error: loop',
      inside: '[object Object]',
      list: 'Error: loop',
      map: '[object Map]',
    })
  })

  it('errors that contain each other arrive', () => {
    const one: Error & { other?: Error; too?: Error } = new Error('one')
    const other = Object.assign(new Error('other'), { one, again: one })
    Object.assign(one, { other, too: other, cause: other })
    const arrived = send(one) as typeof one
    expect(arrived.other).toMatchObject({ message: 'other', one: 'Error: one', again: 'Error: one' })
    expect(arrived.too).toMatchObject({ message: 'other' })
    expect(arrived.cause).toMatchObject({ message: 'other' })
  })

  it('a part of an error that is refused stays as it was', () => {
    const half = { kept: {}, bad: () => 1 }
    const arrived = send(Object.assign(new Error('e'), { half, whole: { a: 1 } }))
    expect(arrived).toMatchObject({ half: '[object Object]', whole: { a: 1 } })
    expect([Object.isFrozen(half), Object.isFrozen(half.kept)]).toEqual([false, false])
  })
})
