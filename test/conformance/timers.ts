import { describe, expect, test } from 'vitest'
import { Journal, Timed } from './actors.ts'
import type { Places } from './suite.ts'

export function timers({ stage, places }: Places): void {
  describe.each(places)('the timers of an actor $name', ({ on }) => {
    test('send its messages again and again, until they are cancelled', async () => {
      const { system } = stage()
      const journal = system.spawn(Journal)
      const timed = system.spawn(Timed, [journal], on)
      timed.tell('every', 2)
      await journal.ask('until', 3)
      timed.tell('cancel')
      const ticks = await timed.ask('ticks')
      expect(ticks).toBeGreaterThanOrEqual(3)
      expect(await timed.ask('ticksAfter', 10)).toBe(ticks)
    })

    test('end with the life that set them, with the ticks that wait [TIM-1] [case 19]', async () => {
      const { system } = stage()
      const journal = system.spawn(Journal)
      const timed = system.spawn(Timed, [journal], on)
      await expect(timed.ask('failLate')).rejects.toMatchObject({ code: 'actor-failed' })
      expect(await timed.ask('ticks')).toBe(0)
      timed.tell('every', 2)
      expect(await journal.ask('until', 2)).toEqual(['own tick', 'own tick'])
    })
  })
}
