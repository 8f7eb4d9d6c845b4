import { describe, expect, test } from 'vitest'
import { Echo, Heedless, Journal } from './actors.ts'
import type { Places } from './suite.ts'

/** What listeners for lifecycle signals may not do. */
export function listeners({ stage, places }: Places): void {
  describe.each(places)('an actor $name', ({ on }) => {
    test('has no child that it would spawn as its life ends [SUP-2, ASY-4]', async () => {
      const { system } = stage()
      const journal = system.spawn(Journal)
      const heedless = system.spawn(Heedless, [journal], on)
      await heedless.ask('spawnAtRestart')
      heedless.tell('crash')
      expect(await journal.ask('until', 3)).toEqual(['begins', 'outside-turn', 'begins'])
      expect(await heedless.ask('children')).toBe(0)
    })

    test('that promises to decide about a child, in vain, is told so by its own failure, and nobody else is', async () => {
      const { system } = stage()
      const [journal, neighbour] = [system.spawn(Journal), system.spawn(Echo, [], on)]
      const heedless = system.spawn(Heedless, [journal], { ...on, restart: 'temporary' })
      const end = system.terminated(heedless)
      heedless.tell('decideLater')
      expect(await end).toMatchObject({ reason: 'failed', error: { code: 'invalid-option' } })
      expect(await neighbour.ask('echo', 'still here')).toBe('still here')
    })

    test('whose listener promises in vain costs nobody but itself a life', async () => {
      const { system } = stage()
      const [journal, neighbour] = [system.spawn(Journal), system.spawn(Echo, [], on)]
      const heedless = system.spawn(Heedless, [journal], on)
      await heedless.ask('promiseIn', 'down')
      const watched = system.spawn(Echo)
      await heedless.ask('watch', watched)
      await system.stop(watched)
      expect(await journal.ask('until', 2)).toEqual(['begins', 'begins'])
      await heedless.ask('promiseIn', 'restart')
      heedless.tell('crash')
      expect(await journal.ask('until', 3)).toEqual(['begins', 'begins', 'begins'])
      for (const signal of ['stopping', 'stopped'] as const) await heedless.ask('promiseIn', signal)
      await system.stop(heedless)
      expect(await neighbour.ask('echo', 'still here')).toBe('still here')
    })
  })
}
