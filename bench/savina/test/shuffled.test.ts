import { createSystem } from '@troupe/core'
import { memoryNodes } from '@troupe/core/remote'
import { describe, expect, test } from 'vitest'
import { ShuffledDelivery } from '../../../test/conformance/shuffled-delivery.ts'
import * as actors from '../actors.ts'
import { workloads } from '../workloads.ts'

const SEEDS = [1, 2, 3, 4, 5]

// A workload that relies on an order between two senders comes to the right figures on threads nearly always.
describe('on three nodes, in whatever order frames arrive', () => {
  test.each(workloads)('$name comes to what is expected, and nothing is lost', async (workload) => {
    for (const seed of SEEDS) {
      const { deliver } = new ShuffledDelivery(seed)
      await using system = await createSystem({
        nodes: { memory: memoryNodes(actors, { count: 3, direct: true, deliver }) },
      })
      const { figures } = await workload.runAs(system, 'small', { on: 'memory', generations: 4 })
      expect(figures, `with seed ${seed}`).toEqual(workload.small.expected)
      expect(Object.values(system.deadLetters).every((count) => count === 0)).toBe(true)
    }
  })
})
