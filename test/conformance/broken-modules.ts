import { createSystem, NodeStartError } from '@troupe/core'
import { describe, expect, test } from 'vitest'
import { environment } from './environment.ts'
import { whatIsLeft, whatIsOpen } from './open-resources.ts'
import { StandingClock } from './standing-clock.ts'
import type { Transport } from './transport.ts'

export function brokenModules(transport: Transport): void {
  describe.each(transport.brokenModules)(
    `a module of ${transport.name} that $name`,
    ({ nodes, cause, takes }) => {
      test('keeps the system from starting, with the real cause, and leaves nothing behind', async () => {
        const before = await whatIsOpen()
        const clock = new StandingClock()
        const nodesOfBoth = { good: transport.nodes(1), bad: nodes(1) }
        const started = createSystem({ nodes: nodesOfBoth, environment: { ...environment, clock } })
        if (takes !== undefined) await clock.leap(takes)
        const error: unknown = await started.then(
          () => undefined,
          (thrown: unknown) => thrown,
        )
        expect(error).toBeInstanceOf(NodeStartError)
        expect(error).toMatchObject({ code: 'node-start-failed', message: expect.stringMatching(cause) })
        expect(error).toMatchObject({ message: expect.stringContaining('bad-') })
        expect(await whatIsLeft(before)).toEqual([])
        expect(clock.pending).toBe(0)
      })
    },
  )
}
