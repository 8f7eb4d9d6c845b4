import { describe, expect, test } from 'vitest'
import { Journal, Mate, type MateRef, Watcher } from './actors.ts'
import { pairs } from './ordering.ts'
import type { Places } from './suite.ts'

export function links({ stage }: Places): void {
  describe.each(pairs)('two linked actors, on $from and on $to', ({ from, to }) => {
    const mates = (): readonly [MateRef, MateRef] => [
      stage().system.spawn(Mate, [], { on: from, restart: 'temporary' }),
      stage().system.spawn(Mate, [], { on: to, restart: 'temporary', stopTimeout: 10 }),
    ]
    /** Resolves when everything that the end of `ended` leads to on the node of `on` has happened. */
    const seenBy = async (ended: MateRef, on: string): Promise<void> => {
      const journal = stage().system.spawn(Journal)
      const watcher = stage().system.spawn(Watcher, [journal], { on })
      await watcher.ask('watch', ended, 'ended')
      await journal.ask('until', 1)
    }

    test.each([
      ['the one that linked', 0, 1],
      ['the one that was linked', 1, 0],
    ] as const)('fall together when %s fails [LNK-1]', async (_who, failing, other) => {
      const { system } = stage()
      const pair = mates()
      await pair[0].ask('link', pair[1])
      const end = system.terminated(pair[other])
      // The watch has arrived: what the other one does may come there by another way.
      await pair[other].ask('ping')
      pair[failing].tell('crash', 'the first to fall')
      expect(await end).toMatchObject({
        reason: 'failed',
        error: { code: 'linked-actor-ended', reason: 'failed', cause: { message: 'the first to fall' } },
      })
    })

    test('fall together when one is killed [LNK-1]', async () => {
      const { system, leap } = stage()
      const [one, other] = mates()
      await one.ask('link', other)
      const journal = system.spawn(Journal)
      other.tell('hang', journal)
      await journal.ask('until', 1)
      const end = system.terminated(one)
      await one.ask('ping')
      const stopped = system.stop(other)
      await leap(10, to)
      await stopped
      expect(await end).toMatchObject({ error: { code: 'linked-actor-ended', reason: 'killed' } })
    })

    test.each(['by itself', 'by an order'])('go on alone when the other stops %s [LNK-1]', async (how) => {
      const { system } = stage()
      const [one, other] = mates()
      await one.ask('link', other)
      if (how === 'by itself') other.tell('finish')
      else await system.stop(other)
      await system.terminated(other)
      await seenBy(other, from)
      expect(await one.ask('count')).toBe(1)
    })

    test('see through restarts, and are linked as before [LNK-1]', async () => {
      const { system } = stage()
      const [one] = mates()
      const other = system.spawn(Mate, [], { on: to, budget: { max: 2, within: 60_000 } })
      await one.ask('link', other)
      other.tell('crash', '1')
      other.tell('crash', '2')
      await other.ask('ping')
      expect(await one.ask('count')).toBe(1)
      const end = system.terminated(one)
      await one.ask('ping')
      other.tell('crash', '3')
      expect(await end).toMatchObject({ error: { code: 'linked-actor-ended', cause: { message: '3' } } })
    })

    test.each([
      ['the one that linked', 'the other', 0, 1],
      ['the one that linked', 'it', 0, 0],
      ['the one that was linked', 'the other', 1, 0],
      ['the one that was linked', 'it', 1, 1],
    ] as const)(
      'are free of each other once %s has unlinked, and %s fails [LNK-1]',
      async (_who, _other, unlinking, failing) => {
        const { system } = stage()
        const pair = mates()
        await pair[0].ask('link', pair[1])
        await pair[unlinking].ask('unlink', pair[1 - unlinking] ?? pair[0])
        const end = system.terminated(pair[failing])
        pair[failing].tell('crash', 'alone')
        expect(await end).toMatchObject({ error: { message: 'alone' } })
        await seenBy(pair[failing], failing === 0 ? to : from)
        expect(await (failing === 0 ? pair[1] : pair[0]).ask('count')).toBe(1)
      },
    )

    test('fall at once where the other had ended before [LNK-1]', async () => {
      const { system } = stage()
      const [one, other] = mates()
      await system.stop(other)
      one.tell('link', other)
      expect(await system.terminated(one)).toMatchObject({
        reason: 'failed',
        error: { code: 'linked-actor-ended', reason: 'no-such-actor' },
      })
    })

    test('know how the one ended that linked and ended in one turn [LNK-1]', async () => {
      const { system } = stage()
      const [stopping, lasting] = mates()
      stopping.tell('linkAndEnd', lasting, 'stop')
      await system.terminated(stopping)
      await seenBy(stopping, to)
      expect(await lasting.ask('count')).toBe(1)
      const end = system.terminated(lasting)
      await lasting.ask('ping')
      system.spawn(Mate, [], { on: from, restart: 'temporary' }).tell('linkAndEnd', lasting, 'fail')
      expect(await end).toMatchObject({
        error: { code: 'linked-actor-ended', reason: 'failed', cause: { message: 'at once' } },
      })
    })

    test('are supervised each by its own parent', async () => {
      const { system } = stage()
      const one = system.spawn(Mate, [], { on: from })
      const [, other] = mates()
      await one.ask('link', other)
      expect(await one.ask('count')).toBe(1)
      other.tell('crash', 'x')
      await system.terminated(other)
      await seenBy(other, from)
      // Restarted: it counts anew.
      expect(await one.ask('count')).toBe(1)
      expect(await one.ask('count')).toBe(2)
    })
  })
}
