import { describe, expect, test } from 'vitest'
import { Child, Echo, Journal, type JournalRef, Mourner, type MournerRef, Speaker } from './actors.ts'
import { pairs } from './ordering.ts'
import type { Places } from './suite.ts'

export function watchWith({ stage }: Places): void {
  describe.each(pairs)('a watch with a message, by an actor on $from of one on $to', ({ from, to }) => {
    const scene = (): { readonly journal: JournalRef; readonly mourner: MournerRef } => {
      const journal = stage().system.spawn(Journal)
      return { journal, mourner: stage().system.spawn(Mourner, [journal], { on: from }) }
    }
    const subject = () => stage().system.spawn(Echo, [], { on: to })
    /** What has been noted when an actor of the same node, watched after all else, has ended. */
    const notesAtTheEnd = async (journal: JournalRef, mourner: MournerRef): Promise<readonly string[]> => {
      const sentinel = subject()
      await mourner.ask('watch', sentinel, 'sentinel')
      await stage().system.stop(sentinel)
      for (let count = 1; ; count++) {
        const notes = await journal.ask('until', count)
        const last = notes.findIndex((note) => note.startsWith('sentinel'))
        if (last >= 0) return notes.slice(0, last)
      }
    }

    test('gives that message once [WAT-2]', async () => {
      const { journal, mourner } = scene()
      const echo = subject()
      await mourner.ask('watch', echo, 'echo')
      await stage().system.stop(echo)
      await stage().system.stop(echo)
      expect(await notesAtTheEnd(journal, mourner)).toEqual(['echo 0 ended'])
    })

    test('of what has ended already gives it at once [WAT-1, case 2]', async () => {
      const { journal, mourner } = scene()
      const echo = subject()
      await stage().system.stop(echo)
      mourner.tell('watch', echo, 'echo')
      expect(await journal.ask('until', 1)).toEqual(['echo 0 ended'])
    })

    test('sees through restarts [WAT-2, case 16]', async () => {
      const { system } = stage()
      const { journal, mourner } = scene()
      const child = system.spawn(Child, ['child', system.spawn(Journal)], { on: to })
      await mourner.ask('watch', child, 'child')
      for (const message of ['1', '2']) child.tell('crash', message)
      await child.ask('ping')
      await system.stop(child)
      expect(await notesAtTheEnd(journal, mourner)).toEqual(['child 0 ended'])
    })

    test('that is ended gives none [WAT-3, case 4]', async () => {
      const { journal, mourner } = scene()
      const echo = subject()
      await mourner.ask('watch', echo, 'echo')
      await mourner.ask('unwatch', echo)
      await stage().system.stop(echo)
      expect(await notesAtTheEnd(journal, mourner)).toEqual([])
    })

    test('is one of four, of which two are ended, one of them late [WAT-3, case 5]', async () => {
      const { journal, mourner } = scene()
      const echo = subject()
      for (let i = 0; i < 4; i++) await mourner.ask('watch', echo, 'echo')
      await mourner.ask('unwatchOne', 1)
      await mourner.ask('unwatchOne', 3)
      await stage().system.stop(echo)
      expect(await notesAtTheEnd(journal, mourner)).toEqual(['echo 0 ended', 'echo 2 ended'])
    })

    test('of one actor are each told of its end once, but those that are ended, 100 times [WAT-2, WAT-3, case 5]', async () => {
      const { system } = stage()
      const { journal, mourner } = scene()
      for (let round = 0; round < 100; round++) {
        const echo = subject()
        for (let i = 0; i < 4; i++) mourner.tell('watch', echo, `${round}`)
        mourner.tell('unwatchOne', 4 * round + 1)
        await mourner.ask('ping')
        const stopped = system.stop(echo)
        mourner.tell('unwatchOne', 4 * round + 3)
        await stopped
      }
      const last = subject()
      await mourner.ask('watch', last, 'last')
      await system.stop(last)
      let notes: readonly string[] = []
      while (!notes.includes('last 400 ended')) notes = await journal.ask('until', notes.length + 1)
      const seen = new Set(notes)
      expect(seen.size).toBe(notes.length)
      for (let round = 0; round < 100; round++) {
        const told = [0, 1, 2].map((i) => seen.has(`${round} ${4 * round + i} ended`))
        expect(told).toEqual([true, false, true])
      }
    })

    test('gives it after all that the watched actor had sent [ORD-1]', async () => {
      const { journal, mourner } = scene()
      const speaker = stage().system.spawn(Speaker, [], { on: to })
      await mourner.ask('watch', speaker, 'speaker')
      speaker.tell('speakAndStop', mourner, 100)
      const words = Array.from({ length: 100 }, (_, i) => `word ${i}`)
      expect(await journal.ask('until', 101)).toEqual([...words, 'speaker 0 ended'])
    })
  })
}
