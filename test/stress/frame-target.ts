import { FrameError } from '@troupe/core'
import { Inbox, type RecordReceiver } from '../../packages/core/src/remote/inbox.ts'
import { fakeRefs } from '../../packages/core/test/remote/codec/codec-fixture.ts'
import { numbered } from '../../packages/core/test/remote/played-node.ts'
import { recordFrames } from '../../packages/core/test/remote/recorded-frames.ts'
import type { FuzzTarget } from './fuzz-target.ts'
import { mutate } from './mutation.ts'

const deaf: RecordReceiver = { tell() {}, ask() {}, other() {} }

/** Frames that nodes have said, changed, and taken apart into records in the order of the talk. */
export async function frameTarget(): Promise<FuzzTarget> {
  const corpus = await recordFrames()
  return {
    name: 'frames',
    round(below) {
      let inputs = 0
      const blamed: unknown[] = []
      const inbox = new Inbox(fakeRefs, deaf, (error) => blamed.push(error))
      for (const frame of corpus) {
        const records = below(3) === 0 ? frame : mutate(frame, corpus, below)
        try {
          inbox.receive(numbered(records, inputs++))
        } catch (error) {
          if (!(error instanceof FrameError)) throw error
          break
        }
      }
      if (blamed.length > 0) throw new Error('The receiver is said to have failed.', { cause: blamed[0] })
      return inputs
    },
  }
}
