import { FrameError } from '@troupe/core'
import type { Frame } from '@troupe/core/remote'
import { recordFrames } from '../../packages/core/test/remote/recorded-frames.ts'
import { FrameSplitter } from '../../packages/transport-ipc/src/framing/frame-splitter.ts'
import { joinFrame } from '../../packages/transport-ipc/src/framing/join-frame.ts'
import type { FuzzTarget } from './fuzz-target.ts'
import { type Below, mutate, noise } from './mutation.ts'

const LARGEST_FRAME = 1024 * 1024
const ROUND = 20

/** The stream of bytes from a child process, changed, and cut wherever chance has it. */
export async function streamTarget(): Promise<FuzzTarget> {
  const limits = { largestFrame: LARGEST_FRAME }
  const said = await recordFrames()
  const corpus = said.flatMap((bytes) => [
    written({ bytes, attachments: [] }),
    written({ bytes, attachments: [new ArrayBuffer(3), new ArrayBuffer(70_000)] }),
  ])

  function written(frame: Frame): Uint8Array {
    return new Uint8Array(Buffer.concat(joinFrame(frame, limits)))
  }

  function read(stream: Uint8Array, below: Below): void {
    let received = 0
    const splitter = new FrameSplitter(limits, {
      frame({ bytes, attachments }) {
        received += attachments.reduce((sum, { byteLength }) => sum + byteLength, bytes.length)
      },
      parted: () => {},
    })
    try {
      for (let at = 0; at < stream.length; ) {
        const piece = stream.subarray(at, at + 1 + below(100_000))
        splitter.push(piece)
        at += piece.length
      }
    } catch (error) {
      if (!(error instanceof FrameError)) throw error
    }
    if (received > stream.length) throw new Error(`${stream.length} bytes became ${received}.`)
  }

  return {
    name: 'streams',
    round(below) {
      for (let i = 0; i < ROUND; i++) {
        const bytes = corpus[below(corpus.length)] ?? new Uint8Array(1)
        read(below(10) === 0 ? noise(1 + below(200), below) : mutate(bytes, corpus, below), below)
      }
      return ROUND
    },
  }
}
