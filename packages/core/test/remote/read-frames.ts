import type { Frame } from '../../src/remote/connection.ts'
import { Inbox, type RecordReceiver } from '../../src/remote/inbox.ts'
import { fakeRefs } from './codec/codec-fixture.ts'

/** The far end of a link: a frame that it cannot read fails the test. */
export function openInbox(receiver: RecordReceiver): Inbox {
  return new Inbox(fakeRefs, receiver, (error) => {
    throw error
  })
}

/** What these frames tell, in order. */
export function toldIn(frames: readonly Frame[]): unknown[] {
  const told: unknown[] = []
  const inbox = openInbox({
    tell: (_uid, _name, _flags, payload) => told.push(payload),
    ask: () => {},
    other: () => {},
  })
  for (const frame of frames) inbox.receive(frame)
  return told
}
