import { describe, expect, test } from 'vitest'
import { Gate, Journal, Sleeper, Timed } from './actors.ts'
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

    test('tell it that nothing else has come for a while [RCV-1]', async () => {
      const { system } = stage()
      const journal = system.spawn(Journal)
      const sleeper = system.spawn(Sleeper, [journal], on)
      sleeper.tell('wakeAfter', 5, 'idle')
      expect(await journal.ask('until', 1)).toEqual(['idle'])
      sleeper.tell('work')
      expect(await journal.ask('until', 2)).toEqual(['idle', 'work'])
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

  describe.each(places)('the priorities that a definition gives messages of an actor $name', ({ on }) => {
    test('let them come before those that wait [ORD-3]', async () => {
      const { system } = stage()
      const journal = system.spawn(Journal)
      const gate = system.spawn(Gate)
      const sleeper = system.spawn(Sleeper, [journal], on)
      sleeper.tell('hold', gate)
      await gate.ask('knocked')
      sleeper.tell('work')
      sleeper.tell('hurry')
      sleeper.with({ priority: 'low' }).tell('hurry')
      gate.tell('open')
      expect(await journal.ask('until', 3)).toEqual(['hurry', 'work', 'hurry'])
    })
  })
}
