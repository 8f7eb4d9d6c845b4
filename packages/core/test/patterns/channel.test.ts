import { describe, expect, test } from 'vitest'
import { openChannel } from '../../src/patterns/index.ts'
import { createRig } from '../rig/create-rig.ts'
import { settled } from '../rig/settled.ts'

describe('a channel', () => {
  test('gives what was put in, in order, until its end', async () => {
    await using rig = await createRig()
    const channel = openChannel<number>(rig.system)
    for (const n of [1, 2, 3]) channel.ref.tell('put', n)
    channel.ref.tell('end')
    const read: number[] = []
    for await (const n of channel) read.push(n)
    expect(read).toEqual([1, 2, 3])
    expect(rig.deadLetters).toEqual([])
  })

  test('answers a put once the item is taken out', async () => {
    await using rig = await createRig()
    const channel = openChannel<string>(rig.system)
    let isTaken = false
    const put = channel.ref.ask('put', 'x').then(() => {
      isTaken = true
    })
    await settled()
    expect(isTaken).toBe(false)
    const reader = channel[Symbol.asyncIterator]()
    expect(await reader.next()).toEqual({ done: false, value: 'x' })
    await put
  })

  test('holds back whoever heeds tell while nobody reads', async () => {
    await using rig = await createRig()
    const channel = openChannel<number>(rig.system, { mailbox: { highWater: 5 } })
    let put = 0
    while (channel.ref.tell('put', put)) put++
    // One is taken from the mailbox, and waits to be taken out.
    await settled()
    put++
    while (channel.ref.tell('put', put)) put++
    expect(put).toBeLessThan(10)
    let isReady = false
    const ready = channel.ref.ready().then(() => {
      isReady = true
    })
    await settled()
    expect(isReady).toBe(false)
    channel.ref.tell('end')
    const read: number[] = []
    for await (const n of channel) read.push(n)
    await ready
    expect(read).toEqual(Array.from({ length: put + 1 }, (_, i) => i))
  })

  test('that fails throws in the loop, after the items before', async () => {
    await using rig = await createRig()
    const channel = openChannel<number>(rig.system)
    channel.ref.tell('put', 1)
    channel.ref.tell('fail', new RangeError('no more paper'))
    const read: number[] = []
    const loop = async () => {
      for await (const n of channel) read.push(n)
    }
    await expect(loop()).rejects.toThrow(new RangeError('no more paper'))
    expect(read).toEqual([1])
  })

  test('whose loop is left ends its actor: what waits becomes dead letters', async () => {
    await using rig = await createRig()
    const channel = openChannel<number>(rig.system)
    for (const n of [1, 2, 3, 4]) channel.ref.tell('put', n)
    for await (const n of channel) if (n === 1) break
    expect(await rig.system.terminated(channel.ref)).toMatchObject({ reason: 'no-such-actor' })
    expect(rig.deadLetters.map(({ payload }) => payload)).toEqual([2, 3, 4])
  })

  test('rejects who asked it to put what nobody took out, and is not read any more', async () => {
    await using rig = await createRig()
    const channel = openChannel<number>(rig.system)
    const outcomes = [1, 2, 3].map((n) =>
      channel.ref.ask('put', n).then(
        () => 'taken',
        (error: { code: string }) => error.code,
      ),
    )
    const reader = channel[Symbol.asyncIterator]()
    expect(await reader.next()).toEqual({ done: false, value: 1 })
    await settled()
    await channel[Symbol.asyncDispose]()
    expect(await Promise.all(outcomes)).toEqual(['taken', 'actor-terminated', 'actor-terminated'])
    expect(await reader.next()).toEqual({ done: true, value: undefined })
    expect(rig.deadLetters.map(({ payload }) => payload).toSorted()).toEqual([2, 3])
    expect(rig.failures).toEqual([])
  })

  test('refuses a second loop beside the first, which would wait for ever', async () => {
    await using rig = await createRig()
    await using channel = openChannel<number>(rig.system)
    const first = channel[Symbol.asyncIterator]().next()
    await expect(channel[Symbol.asyncIterator]().next()).rejects.toMatchObject({ code: 'invalid-option' })
    channel.ref.tell('put', 1)
    expect(await first).toEqual({ done: false, value: 1 })
  })

  test('whose actor is stopped ends the loop that waits', async () => {
    await using rig = await createRig()
    const channel = openChannel<number>(rig.system)
    const next = channel[Symbol.asyncIterator]().next()
    await rig.system.stop(channel.ref)
    expect(await next).toEqual({ done: true, value: undefined })
  })

  test('that is disposed of is gone', async () => {
    await using rig = await createRig()
    const { ref } = await (async () => {
      await using channel = openChannel<number>(rig.system)
      return channel
    })()
    expect(await rig.system.terminated(ref)).toMatchObject({ reason: 'no-such-actor' })
  })
})
