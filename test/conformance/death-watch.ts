import { describe, expect, test } from 'vitest'
import { Child, Echo, Journal, type JournalRef, Watcher, type WatcherRef } from './actors.ts'
import { pairs } from './ordering.ts'
import type { Places } from './suite.ts'

export function deathWatch({ stage }: Places): void {
  describe.each(pairs)('a watch by an actor on $from of one on $to', ({ from, to }) => {
    const scene = (): { readonly journal: JournalRef; readonly watcher: WatcherRef } => {
      const journal = stage().system.spawn(Journal)
      return { journal, watcher: stage().system.spawn(Watcher, [journal], { on: from }) }
    }
    const subject = () => stage().system.spawn(Echo, [], { on: to })
    /** What has been noted when a sentinel, watched after all else, has ended. */
    const notesAtTheEnd = async (journal: JournalRef, watcher: WatcherRef): Promise<readonly string[]> => {
      const sentinel = subject()
      await watcher.ask('watch', sentinel, 'sentinel')
      await stage().system.stop(sentinel)
      for (let count = 1; ; count++) {
        const notes = await journal.ask('until', count)
        if (notes.includes('sentinel down: stopped'))
          return notes.filter((note) => !note.startsWith('sentinel'))
      }
    }

    test('gives one down, with the reason [WAT-2]', async () => {
      const { system } = stage()
      const { journal, watcher } = scene()
      const echo = subject()
      await watcher.ask('watch', echo, 'echo')
      await system.stop(echo)
      await system.stop(echo)
      expect(await notesAtTheEnd(journal, watcher)).toEqual(['echo down: stopped'])
    })

    test('of what has ended already gives a down at once [WAT-1, case 2]', async () => {
      const { system } = stage()
      const { journal, watcher } = scene()
      const echo = subject()
      await system.stop(echo)
      watcher.tell('watch', echo, 'echo')
      expect(await journal.ask('until', 1)).toEqual(['echo down: no-such-actor'])
      expect(await system.terminated(echo)).toMatchObject({ reason: 'no-such-actor' })
    })

    test('sees through restarts, and tells what failed for good [WAT-2, case 16]', async () => {
      const { system } = stage()
      const { journal, watcher } = scene()
      const child = system.spawn(Child, ['child', system.spawn(Journal)], {
        on: to,
        budget: { max: 2, within: 60_000 },
      })
      await watcher.ask('watch', child, 'child')
      for (const message of ['1', '2', '3']) child.tell('crash', message)
      await system.terminated(child)
      expect(await notesAtTheEnd(journal, watcher)).toEqual(['child down: failed (3)'])
    })

    test('that is ended gives no down [WAT-3, case 4]', async () => {
      const { system } = stage()
      const { journal, watcher } = scene()
      const echo = subject()
      await watcher.ask('watch', echo, 'echo')
      await watcher.ask('unwatch', echo)
      await system.stop(echo)
      expect(await notesAtTheEnd(journal, watcher)).toEqual([])
    })

    // OTP monitor_SUITE:demonitor_flush
    test('is one of several, of which each gives its own down unless it is ended [WAT-2, case 5]', async () => {
      const { system } = stage()
      const { journal, watcher } = scene()
      const echo = subject()
      for (let i = 0; i < 4; i++) await watcher.ask('watch', echo, 'echo')
      await watcher.ask('unwatchOne', 1)
      const stopped = system.stop(echo)
      watcher.tell('unwatchOne', 3)
      await stopped
      const notes = await notesAtTheEnd(journal, watcher)
      expect(notes.length).toBeGreaterThanOrEqual(2)
      expect(notes.length).toBeLessThanOrEqual(3)
      expect(new Set(notes)).toEqual(new Set(['echo down: stopped']))
    })

    test('ends with the watcher', async () => {
      const { system } = stage()
      const { journal, watcher } = scene()
      const echo = subject()
      await watcher.ask('watch', echo, 'echo')
      await system.stop(watcher)
      await system.stop(echo)
      expect(await journal.ask('all')).toEqual([])
    })
  })

  test('system.terminated resolves for each who asked, and names the ref', async () => {
    const { system } = stage()
    const echo = system.spawn(Echo, [], { on: 'one-0' })
    const ends = [system.terminated(echo), system.terminated(echo)]
    await system.stop(echo)
    for (const { ref, reason } of await Promise.all(ends)) {
      expect(reason).toBe('stopped')
      expect(ref.equals(echo)).toBe(true)
    }
  })
}
