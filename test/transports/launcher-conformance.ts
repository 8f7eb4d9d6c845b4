import { createHash } from 'node:crypto'
import type { Frame, LaunchedNode, Launcher } from '@troupe/core/remote'
import { describe, expect, onTestFinished, test } from 'vitest'
import { EXIT_CODE } from './far-side.ts'
import { countTo, NearSide, numbersOf } from './near-side.ts'

/** Bytes that differ from place to place. */
function patternOf(length: number, seed: number): Uint8Array<ArrayBuffer> {
  return Uint8Array.from({ length }, (_, i) => (i * 31 + seed) % 113)
}

function frameOf(bytes: number, attachments: readonly number[] = []) {
  return {
    bytes: patternOf(bytes, 1),
    attachments: attachments.map((length, i) => patternOf(length, i).buffer),
  }
}

/** A short text for each part of a frame, since comparing megabytes one by one would take a test's whole time. */
function digestOf({ bytes, attachments }: Frame): string[] {
  return [bytes, ...attachments.map((it) => new Uint8Array(it))].map(
    (part) => `${part.length} ${createHash('sha1').update(part).digest('hex')}`,
  )
}

/** A node whose far side is `FarSide`, ended after the test. */
export function launch(launcher: Launcher, number = 1): { node: LaunchedNode; near: NearSide } {
  const node = launcher.launch({ node: number, name: `far-${number}` })
  onTestFinished(async () => {
    node.kill()
    await node.ended
  })
  return { node, near: new NearSide(node.connection) }
}

/** What every launcher promises of its connections. `createLauncher` makes one whose nodes run `FarSide`. */
export function launcherConformance(createLauncher: () => Launcher): void {
  describe('a connection', () => {
    test('carries frames of all sizes both ways, whole and in order', async () => {
      const { near } = launch(createLauncher())
      const sizes = [0, 1, 40, 16_383, 16_384, 65_526, 65_527, 65_528, 65_536, 200_000, 1, 3_000_000, 7]
      const sent = sizes.map((size) => frameOf(size))
      for (const { bytes } of structuredClone(sent)) near.send(bytes)
      await near.arrived(sent.length)
      expect(near.frames.map(digestOf)).toEqual(sent.map(digestOf))
    })

    test('carries attachments, empty ones and large ones, beside small and large bytes', async () => {
      const { near } = launch(createLauncher())
      const shapes = [[0], [100_000], [0, 70_000, 0, 3], [5_000_000, 1], new Array<number>(300).fill(5)]
      const sent = shapes.flatMap((lengths) => [frameOf(10, lengths), frameOf(50_000, lengths)])
      for (const { bytes, attachments } of structuredClone(sent)) near.send(bytes, attachments)
      await near.arrived(sent.length)
      expect(near.frames.map(digestOf)).toEqual(sent.map(digestOf))
    })

    test('gives each frame a buffer of its own', async () => {
      const { near } = launch(createLauncher())
      for (let i = 0; i < 10; i++) near.send(patternOf(20, i))
      await near.arrived(10)
      for (const { bytes } of near.frames) expect(bytes.buffer.byteLength).toBe(20)
    })

    test('keeps many small frames in order', async () => {
      const { near } = launch(createLauncher())
      near.order({ burst: 20_000 })
      await near.arrived(20_000)
      expect(numbersOf(near.frames)).toEqual(countTo(20_000))
    })

    test('holds frames back until it is opened', async () => {
      const node = createLauncher().launch({ node: 1, name: 'far-1' })
      node.connection.send({
        bytes: new TextEncoder().encode('{"burst":3,"size":4,"over":"parent","ending":"leave"}'),
        attachments: [],
      })
      await node.ended
      const near = new NearSide(node.connection)
      expect(await near.ended).toBeUndefined()
      expect(numbersOf(near.frames)).toEqual([0, 1, 2])
    })
  })

  describe('the end', () => {
    test('comes in peace after all that was sent when the far side leaves', async () => {
      const { node, near } = launch(createLauncher())
      near.order({ burst: 500, size: 10_000, ending: 'leave' })
      expect(await near.ended).toBeUndefined()
      expect(await node.ended).toBeUndefined()
      expect(numbersOf(near.frames)).toEqual(countTo(500))
      expect(near.endings).toBe(1)
    })

    test('comes in peace when this side closes, after what it had sent has been handled', async () => {
      const { node, near } = launch(createLauncher())
      for (let i = 0; i < 100; i++) near.send(patternOf(1000, i))
      node.connection.close()
      expect(await near.ended).toBeUndefined()
      expect(await node.ended).toBeUndefined()
      expect(near.frames).toHaveLength(100)
    })

    test('names the exit code when the far side calls process.exit', async () => {
      const { node, near } = launch(createLauncher())
      near.order({ burst: 10, ending: 'exit' })
      const error = await near.ended
      expect(error).toMatchObject({ code: 'node-down' })
      expect(error?.message).toMatch(`exited with code ${EXIT_CODE}`)
      expect(await node.ended).toBe(error)
      expect(numbersOf(near.frames)).toEqual(countTo(10))
    })

    test('has the error that nothing in the far side caught as its cause', async () => {
      const { near } = launch(createLauncher())
      near.order({ burst: 10, ending: 'throw' })
      const error = await near.ended
      expect(error?.message).toMatch('was ended by an error that nothing caught: far too far')
      expect(error).toMatchObject({
        code: 'node-down',
        cause: { name: 'RangeError', message: 'far too far', code: 'FAR' },
      })
      expect(error).toHaveProperty('cause.stack', expect.stringContaining('far-side.ts'))
      expect(near.frames).toHaveLength(10)
    })

    test.each(['stay', 'spin'] as const)(
      'comes by force when the node is killed, be it told to %s',
      async (ending) => {
        const { node, near } = launch(createLauncher())
        near.order({ burst: 1, ending })
        await near.arrived(1)
        node.kill()
        expect((await near.ended)?.message).toMatch(/far-1.* was ended by force/)
        expect(await node.ended).toMatchObject({ code: 'node-down' })
      },
    )

    test('is not disturbed by what is sent after it', async () => {
      const { node, near } = launch(createLauncher())
      near.order({ ending: 'exit' })
      for (let i = 0; i < 1000; i++) near.send(patternOf(10_000, i))
      await near.ended
      near.send(patternOf(10, 0), [new ArrayBuffer(10)])
      node.connection.close()
      node.connection.close()
      node.kill()
      await node.ended
      expect(near.endings).toBe(1)
    })
  })
}
