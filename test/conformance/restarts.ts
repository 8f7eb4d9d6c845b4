import { describe, expect, test } from 'vitest'
import { Echo, Gate, Journal, Parent } from './actors.ts'
import type { Places } from './suite.ts'
import { families } from './supervision.ts'

/** What a parent's node decides, and what a child's node makes of it, message by message. */
export function restarts({ stage }: Places): void {
  describe.each(families)('a child on $child of a parent on $parent', ({ parent: home, child: on }) => {
    const family = () => {
      const { system } = stage()
      const journal = system.spawn(Journal)
      return { system, journal, parent: system.spawn(Parent, ['parent', journal], { on: home }) }
    }

    test('handles in its next life what waited when it failed, in order [SUP-1, case 24]', async () => {
      const { parent } = family()
      const child = await parent.ask('spawnChild', 'child', { on, budget: { max: 20, within: 60_000 } })
      for (let round = 0; round < 20; round++) {
        child.tell('add', 'forgotten')
        child.tell('crash', `${round}`)
        for (const word of ['one', 'two', 'three']) child.tell('add', `${round} ${word}`)
        expect(await child.ask('entries')).toEqual([`${round} one`, `${round} two`, `${round} three`])
      }
    })

    test('is reported once where it crashes, and never where it stops by itself [case 8, case 10]', async () => {
      const { journal, parent, system } = family()
      const [crashes, stops] = [
        await parent.ask('spawnChild', 'crashes', { on, restart: 'temporary' }),
        await parent.ask('spawnChild', 'stops', { on, restart: 'transient' }),
      ]
      const ends = [system.terminated(crashes), system.terminated(stops)]
      crashes.tell('crash', 'oops')
      stops.tell('finish')
      expect((await Promise.all(ends)).map(({ reason }) => reason)).toEqual(['failed', 'stopped'])
      // Three starts, two ends, and what the parent has heard.
      const notes = await journal.ask('until', 6)
      expect(notes.filter((note) => note.startsWith('parent hears'))).toEqual(['parent hears: oops'])
      for (const child of [crashes, stops]) await parent.ask('ended', child)
      expect(await parent.ask('children')).toEqual([])
      if (on !== 'main') return
      const reports = stage().failures.filter(({ path }) => path === crashes.path || path === stops.path)
      expect(reports).toMatchObject([{ path: crashes.path, message: 'crash', error: { message: 'oops' } }])
    })

    test('may fail as often as it likes where it does so seldom: its parent lives [SUP-4, case 12]', async () => {
      const { journal, parent } = family()
      const child = await parent.ask('spawnChild', 'child', { on, budget: { max: 1, within: 1000 } })
      for (let round = 0; round < 4; round++) {
        child.tell('crash', `${round}`)
        expect(await child.ask('entries')).toEqual([])
        await stage().pass(2100, home)
      }
      expect(await parent.ask('children')).toHaveLength(1)
      expect(await journal.ask('all')).not.toContain('parent restarts')
    })

    test('ends before its parent is started anew, and what the parent is asked waits for that [SUP-2, case 17]', async () => {
      const { journal, parent, system } = family()
      const gates = [system.spawn(Gate), system.spawn(Gate)]
      for (const [index, gate] of gates.entries()) {
        const child = await parent.ask('spawnChild', `child ${index}`, { on })
        child.tell('hold', gate)
        await gate.ask('knocked')
      }
      parent.tell('crash', 'oops')
      const order: string[] = []
      const query = parent.ask('children').then((children) => {
        order.push('answered')
        return children
      })
      for (const [index, gate] of gates.entries()) {
        await stage().system.spawn(Parent, ['bystander', journal], { on: home }).ask('children')
        order.push(`gate ${index}`)
        gate.tell('open')
      }
      expect(await query).toEqual([])
      expect(order).toEqual(['gate 0', 'gate 1', 'answered'])
    })

    test('finishes what it handles when it is stopped, and is interrupted when it is killed [SUP-7, case 25]', async () => {
      const { parent, system } = family()
      const [patient, killed] = [
        await parent.ask('spawnChild', 'patient', { on }),
        await parent.ask('spawnChild', 'killed', { on, stopTimeout: 50 }),
      ]
      const gates = [system.spawn(Gate), system.spawn(Gate)]
      const handled = [patient, killed].map((child, index) => {
        const gate = gates[index] ?? expect.unreachable()
        const asked = child.ask('hold', gate).then(
          () => 'finished',
          (error: { code: string }) => error.code,
        )
        return { asked, end: system.terminated(child), knocked: gate.ask('knocked') }
      })
      await Promise.all(handled.map(({ knocked }) => knocked))
      for (const child of [patient, killed]) parent.tell('stopChild', child)
      await stage().leap(50, on)
      expect(await handled[1]?.end).toMatchObject({ reason: 'killed' })
      expect(await handled[1]?.asked).toBe('actor-terminated')
      for (const gate of gates) gate.tell('open')
      expect(await handled[0]?.asked).toBe('finished')
      expect(await handled[0]?.end).toMatchObject({ reason: 'stopped' })
    })
  })

  test.each(families)(
    'a kill of a parent on $parent waits for no child on $child: that one is killed, too [SUP-7]',
    async ({ parent: home, child: on }) => {
      const { system, leap } = stage()
      const [gate, journal] = [system.spawn(Gate), system.spawn(Journal)]
      const parent = system.spawn(Parent, ['parent', journal], { on: home, stopTimeout: 20 })
      const child = await parent.ask('spawnChild', 'child', { on, stopTimeout: 60_000 })
      child.tell('hold', gate)
      await gate.ask('knocked')
      const ends = [system.terminated(child), system.terminated(parent)]
      // The kill may come to the child's node by a quicker way than the watch.
      await system.spawn(Echo, [], { on }).ask('ping')
      void system.stop(parent)
      await leap(20, home)
      for (const end of ends) expect(await end).toMatchObject({ reason: 'killed' })
    },
  )

  test.each(['main', 'one-0'])(
    'a child that could not even be sent on its way fails its parent on %s [SUP-8]',
    async (on) => {
      const { system } = stage()
      const journal = system.spawn(Journal)
      const parent = system.spawn(Parent, ['parent', journal], { on })
      const unknown = await parent.ask('spawnChild', 'child', { on: 'two' }, 'Unknown')
      const notes = await journal.ask('until', 4)
      expect(notes).toEqual([
        'parent started',
        expect.stringMatching(/^parent hears: .*exports no definition named "Unknown"/),
        'parent restarts',
        'parent started',
      ])
      await expect(unknown.ask('ping')).rejects.toMatchObject({
        code: expect.stringMatching(/^actor-(start-failed|terminated)$/),
      })
    },
  )

  test.each(['main', 'one-0'])(
    'one that is temporary ends alone, with a parent on %s [SUP-3]',
    async (on) => {
      const { system } = stage()
      const journal = system.spawn(Journal)
      const parent = system.spawn(Parent, ['parent', journal], { on })
      await parent.ask('spawnChild', 'child', { on: 'two', restart: 'temporary' }, 'Unknown')
      expect(await parent.ask('children')).toEqual([])
      expect(await journal.ask('all')).toEqual(['parent started', expect.stringMatching(/^parent hears/)])
    },
  )
}
