import { expect, test } from 'vitest'
import { FrameInbox } from '../../src/remote/frame-inbox.ts'

test('what is held back until somebody receives keeps its bytes, though the connection uses theirs again', () => {
  const inbox = new FrameInbox()
  const received: number[][] = []
  const bytes = new Uint8Array(2)
  for (const value of [1, 2, 3]) {
    bytes.fill(value)
    inbox.frame({ bytes, attachments: [] })
    if (value === 2) inbox.open({ frame: (frame) => received.push([...frame.bytes]), closed: () => {} })
  }
  expect(received).toEqual([
    [1, 1],
    [2, 2],
    [3, 3],
  ])
})
