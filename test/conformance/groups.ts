import type { GroupOptions } from '@troupe/core'
import { describe, expect, test } from 'vitest'
import { Journal, type Recruit, Troop } from './actors.ts'
import type { Places } from './suite.ts'

/** Where a group's actor lives, and where its members a, b and c do. */
const layouts = [
  { home: 'main', nodes: ['main', 'main', 'main'] },
  { home: 'main', nodes: ['one-0', 'one-0', 'one-0'] },
  { home: 'one-0', nodes: ['one-0', 'one-1', 'two-0'] },
  { home: 'two-0', nodes: ['two-0', 'one-0', 'two-0'] },
] as const

const labels = ['a', 'b', 'c'] as const

/** Groups whose members live anywhere: the node of the actor that made the group decides. */
export function groups({ stage }: Places): void {
  describe.each(layouts)('a group of an actor on $home, with members on $nodes', ({ home, nodes }) => {
    /** Notes of one node come in its order; those of several may overtake each other. */
    const sameNode = new Set<string>(nodes).size === 1
    const inOrder = (notes: readonly string[]): readonly string[] => (sameNode ? notes : notes.toSorted())

    const form = async (options: GroupOptions, extra: Partial<Recruit> = {}) => {
      const { system } = stage()
      const journal = system.spawn(Journal)
      const recruits = labels.map((label, index) => ({ label, on: nodes[index] ?? home, ...extra }))
      const troop = system.spawn(Troop, [journal, options, recruits], { on: home, restart: 'temporary' })
      const { a, b, c } = await troop.ask('troopers')
      if (a === undefined || b === undefined || c === undefined) throw new Error('A member is missing.')
      expect(await journal.ask('until', 3)).toEqual(['a up', 'b up', 'c up'])
      /** The notes that follow, once there are so many. */
      let read = 3
      const next = async (count: number): Promise<readonly string[]> => {
        const notes = await journal.ask('until', read + count)
        read += count
        return notes.slice(read - count, read)
      }
      return { troop, a, b, c, next }
    }

    test.each([false, true])('starts in order and stops in reverse (drains: %s) [SUP-6]', async (drain) => {
      const { troop, next } = await form({ strategy: 'one-for-one' })
      await stage().system.stop(troop, { drain })
      expect(inOrder(await next(4))).toEqual(
        inOrder(['c stopped', 'b stopped', 'a stopped', 'troop stopped']),
      )
    })

    test.each([
      { strategy: 'one-for-one', ends: ['b restarts'], begins: ['b up'] },
      { strategy: 'rest-for-one', ends: ['c rests', 'b restarts'], begins: ['b up', 'c up'] },
      {
        strategy: 'one-for-all',
        ends: ['c rests', 'b restarts', 'a rests'],
        begins: ['a up', 'b up', 'c up'],
      },
    ] as const)('$strategy starts $begins anew, with its messages [SUP-1, SUP-6]', async (given) => {
      const { troop, a, b, c, next } = await form({ strategy: given.strategy })
      b.tell('crash', 'oops')
      b.tell('say', 'after')
      const { ends, begins } = given
      const notes = await next(ends.length + begins.length + 1)
      const isEnd = (note: string) => note.endsWith(' rests') || note.endsWith(' restarts')
      expect(inOrder(notes.filter(isEnd))).toEqual(inOrder(ends))
      if (sameNode) expect(notes.slice(0, ends.length)).toEqual(ends)
      expect(notes.filter((note) => note.endsWith(' up'))).toEqual(begins)
      expect(notes).toContain('b says after')
      for (const ref of [a, b, c]) await ref.ask('ping')
      expect(await troop.ask('alive')).toEqual(labels)
    })

    test('keeps the first, replaces the others, and ends when they fail once too often [SUP-4, SUP-6, case 11]', async () => {
      const { system } = stage()
      const { troop, b, next } = await form({ strategy: 'rest-for-one', budget: { max: 2, within: 60_000 } })
      const end = system.terminated(troop)
      for (const message of ['1', '2']) {
        b.tell('crash', message)
        const notes = await next(4)
        expect(notes.toSorted()).toEqual(['b restarts', 'b up', 'c rests', 'c up'])
      }
      b.tell('crash', '3')
      expect(await end).toMatchObject({ reason: 'failed', error: { message: '3' } })
      expect(inOrder(await next(4))).toEqual(
        inOrder(['c stopped', 'b stopped', 'a stopped', 'troop stopped']),
      )
    })

    test('fails where a setup awaits a member that starts after it, and says so: at once, beside its parent [SUP-6, SUP-8]', async () => {
      const { system, leap } = stage()
      const journal = system.spawn(Journal)
      const recruits = labels.map((label, index) => ({
        label,
        on: nodes[index] ?? home,
        ...(label === 'a' && { awaits: 'c' }),
      }))
      const options = { strategy: 'rest-for-one', budget: { max: 0, within: 60_000 } } as const
      const troop = system.spawn(Troop, [journal, options, recruits], { on: home, restart: 'temporary' })
      const end = system.terminated(troop)
      // The parent's node alone knows the order.
      if (nodes[0] !== home) await leap(4000, nodes[0])
      expect(await end).toMatchObject({
        reason: 'failed',
        error: { code: 'actor-start-failed', message: expect.stringMatching(/starts? after it/) },
      })
      expect(await journal.ask('all')).not.toContain('b up')
    })

    test('removes temporary members where others are started anew [SUP-3]', async () => {
      const { troop, a, next } = await form({ strategy: 'one-for-all' }, { restart: 'temporary' })
      a.tell('crash', 'oops')
      expect(await next(1)).toEqual(['a stopped'])
      expect(await troop.ask('alive')).toEqual(['b', 'c'])
    })

    test('waits before it starts members anew, and keeps what they are sent [SUP-5]', async () => {
      const backoff = { min: 100, max: 100, jitter: 0 }
      const { leap } = stage()
      const { b, c, next } = await form({ strategy: 'rest-for-one', backoff })
      b.tell('crash', 'oops')
      const ends = await next(2)
      c.tell('say', 'patient')
      await leap(100, home)
      const notes = [...ends, ...(await next(3))]
      expect(notes.toSorted()).toEqual(['b restarts', 'b up', 'c rests', 'c says patient', 'c up'])
      const begins = ['b up', 'c up', 'c says patient']
      expect(notes.filter((note) => begins.includes(note))).toEqual(begins)
    })

    test('kills a member that does not come to its end in time, and goes on [SUP-6, SUP-7, case 9, case 25]', async () => {
      const { system, leap } = stage()
      const { troop, b, next } = await form({ strategy: 'one-for-all' }, { stopTimeout: 50 })
      const end = system.terminated(b)
      const hung = b.ask('hang').catch((error: unknown) => error)
      expect(await next(1)).toEqual(['b hangs'])
      const stopped = system.stop(troop)
      expect(await next(1)).toEqual(['c stopped'])
      await leap(50, nodes[1])
      await stopped
      expect(await end).toMatchObject({ reason: 'killed' })
      expect(await hung).toMatchObject({ code: 'actor-terminated' })
      expect(inOrder(await next(4))).toEqual(
        inOrder(['b stopped', 'b is interrupted', 'a stopped', 'troop stopped']),
      )
    })
  })
}
