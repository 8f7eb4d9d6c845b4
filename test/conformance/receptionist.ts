import { describe, expect, test } from 'vitest'
import { Doorman, Journal, Receptionist } from './actors.ts'
import { pairs } from './ordering.ts'
import type { Places } from './suite.ts'

export function receptionists({ stage }: Places): void {
  describe.each(pairs)('a receptionist on $from, of members and subscribers on $to', ({ from, to }) => {
    const scene = () => {
      const { system } = stage()
      const receptionist = system.spawn(Receptionist, [], { on: from })
      const doorman = (on = to) => system.spawn(Doorman, [receptionist], { on, restart: 'temporary' })
      return { system, receptionist, doorman, journal: system.spawn(Journal) }
    }

    test('lists whoever is registered, wherever they live, until they end', async () => {
      const { doorman, system } = scene()
      const [one, other, third] = [doorman(), doorman('main'), doorman(to)]
      for (const each of [one, other, third]) await each.ask('join')
      await third.ask('leave')
      expect(await one.ask('count')).toBe(2)
      await system.stop(other)
      await system.terminated(other)
      // Its end reaches the receptionist by a way of its own.
      const journal = system.spawn(Journal)
      await one.ask('follow', journal)
      for (let count = 1; !(await journal.ask('until', count)).includes('1'); ) count++
      expect(await one.ask('count')).toBe(1)
    })

    test('tells subscribers of every change, beginning with what there is', async () => {
      const { doorman, journal, system } = scene()
      const [subscriber, member] = [doorman(), doorman()]
      await subscriber.ask('follow', journal)
      expect(await journal.ask('until', 1)).toEqual(['0'])
      await subscriber.ask('join')
      expect(await journal.ask('until', 2)).toEqual(['0', '1'])
      await member.ask('join')
      expect(await journal.ask('until', 3)).toEqual(['0', '1', '2'])
      member.tell('crash', 'x')
      expect(await journal.ask('until', 4)).toEqual(['0', '1', '2', '1'])
      await subscriber.ask('unfollow')
      await system.stop(subscriber)
      expect(await journal.ask('all')).toHaveLength(4)
    })

    test('forgets subscribers that have ended', async () => {
      const { doorman, journal, system } = scene()
      const [ended, lasting, member] = [doorman(), doorman(), doorman()]
      await ended.ask('follow', system.spawn(Journal))
      await lasting.ask('follow', journal)
      await journal.ask('until', 1)
      await system.stop(ended)
      const before = system.deadLetters.terminated
      for (const step of ['join', 'leave', 'join'] as const) await member.ask(step)
      await lasting.ask('join')
      expect(await journal.ask('until', 5)).toEqual(['0', '1', '0', '1', '2'])
      expect(system.deadLetters.terminated - before).toBe(0)
    })
  })
}
