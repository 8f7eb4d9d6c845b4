import { describe, expect, it } from 'vitest'
import { createDefaultEnvironment } from '../../src/env/default-env.ts'
import type { Frame } from '../../src/remote/connection.ts'
import { Link } from '../../src/remote/link.ts'
import { LocalSystem } from '../../src/system/local-system.ts'
import { fakeRefs } from './codec/codec-fixture.ts'
import { toldIn } from './read-frames.ts'

const address = { node: 1, uid: 1, path: 'troupe://far/a' }

function openLink(): Link {
  const environment = createDefaultEnvironment({ logger: { write: () => {} } })
  const local = new LocalSystem({ environment, node: 0, nodeName: 'main', askTimeout: 5000 })
  return new Link(local, fakeRefs, { node: 1, name: 'far' })
}

describe('a link that gets its connection', () => {
  it('sends what has waited, in order, before anything that the first frames from there lead to [ORD-1]', () => {
    const link = openLink()
    for (const said of ['first', 'second', 'third']) {
      link.tell(address, 'note', said)
      link.flush()
    }
    const frames: Frame[] = []
    const answerAtOnce = (): void => {
      link.tell(address, 'note', 'late')
      link.flush()
    }
    const connection = { open: answerAtOnce, send: (frame: Frame) => frames.push(frame), close: () => {} }
    link.attach(connection, { frame: () => {}, closed: () => {} })
    expect(toldIn(frames)).toEqual(['first', 'second', 'third', 'late'])
  })

  it('sends nothing, and counts what is sent as undeliverable, once it has ended', async () => {
    const link = openLink()
    link.tell(address, 'note', 'lost')
    link.close(new Error('gone'))
    const frames: Frame[] = []
    link.attach(
      { open: () => {}, send: (frame) => frames.push(frame), close: () => {} },
      { frame: () => {}, closed: () => {} },
    )
    expect(link.tell(address, 'note', 'late')).toBe(true)
    link.put(9, 1, 0, undefined)
    link.flush()
    expect(toldIn(frames)).not.toContain('late')
    await link.ready(address)
  })
})
