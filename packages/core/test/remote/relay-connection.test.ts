import { describe, expect, it } from 'vitest'
import { FrameError } from '../../src/message/errors.ts'
import type { Frame } from '../../src/remote/connection.ts'
import { packFrame, RelayConnection, unpackFrame } from '../../src/remote/relay-connection.ts'

const frame: Frame = { bytes: Uint8Array.of(1, 2, 3), attachments: [new ArrayBuffer(4)] }

function open() {
  const passed: (Frame | undefined)[] = []
  const heard: unknown[] = []
  const relay = new RelayConnection((each) => passed.push(each))
  relay.open({ frame: (each) => heard.push(each), closed: (error) => heard.push(error?.message ?? 'closed') })
  return { passed, heard, relay }
}

describe('a connection through the parent', () => {
  it('passes frames on, and the word that none will follow', () => {
    const { relay, passed } = open()
    relay.send(frame)
    relay.close()
    expect(passed).toEqual([frame, undefined])
  })

  it('receives what has come for it until its far side is lost, of which it is told once', () => {
    const { relay, heard } = open()
    relay.arrive(frame)
    relay.lose(new Error('gone'))
    relay.lose(undefined)
    relay.arrive(frame)
    expect(heard).toEqual([frame, 'gone'])
  })
})

describe('a frame inside a record', () => {
  it('comes out as it went in', () => {
    expect(unpackFrame(packFrame(frame))).toEqual(frame)
    expect(unpackFrame(packFrame(undefined))).toBeUndefined()
  })

  it.each([
    null,
    1,
    'bytes',
    {},
    [],
    ['bytes'],
    [Uint8Array.of(1), 'not a buffer'],
    [Uint8Array.of(1), Uint8Array.of(2)],
  ])('is refused where it is %j', (value) => {
    expect(() => unpackFrame(value)).toThrow(FrameError)
  })
})
