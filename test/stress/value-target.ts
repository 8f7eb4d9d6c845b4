import { FrameError } from '@troupe/core'
import * as fc from 'fast-check'
import { decode, Wire } from '../../packages/core/test/remote/codec/codec-fixture.ts'
import { sendable } from '../../packages/core/test/remote/codec/sendable-values.ts'
import type { FuzzTarget } from './fuzz-target.ts'
import { mutate } from './mutation.ts'

const INPUTS = 200

/** Values of all kinds, encoded, changed and decoded: either that makes a value, or it is refused as a frame. */
export function valueTarget(seed: number): FuzzTarget {
  const values = fc.sample(sendable, { numRuns: 500, seed })
  const corpus = values.map((value) => new Wire().send(value)).filter(({ bytes }) => bytes.length > 0)
  const others = corpus.map(({ bytes }) => bytes)
  return {
    name: 'values',
    round(below) {
      for (let i = 0; i < INPUTS; i++) {
        const { bytes, attachments } = corpus[below(corpus.length)] ?? {
          bytes: new Uint8Array(1),
          attachments: [],
        }
        try {
          decode(mutate(bytes, others, below), attachments)
        } catch (error) {
          if (!(error instanceof FrameError)) throw error
        }
      }
      return INPUTS
    },
  }
}
