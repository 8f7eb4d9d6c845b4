import { describe, expect, test } from 'vitest'
import { Debtor, type DebtorRef } from './actors.ts'
import { codeOf } from './rejection.ts'
import type { Places } from './suite.ts'

/** The nodes of the actor that owes an answer, and of the one that gives it. */
export const layouts: readonly (readonly [string, string])[] = [
  ['main', 'main'],
  ['main', 'one-0'],
  ['one-0', 'main'],
  ['one-0', 'one-0'],
  ['one-0', 'one-1'],
  ['one-0', 'two-0'],
]

export function replies({ stage }: Places): void {
  describe.each(layouts)('an answer that an actor on %s owes and one on %s gives', (by, to) => {
    const debtor = (on: string): DebtorRef =>
      stage().system.spawn(Debtor, [], { on }).with({ timeout: Number.POSITIVE_INFINITY })

    test('comes to whoever asked', async () => {
      const [owing, paying] = [debtor(by), debtor(to)]
      const asked = owing.ask('owe')
      owing.tell('payBy', [paying], 'all of it')
      expect(await asked).toBe('all of it')
    })

    test('comes once, where several are sent the reply', async () => {
      const [owing, ...payers] = [by, to, to, by].map(debtor)
      if (owing === undefined) return
      const asked = owing.ask('owe')
      owing.tell('payBy', payers, 'all of it')
      expect(await asked).toBe('all of it')
      const second = owing.ask('owe')
      owing.tell('payBy', [debtor(to)], 'and more')
      expect(await second).toBe('and more')
    })

    test('is known to be waited for no more once whoever asked has given up', async () => {
      const [owing, keeping] = [debtor(by), debtor(to)]
      const aborter = new AbortController()
      const asked = codeOf(owing.with({ signal: aborter.signal }).ask('owe'))
      await owing.ask('passOn', keeping)
      expect(await owing.ask('keeps')).toEqual([true])
      expect(await keeping.ask('keeps')).toEqual([true])
      aborter.abort()
      expect(await asked).toBe('ask-aborted')
      // What follows goes the same way as the word of it, by the node of the one that owes.
      await owing.ask('keeps')
      await owing.ask('passOn', keeping)
      expect(await keeping.ask('keeps')).toEqual([false, false])
    })

    test('is not waited for once the actor that owes it has ended or been started anew', async () => {
      const { system } = stage()
      for (const end of ['stop', 'crash']) {
        const [owing, keeping] = [debtor(by), debtor(to)]
        const asked = codeOf(owing.ask('owe'))
        await owing.ask('passOn', keeping)
        if (end === 'stop') await system.stop(owing)
        else owing.tell('crash')
        expect(await asked).toBe('actor-terminated')
        // What follows goes the same way as the word of it, by the node of the one that owed.
        await debtor(by).ask('passOn', keeping)
        expect(await keeping.ask('payOldest', 'too late')).toBe('ask-given-up')
      }
    })

    test('is not waited for once the actor that it was entrusted to has ended', async () => {
      const { system } = stage()
      for (const end of ['finish', 'crash'] as const) {
        const owing = debtor(by)
        const options = { on: to, restart: 'temporary' } as const
        const keeping = system.spawn(Debtor, [], options).with({ timeout: Number.POSITIVE_INFINITY })
        const asked = codeOf(owing.ask('owe'))
        await owing.ask('entrust', keeping)
        keeping.tell(end)
        expect(await asked).toBe('actor-terminated')
        const late = codeOf(owing.ask('owe'))
        // It has ended before it could be sent anything.
        owing.tell('entrust', keeping)
        expect(await late).toBe('actor-terminated')
      }
    })

    test('comes from the actor that it was entrusted to, also where that one ends at once after it', async () => {
      const owing = debtor(by)
      const keeping = debtor(to)
      const asked = owing.ask('owe')
      await owing.ask('entrust', keeping)
      keeping.tell('payUp', 'all of it')
      keeping.tell('finish')
      expect(await asked).toBe('all of it')
      expect(await owing.ask('keeps')).toEqual([false])
    })
  })
}
