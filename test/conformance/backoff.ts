import { describe, expect, test } from 'vitest'
import { Echo, Journal, Parent } from './actors.ts'
import type { Places } from './suite.ts'
import { families } from './supervision.ts'

/** The wait before a restart, which the parent's node decides on and the child's node spends. */
export function backoffs({ stage }: Places): void {
  describe.each(families)(
    'back-off of a child on $child of a parent on $parent',
    ({ parent: home, child: on }) => {
      test('keeps what fits into the mailbox for the next life [SUP-5, case 18]', async () => {
        const { system, deadLetters, leap } = stage()
        const journal = system.spawn(Journal)
        const parent = system.spawn(Parent, ['parent', journal], { on: home })
        const backoff = { min: 200, max: 200, jitter: 0 }
        const child = await parent.ask('spawnChild', 'child', { on, backoff, mailbox: { capacity: 2 } })
        child.tell('crash', 'oops')
        expect(await journal.ask('until', 4)).toContain('child restarts')
        for (const entry of ['1', '2', '3', '4']) child.tell('add', entry)
        // Answered when they have arrived: the order to begin may come another way.
        await system.spawn(Echo, [], { on }).ask('ping')
        await leap(200, home)
        const notes = await journal.ask('until', 5)
        expect(notes.filter((note) => note === 'child started')).toHaveLength(2)
        expect(await child.ask('entries')).toEqual(['1', '2'])
        if (on !== 'main') return
        const dead = deadLetters.filter(({ path }) => path === child.path)
        expect(dead.map(({ reason, payload }) => [reason, payload])).toEqual([
          ['mailbox-full', '3'],
          ['mailbox-full', '4'],
        ])
      })

      test('is ended at once by a stop [SUP-7]', async () => {
        const { system } = stage()
        const journal = system.spawn(Journal)
        const parent = system.spawn(Parent, ['parent', journal], { on: home })
        const backoff = { min: 60_000, max: 60_000 }
        const child = await parent.ask('spawnChild', 'child', { on, backoff })
        child.tell('crash', 'oops')
        await journal.ask('until', 4)
        await system.stop(parent)
        expect(await journal.ask('all')).not.toContain('child stopped')
      })
    },
  )
}
