import { Readable } from 'node:stream'
import { describe, expect, test } from 'vitest'
import { type ActorContext, defineActor } from '../../src/index.ts'
import { pump } from '../../src/patterns/index.ts'
import { createRig } from '../rig/create-rig.ts'
import { gate } from '../rig/gate.ts'
import { settled } from '../rig/settled.ts'

interface EaterProtocol {
  eat(food: number): void
  eaten(): readonly number[]
  burst(): void
}

/** Eats what it is sent, each once `allowed` lets it. */
function eaterOf(allowed: () => Promise<unknown> | undefined) {
  return defineActor('Eater', (_ctx: ActorContext<EaterProtocol>) => {
    const eaten: number[] = []
    return {
      async eat(food) {
        await allowed()
        eaten.push(food)
      },
      eaten: () => eaten,
      burst() {
        throw new Error('too much')
      },
    }
  })
}
const Eater = eaterOf(() => undefined)

/** Counts what has been read of it, and notes that it was closed. */
function watched(count: number) {
  const state = { read: 0, isClosed: false }
  async function* numbers() {
    try {
      for (; state.read < count; ) yield state.read++
    } finally {
      state.isClosed = true
    }
  }
  return { state, numbers: numbers() }
}

describe('a pump', () => {
  test.each([
    ['an array', () => [1, 2, 3]],
    ['a set', () => new Set([1, 2, 3])],
    [
      'an async generator',
      async function* () {
        yield* [1, 2, 3]
      },
    ],
    ['a Node stream', () => Readable.from([1, 2, 3])],
  ] as const)('sends all that %s holds, in order, and says how much', async (_what, source) => {
    await using rig = await createRig()
    const eater = rig.system.spawn(Eater)
    expect(await pump(rig.system, source(), eater, 'eat')).toBe(3)
    expect(await eater.ask('eaten')).toEqual([1, 2, 3])
  })

  test('reads no faster than the actor handles', async () => {
    await using rig = await createRig()
    const meal = gate()
    const eater = rig.system.spawn(
      eaterOf(() => meal.promise),
      [],
      { mailbox: { highWater: 10 } },
    )
    const { state, numbers } = watched(1000)
    const pumped = pump(rig.system, numbers, eater, 'eat')
    await settled()
    expect(state.read).toBeLessThan(15)
    meal.open()
    expect(await pumped).toBe(1000)
    expect(await eater.ask('eaten')).toHaveLength(1000)
    expect(rig.deadLetters).toEqual([])
  })

  test('ends when its signal aborts, even while the source has nothing, and closes the source', async () => {
    await using rig = await createRig()
    const stream = new Readable({ objectMode: true, read() {} })
    const aborter = new AbortController()
    const pumped = pump(rig.system, stream, rig.system.spawn(Eater), 'eat', { signal: aborter.signal })
    await settled()
    aborter.abort(new Error('enough'))
    await expect(pumped).rejects.toThrow('enough')
    await settled()
    expect(stream.destroyed).toBe(true)
  })

  test('does not begin under a signal that has aborted', async () => {
    await using rig = await createRig()
    const eater = rig.system.spawn(Eater)
    const signal = AbortSignal.abort(new Error('never'))
    await expect(pump(rig.system, [1], eater, 'eat', { signal })).rejects.toThrow('never')
    expect(await eater.ask('eaten')).toEqual([])
  })

  test('ends when its actor does, with the reason, and closes the source', async () => {
    await using rig = await createRig()
    const eater = rig.system.spawn(Eater, [], { restart: 'temporary' })
    const { state, numbers } = watched(Number.POSITIVE_INFINITY)
    const pumped = pump(rig.system, numbers, eater, 'eat').catch((error: unknown) => error)
    eater.tell('burst')
    expect(await pumped).toMatchObject({ code: 'actor-terminated', cause: { message: 'too much' } })
    expect(state.isClosed).toBe(true)
  })

  test('throws what the source throws, after what came before', async () => {
    await using rig = await createRig()
    const eater = rig.system.spawn(Eater)
    async function* broken() {
      yield 1
      throw new Error('disk full')
    }
    await expect(pump(rig.system, broken(), eater, 'eat')).rejects.toThrow('disk full')
    expect(await eater.ask('eaten')).toEqual([1])
  })

  test('ends well when all is sent, though its source cannot be closed', async () => {
    await using rig = await createRig()
    const eater = rig.system.spawn(Eater)
    const numbers = [1, 2].values()
    const source: Iterable<number> = {
      [Symbol.iterator]: () => ({
        next: () => numbers.next(),
        return: () => expect.fail('is closed already'),
      }),
    }
    expect(await pump(rig.system, source, eater, 'eat')).toBe(2)
    expect(await eater.ask('eaten')).toEqual([1, 2])
  })

  test('throws where an item cannot be sent, and closes the source', async () => {
    await using rig = await createRig()
    const Taker = defineActor('Taker', (_ctx: ActorContext<{ take(value: unknown): void }>) => ({
      take() {},
    }))
    let isClosed = false
    function* functions() {
      try {
        yield () => 1
      } finally {
        isClosed = true
      }
    }
    await expect(pump(rig.system, functions(), rig.system.spawn(Taker), 'take')).rejects.toMatchObject({
      code: 'unsendable',
    })
    expect(isClosed).toBe(true)
  })
})
