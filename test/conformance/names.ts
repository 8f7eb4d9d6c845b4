import { describe, expect, test } from 'vitest'
import { Clerk, type ClerkRef, Faulty, Gate, Journal } from './actors.ts'
import { pairs } from './ordering.ts'
import type { Places } from './suite.ts'

let lastName = 0
/** A name that no other test uses: the tests of one transport share a system. */
const freshName = (): string => `name-${++lastName}`

export function names({ stage }: Places): void {
  const clerk = (on: string): ClerkRef => stage().system.spawn(Clerk, [], { on, restart: 'temporary' })

  describe.each(pairs)('a name looked for on $from, of an actor on $to', ({ from, to }) => {
    test('leads to it, from every node, until it is unregistered', async () => {
      const { system } = stage()
      const [name, seeker, owner] = [freshName(), clerk(from), clerk(to)]
      expect(await seeker.ask('whereIs', name)).toBeUndefined()
      expect(await seeker.ask('register', name, owner)).toBe(owner.path)
      for (const found of [await seeker.ask('whereIs', name), await system.names.whereIs(name)])
        expect(found?.equals(owner)).toBe(true)
      expect(await seeker.ask('unregister', name, seeker)).toBe(false)
      expect(await seeker.ask('unregister', name, owner)).toBe(true)
      expect(await owner.ask('whereIs', name)).toBeUndefined()
      expect(await owner.ask('unregister', name)).toBe(false)
    })

    test('that is taken is refused, with the holder, and may be asked for again by who has it [case 6]', async () => {
      const [name, other, owner] = [freshName(), clerk(from), clerk(to)]
      expect(await owner.ask('register', name)).toBe(owner.path)
      expect(await other.ask('register', name)).toBe(owner.path)
      expect(await owner.ask('register', name)).toBe(owner.path)
      await expect(stage().system.names.register(name, other)).rejects.toMatchObject({
        code: 'name-taken',
        holder: owner.path,
        message: expect.stringContaining(owner.path),
      })
    })

    test('is free for whoever has seen the end of its owner [WAT-5]', async () => {
      const journal = stage().system.spawn(Journal)
      for (let round = 0; round < 30; round++) {
        const [name, heir, owner] = [freshName(), clerk(from), clerk(to)]
        owner.tell('register', name)
        await heir.ask('inherit', name, owner, journal)
        owner.tell('finish')
      }
      expect(await journal.ask('until', 30)).toEqual(Array(30).fill('free, taken over'))
    })

    test('stays with an owner that is started anew, and is free when it fails for good', async () => {
      const { system } = stage()
      const [name, seeker] = [freshName(), clerk(from)]
      const owner = system.spawn(Clerk, [], { on: to, budget: { max: 1, within: 60_000 } })
      await owner.ask('register', name)
      owner.tell('crash', 'once')
      expect((await seeker.ask('whereIs', name))?.equals(owner)).toBe(true)
      owner.tell('crash', 'for good')
      await system.terminated(owner)
      expect(await system.names.whereIs(name)).toBeUndefined()
    })

    test('is free when its owner has been killed: nothing stays registered [case 14]', async () => {
      const { system } = stage()
      const gate = system.spawn(Gate)
      const owner = system.spawn(Faulty, [], { on: to, stopTimeout: 0, restart: 'temporary' })
      const [seeker, mine] = [clerk(from), [freshName(), freshName()]]
      for (const name of mine) await seeker.ask('register', name, owner)
      owner.tell('wait', gate)
      await gate.ask('knocked')
      expect(await system.stop(owner).then(() => system.terminated(owner))).toMatchObject({
        reason: 'no-such-actor',
      })
      for (const name of mine) {
        expect(await system.names.whereIs(name)).toBeUndefined()
        expect(await seeker.ask('register', name)).toBe(seeker.path)
      }
    })

    test('is not given to who has ended', async () => {
      const { system } = stage()
      const [name, other, owner] = [freshName(), clerk(from), clerk(to)]
      await system.stop(owner)
      expect(await other.ask('register', name, owner)).toBe('actor-terminated')
      expect(await other.ask('register', name)).toBe(other.path)
    })
  })

  test('of those who want one name at the same time, on every node, one gets it, and the others hear who [NAM-1]', async () => {
    const { system } = stage()
    for (let round = 0; round < 30; round++) {
      const name = freshName()
      const clerks = ['main', 'one-0', 'one-1', 'two-0', 'one-0', 'main'].map(clerk)
      const holders = await Promise.all(clerks.map((each) => each.ask('register', name)))
      expect(new Set(holders).size).toBe(1)
      expect((await system.names.whereIs(name))?.path).toBe(holders[0])
      expect(clerks.map((each) => each.path)).toContain(holders[0])
    }
  })
}
