import { MessageChannel } from 'node:worker_threads'
import { FrameError } from '@troupe/core'
import { Inbox } from '../../packages/core/src/remote/inbox.ts'
import { fakeRefs } from '../../packages/core/test/remote/codec/codec-fixture.ts'
import { numbered } from '../../packages/core/test/remote/played-node.ts'
import { recordFrames } from '../../packages/core/test/remote/recorded-frames.ts'
import { ParentConnection } from '../../packages/transport-worker/src/thread/parent-connection.ts'
import type { FuzzTarget } from './fuzz-target.ts'
import { type Below, mutate } from './mutation.ts'

const ROUND = 50
/** Ends a round: a record of no kind there is. */
const LAST_WORDS = Uint8Array.of(255, 1, 2, 3, 4)

/** What a thread hears on its port, be it a frame or anything else that can be cloned. */
export async function portTarget(): Promise<FuzzTarget> {
  const corpus = await recordFrames()

  function anything(below: Below, depth = 0): unknown {
    const bytes = () =>
      numbered(mutate(corpus[below(corpus.length)] ?? new Uint8Array(1), corpus, below), below(2)).bytes
    const makes: readonly (() => unknown)[] = [
      bytes,
      () => below(1000),
      () => 'parting'.slice(below(2)),
      () => null,
      () => undefined,
      () => bytes().buffer,
      () => new DataView(new ArrayBuffer(below(9))),
      () => new Float64Array(below(4)),
      () => new SharedArrayBuffer(8),
      () => new Error('none'),
      () => Array.from({ length: below(4) }, () => anything(below, depth + 1)),
      () => ({ bytes: anything(below, depth + 1), attachments: anything(below, depth + 1) }),
      () => ({
        bytes: bytes(),
        attachments: Array.from({ length: below(3) }, () => new ArrayBuffer(below(9))),
      }),
      () => ({ bridge: anything(below, depth + 1), port: anything(below, depth + 1) }),
      () => ({
        bridge: { node: below(3), name: anything(below, depth + 1) },
        port: anything(below, depth + 1),
      }),
    ]
    return depth > 3 ? below(2) : makes[below(makes.length)]?.()
  }

  return {
    name: 'ports',
    async round(below) {
      const { port1, port2 } = new MessageChannel()
      const blamed: unknown[] = []
      const deaf = { tell() {}, ask() {}, other() {} }
      const connection = new ParentConnection(port2)
      const isClosed = new Promise<void>((resolve) => port1.on('close', resolve))
      port1.on('message', () => {})
      connection.open({
        closed: () => connection.close(),
        frame(frame) {
          if (Buffer.compare(frame.bytes, LAST_WORDS) === 0) connection.close()
          const inbox = new Inbox(fakeRefs, deaf, (error) => blamed.push(error))
          try {
            inbox.receive(frame)
          } catch (error) {
            if (!(error instanceof FrameError)) blamed.push(error)
          }
        },
      })
      for (let i = 0; i < ROUND; i++) port1.postMessage(anything(below))
      port1.postMessage(LAST_WORDS)
      await isClosed
      if (blamed.length > 0)
        throw new Error('A message was not refused as it should be.', { cause: blamed[0] })
      return ROUND
    },
  }
}
