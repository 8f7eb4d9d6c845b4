import { describe, expect, test } from 'vitest'
import { type ChildOptions, Debtor, type DebtorRef, Gate, Journal, Shop } from './actors.ts'
import { codeOf } from './rejection.ts'
import { layouts } from './replies.ts'
import type { Places } from './suite.ts'
import { families } from './supervision.ts'

/** A stop that handles first what was sent before it. */
export function draining({ stage, places }: Places): void {
  const open = (options: ChildOptions = {}) => {
    const { system } = stage()
    const [gate, journal] = [system.spawn(Gate), system.spawn(Journal)]
    const shop = system.spawn(Shop, ['shop', journal], options).with({ timeout: Infinity })
    return { system, gate, journal, shop }
  }
  const debtor = (on: string): DebtorRef => stage().system.spawn(Debtor, [], { on })

  describe.each(places)('an actor $name that is to drain', ({ on }) => {
    test('handles all that was sent before, of any priority, and nothing that comes later [ORD-1, ORD-3, SUP-7, case 23]', async () => {
      const { system, gate, journal, shop } = open(on)
      shop.tell('hold', gate)
      await gate.ask('knocked')
      const low = shop.with({ priority: 'low' }).ask('note', 'low')
      // Orleans: DeactivateOnIdleTest_Stress
      const asks = Array.from({ length: 100 }, (_, i) => shop.ask('note', `${i}`))
      const stopped = system.stop(shop, { drain: true })
      const late = codeOf(shop.ask('note', 'late'))
      gate.tell('open')
      await Promise.all([...asks, low, stopped])
      expect(await late).toBe('actor-terminated')
      const notes = asks.map((_, i) => `shop ${i}`)
      expect(await journal.ask('until', 104)).toEqual([
        'shop draining',
        ...notes,
        'shop low',
        'shop drained',
        'shop stopped',
      ])
    })

    test('is told so at once, once in each life, so that it waits for nothing that cannot come [SUP-7]', async () => {
      const { system, gate, journal, shop } = open(on)
      shop.tell('hold', gate)
      shop.tell('crash', 'in between')
      shop.tell('note', 'goes on')
      await gate.ask('knocked')
      const stopped = [1, 2].map(() => system.stop(shop, { drain: true }))
      expect(await journal.ask('until', 1)).toEqual(['shop draining'])
      gate.tell('open')
      await Promise.all(stopped)
      expect(await journal.ask('until', 6)).toEqual([
        'shop draining',
        'shop stopping',
        'shop draining',
        'shop goes on',
        'shop drained',
        'shop stopped',
      ])
    })

    test('and owes an answer ends at once where it is told to stop [SUP-7]', async () => {
      const { system, journal, shop } = open(on)
      const asked = codeOf(shop.ask('order', debtor('main')))
      const drained = system.stop(shop, { drain: true })
      expect(await journal.ask('until', 2)).toEqual(['shop draining', 'shop drained'])
      await system.stop(shop)
      await drained
      expect(await asked).toBe('actor-terminated')
      expect(await journal.ask('until', 4)).toEqual([
        'shop draining',
        'shop drained',
        'shop stopping',
        'shop stopped',
      ])
    })

    test('and owes an answer ends at once where it was told to stop before [SUP-7]', async () => {
      const { system, gate, journal, shop } = open(on)
      const asked = codeOf(shop.ask('order', debtor('main')))
      shop.tell('hold', gate)
      await gate.ask('knocked')
      const stopped = system.stop(shop)
      expect(await journal.ask('until', 1)).toEqual(['shop stopping'])
      const drained = system.stop(shop, { drain: true })
      gate.tell('open')
      await Promise.all([stopped, drained])
      expect(await asked).toBe('actor-terminated')
      expect(await journal.ask('until', 2)).toEqual(['shop stopping', 'shop stopped'])
    })

    test('and owes an answer ends at once where it fails for good, and whoever asked learns of that [SUP-7]', async () => {
      const { system, gate, journal, shop } = open({ ...on, restart: 'temporary' })
      const asked = codeOf(shop.ask('order', debtor('main')))
      shop.tell('hold', gate)
      shop.tell('crash', 'in between')
      const end = system.terminated(shop)
      const drained = system.stop(shop, { drain: true })
      expect(await journal.ask('until', 1)).toEqual(['shop draining'])
      gate.tell('open')
      expect(await end).toMatchObject({ reason: 'failed', error: { message: 'in between' } })
      await drained
      expect(await asked).toBe('actor-terminated')
    })
  })

  describe.each(layouts)(
    'an actor on %s that is to drain, and owes an answer that one on %s gives',
    (by, to) => {
      test('waits for that [SUP-7]', async () => {
        const { system, journal, shop } = open({ on: by })
        const keeping = debtor(to)
        const asked = shop.ask('order', keeping)
        const stopped = system.stop(shop, { drain: true })
        expect(await journal.ask('until', 2)).toEqual(['shop draining', 'shop drained'])
        expect(await keeping.ask('payOldest', 'delivered')).toBe('paid')
        expect(await asked).toBe('delivered')
        await stopped
      })

      test('waits no longer than its stopTimeout [SUP-7]', async () => {
        const { system, journal, shop } = open({ on: by, stopTimeout: 100 })
        const keeping = debtor(to)
        const asked = codeOf(shop.ask('order', keeping))
        const end = system.terminated(shop)
        const stopped = system.stop(shop, { drain: true })
        await journal.ask('until', 2)
        await stage().leap(100, by)
        await stopped
        expect(await end).toMatchObject({ reason: 'killed' })
        expect(await asked).toBe('actor-terminated')
        // What follows goes the same way as the word of it, by the node of the one that owed.
        await debtor(by).ask('passOn', keeping)
        expect(await keeping.ask('payOldest', 'too late')).toBe('ask-given-up')
      })
    },
  )

  describe.each(families)('a child on $child of a parent on $parent', ({ parent: home, child: on }) => {
    test('drains with it, and handles what that one has sent it last [SUP-7]', async () => {
      const { system, gate, journal, shop } = open({ on: home })
      await shop.ask('open', 'branch', { on })
      shop.tell('hold', gate)
      for (const word of ['1', '2', '3']) shop.tell('passOn', word)
      const stopped = system.stop(shop, { drain: true })
      gate.tell('open')
      await stopped
      const notes = (await journal.ask('until', 9)).filter((note) => note.startsWith('branch'))
      // It is told at once that it is to drain, whatever waits by then.
      expect(notes.filter((note) => note !== 'branch draining')).toEqual([
        'branch 1',
        'branch 2',
        'branch 3',
        'branch drained',
        'branch stopped',
      ])
    })

    test('that drains with it ends at once where its parent is told to stop [SUP-7]', async () => {
      const { system, gate, journal, shop } = open({ on: home })
      const branch = await shop.ask('open', 'branch', { on })
      const held = branch.ask('hold', gate)
      const waits = codeOf(branch.ask('crash', 'never handled'))
      await gate.ask('knocked')
      const drained = system.stop(shop, { drain: true })
      // The parent has handled all, and now its child is to.
      await journal.ask('until', 3)
      const stopped = system.stop(shop)
      expect(await waits).toBe('actor-terminated')
      gate.tell('open')
      await Promise.all([held, stopped, drained])
      const notes = (await journal.ask('until', 7)).filter((note) => note.startsWith('branch'))
      expect(notes).toEqual(['branch draining', 'branch stopping', 'branch stopped'])
    })
  })
}
