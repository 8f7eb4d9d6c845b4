import { describe, expect, it } from 'vitest'
import { createDefaultEnvironment } from '../../src/env/default-env.ts'
import { FairDispatcher } from '../../src/env/fair-dispatcher.ts'
import type { Frame } from '../../src/remote/connection.ts'
import { Link } from '../../src/remote/link.ts'
import { LocalSystem } from '../../src/system/local-system.ts'
import { settled } from '../rig/settled.ts'
import { VirtualClock } from '../rig/virtual-clock.ts'
import { fakeRefs } from './codec/codec-fixture.ts'
import { toldIn } from './read-frames.ts'

function openLink() {
  const clock = new VirtualClock()
  const microtasks = { soon: queueMicrotask, later: queueMicrotask }
  const createDispatcher = () => new FairDispatcher(clock, microtasks)
  const environment = createDefaultEnvironment({ clock, createDispatcher })
  const local = new LocalSystem({ environment, node: 0, nodeName: 'main', askTimeout: 5000 })
  const link = new Link(local, fakeRefs, { node: 1, name: 'far' })
  const frames: Frame[] = []
  link.attach(
    { open: () => {}, send: (frame) => frames.push(frame), close: () => {} },
    { frame: () => {}, closed: () => {} },
  )
  return { link, frames }
}

const address = { node: 1, uid: 1, path: 'troupe://far/a' }

describe('a flush inside a getter', () => {
  it('does not cut the record that holds the getter’s value', async () => {
    const { link, frames } = openLink()
    const payload = {
      before: 'a',
      get flushing() {
        link.flush()
        return 'b'
      },
    }
    link.tell(address, 'first', 1)
    link.tell(address, 'second', payload)
    link.tell(address, 'third', 3)
    await settled()
    expect(toldIn(frames)).toStrictEqual([1, { before: 'a', flushing: 'b' }, 3])
  })

  it('of a message that is then refused still comes to pass', async () => {
    const { link, frames } = openLink()
    link.tell(address, 'first', 1)
    link.flush()
    const payload = {
      get flushing() {
        link.flush()
        return () => {}
      },
    }
    expect(() => link.tell(address, 'said first by a message that is refused', payload)).toThrow('a function')
    await settled()
    link.tell(address, 'said first by a message that is refused', 2)
    link.flush()
    expect(toldIn(frames)).toStrictEqual([1, 2])
    expect(frames).toHaveLength(3)
  })
})
