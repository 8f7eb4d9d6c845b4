import { describe, expect, test } from 'vitest'
import { Gate, Journal, Sleeper, Timed } from './actors.ts'
import type { Places } from './suite.ts'

export function timers({ stage, places }: Places): void {
  describe.each(places)('the timers of an actor $name', ({ on }) => {
    test('send its messages again and again, until they are cancelled', async () => {
      const { system, leap, pass } = stage()
      const journal = system.spawn(Journal)
      const timed = system.spawn(Timed, [journal], on)
      timed.tell('every', 20)
      for (let ticks = 1; ticks <= 3; ticks++) {
        await leap(20, on.on)
        await journal.ask('until', ticks)
      }
      expect(await timed.ask('ticks')).toBe(3)
      await timed.ask('cancel')
      await pass(100, on.on)
      expect(await timed.ask('ticks')).toBe(3)
    })

    test('tell it that nothing else has come for a while [RCV-1]', async () => {
      const { system, leap, pass } = stage()
      const journal = system.spawn(Journal)
      const sleeper = system.spawn(Sleeper, [journal], on)
      sleeper.tell('wakeAfter', 50, 'idle')
      await pass(30, on.on)
      await sleeper.ask('work')
      // Looks after 20 ms more, and has 30 left then.
      await leap(50, on.on)
      expect(await journal.ask('all')).toEqual(['work'])
      await leap(30, on.on)
      expect(await journal.ask('until', 2)).toEqual(['work', 'idle'])
      await pass(100, on.on)
      await sleeper.ask('work')
      expect(await journal.ask('until', 3)).toEqual(['work', 'idle', 'work'])
    })

    test('end with the life that set them, with the ticks that wait [TIM-1] [case 19]', async () => {
      const { system } = stage()
      const journal = system.spawn(Journal)
      const timed = system.spawn(Timed, [journal], on)
      await expect(timed.ask('failLate')).rejects.toMatchObject({ code: 'actor-failed' })
      expect(await timed.ask('ticks')).toBe(0)
      timed.tell('every', 2)
      for (let ticks = 0; ticks < 2; ticks++) await stage().leap(2, on.on)
      expect(await journal.ask('until', 2)).toEqual(['own tick', 'own tick'])
      await system.stop(timed)
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
