import { describe, expect, test } from 'vitest'
import type { OpenArm, Outcome } from '../harness/arm.ts'
import { figureOf } from '../harness/block.ts'
import { runBlock } from '../harness/run-block.ts'

const armThat = (run: () => Outcome): OpenArm => ({ run: async () => run(), close: async () => {} })
const expected = { completed: 10, checksum: 55 }

describe('a block', () => {
  test('adds runs until its time is filled', async () => {
    const block = await runBlock(
      armThat(() => ({ ...expected, ms: 4 })),
      10,
      expected,
      10,
    )
    expect(block).toMatchObject({ runs: 3, completed: 30, ms: 12 })
    expect(figureOf(block, 'rate')).toBe(2.5)
    expect(figureOf(block, 'ms')).toBe(4)
  })

  test('is refused if less was completed than was asked for', async () => {
    const arm = armThat(() => ({ completed: 9, checksum: 55 }))
    await expect(runBlock(arm, 10, expected, 0)).rejects.toThrow('9 were completed, and 10 were asked for')
  })

  test.each([
    { checksum: 54, tolerance: 0 },
    { checksum: 55.1, tolerance: 1e-9 },
    { checksum: Number.NaN, tolerance: 1 },
  ])('is refused if its checksum is $checksum, within $tolerance', async ({ checksum, tolerance }) => {
    const arm = armThat(() => ({ completed: 10, checksum }))
    await expect(runBlock(arm, 10, { ...expected, tolerance }, 0)).rejects.toThrow('the checksum is')
  })

  test('is refused if an arm that times itself says that it took no time', async () => {
    const arm = armThat(() => ({ ...expected, ms: 0 }))
    await expect(runBlock(arm, 10, expected, 1)).rejects.toThrow('a run took 0 ms')
  })

  test('knows the quantiles of latencies, and the median of what else was measured', async () => {
    const latencies = Array.from({ length: 101 }, (_, i) => i)
    let run = 0
    const arm = armThat(() => ({ ...expected, ms: 1, latencies, figures: { bytes: run++ } }))
    const block = await runBlock(arm, 10, expected, 3)
    expect(block.latency).toMatchObject({ p50: 50, p99: 99 })
    expect(figureOf(block, 'bytes')).toBe(1)
    expect(figureOf(block, 'unheard-of')).toBeUndefined()
  })
})
