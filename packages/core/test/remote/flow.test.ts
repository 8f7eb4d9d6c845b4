import { type ActorContext, createSystem, defineActor } from '@troupe/core'
import { memoryNodes } from '@troupe/core/remote'
import { describe, expect, it } from 'vitest'
import { Inflow, Outflow, windowOf } from '../../src/remote/flow.ts'

const WINDOW = 8192

function send(outflow: Outflow, count: number): void {
  for (let i = 0; i < count; i++) outflow.sent()
}

describe('the way to an actor on another node', () => {
  it('has no room left with the last message that fits', () => {
    const outflow = new Outflow()
    send(outflow, WINDOW - 1)
    expect(outflow.isFilled).toBe(false)
    outflow.sent()
    expect(outflow.isFilled).toBe(true)
  })

  it('is ready again when half of the window is free, not earlier', async () => {
    const outflow = new Outflow()
    send(outflow, WINDOW + 1)
    const said: string[] = []
    const ready = outflow.ready().then(() => said.push('ready'))
    outflow.granted(WINDOW / 2)
    await Promise.resolve()
    expect(said).toEqual([])
    outflow.granted(1)
    await ready
    expect(said).toEqual(['ready'])
  })

  it('is ready at once below its window, and for everybody who waits when it ends', async () => {
    const outflow = new Outflow()
    await outflow.ready()
    send(outflow, WINDOW + 1)
    const waiters = [outflow.ready(), outflow.ready()]
    outflow.open()
    await Promise.all(waiters)
  })

  it('takes no more than was sent for granted, whatever the far side says', () => {
    const outflow = new Outflow()
    outflow.sent()
    outflow.granted(1000)
    expect(outflow.isIdle).toBe(true)
    send(outflow, WINDOW + 1)
    expect(outflow.isFilled).toBe(true)
  })

  it('is full where nobody heeds the sign', () => {
    const outflow = new Outflow()
    send(outflow, 1_048_575)
    expect(outflow.isFull).toBe(false)
    outflow.sent()
    expect(outflow.isFull).toBe(true)
  })
})

/** A mailbox that drains when a test says so. */
class Drain {
  readonly mailbox = { length: 0 }
  private tasks: (() => void)[] = []

  get waiting(): number {
    return this.tasks.length
  }

  whenEbbed(task: () => void): void {
    this.tasks.push(task)
  }

  whenNextEbbed(task: () => void): void {
    this.tasks.push(task)
  }

  ebb(): void {
    for (const task of this.tasks.splice(0)) task()
  }
}

describe('the way from an actor on another node', () => {
  it('grants when the mailbox has drained, in one word for many messages [OVL-2]', () => {
    const drain = new Drain()
    const grants: number[] = []
    const inflow = new Inflow(drain, 8192, (count) => grants.push(count))
    for (let i = 0; i < 5000; i++) inflow.receive()
    expect({ grants, waiting: drain.waiting }).toEqual({ grants: [], waiting: 1 })
    drain.ebb()
    expect(grants).toEqual([5000])
  })

  it('grants nothing for a few messages, until nothing more can come of them', () => {
    const drain = new Drain()
    const grants: number[] = []
    const inflow = new Inflow(drain, 8192, (count) => grants.push(count))
    for (let i = 0; i < 100; i++) inflow.receive()
    expect(drain.waiting).toBe(0)
    inflow.finish()
    inflow.finish()
    expect(grants).toEqual([100])
  })

  it('does not grant what still waits in the mailbox: it would be lost with its node and not be missed [OVL-2, DEL-1]', () => {
    const drain = new Drain()
    const grants: number[] = []
    const inflow = new Inflow(drain, 8192, (count) => grants.push(count))
    for (let i = 0; i < 5000; i++) inflow.receive()
    drain.mailbox.length = 500
    drain.ebb()
    expect(grants).toEqual([4500])
    inflow.finish()
    expect(grants).toEqual([4500, 500])
  })

  it('grants in the end what waited where so little is granted at once', () => {
    const drain = new Drain()
    const grants: number[] = []
    const inflow = new Inflow(drain, 4, (count) => grants.push(count))
    drain.mailbox.length = 3
    for (let i = 0; i < 3; i++) inflow.receive()
    drain.ebb()
    drain.mailbox.length = 1
    drain.ebb()
    drain.mailbox.length = 0
    drain.ebb()
    expect(grants).toEqual([2, 1])
    expect(drain.waiting).toBe(0)
  })

  it('never lets a sender that heeds the sign wait for ever', () => {
    const drain = new Drain()
    const outflow = new Outflow()
    const inflow = new Inflow(drain, 8192, (count) => outflow.granted(count))
    for (let round = 0; round < 50; round++) {
      for (let sent = 0; sent < WINDOW && !outflow.isFilled; sent++) {
        outflow.sent()
        inflow.receive()
      }
      expect(outflow.isFilled).toBe(true)
      drain.ebb()
      expect(outflow.isFilled).toBe(false)
    }
  })
})

describe('the window of an actor', () => {
  it.each([
    { mailbox: { capacity: 1_048_576, highWater: 1024 }, window: 8192 },
    { mailbox: { capacity: 100, highWater: 50 }, window: 12 },
    { mailbox: { capacity: 2000, highWater: 1000 }, window: 250 },
    { mailbox: { capacity: 1_048_576, highWater: 1 }, window: 8 },
    { mailbox: { capacity: 1, highWater: 1 }, window: 1 },
  ])('leaves room for several senders in $mailbox', ({ mailbox, window }) => {
    expect(windowOf({ ...mailbox, stash: 1, overflow: 'reject-new' })).toBe(window)
  })

  it('costs a producer that heeds it no message, however small the mailbox [OVL-2]', async () => {
    const Sum = defineActor('Sum', (_ctx: ActorContext<SumProtocol>) => {
      let sum = 0
      return {
        add(by) {
          sum += by
        },
        read: () => sum,
      }
    })
    await using system = await createSystem({ nodes: { far: memoryNodes({ Sum }) } })
    for (const mailbox of [
      { capacity: 100, highWater: 50 },
      { capacity: 1 },
      { capacity: 9, highWater: 1 },
    ]) {
      const sum = system.spawn(Sum, [], { on: 'far', mailbox })
      for (let sent = 0; sent < 2000; sent++) if (!sum.tell('add', 1)) await sum.ready()
      await sum.ready()
      expect(await sum.with({ priority: 'low' }).ask('read')).toBe(2000)
    }
  })
})

interface SumProtocol {
  add(by: number): void
  read(): number
}
