import type { SpawnOptions } from '@troupe/core'
import { describe, expect, test } from 'vitest'
import {
  Child,
  type ChildOptions,
  Echo,
  EndlessSetup,
  Journal,
  type JournalRef,
  Parent,
  type ParentRef,
  unexported,
} from './actors.ts'
import type { Places } from './suite.ts'

/** A parent, and where its child lives: by their nodes. */
export const families: readonly { readonly parent: string; readonly child: string }[] = [
  { parent: 'main', child: 'main' },
  { parent: 'main', child: 'one-0' },
  { parent: 'one-0', child: 'one-0' },
  { parent: 'one-0', child: 'one-1' },
  { parent: 'one-1', child: 'two-0' },
]

const notThere = "there is no node called 'nowhere'"

export function supervision({ stage }: Places): void {
  const family = (on: string): { readonly journal: JournalRef; readonly parent: ParentRef } => {
    const journal = stage().system.spawn(Journal)
    return { journal, parent: stage().system.spawn(Parent, ['parent', journal], { on }) }
  }

  describe.each(families)('a child on $child of a parent on $parent', ({ parent: home, child: on }) => {
    test('is its child: found, and stopped, by it', async () => {
      const { parent } = family(home)
      const child = await parent.ask('spawnChild', 'child', { on })
      const [found] = await parent.ask('children')
      expect(found?.equals(child)).toBe(true)
      parent.tell('stopChild', child)
      await parent.ask('ended', child)
      expect(await parent.ask('children')).toEqual([])
    })

    test('keeps its ref and its mailbox when it fails and is started anew [SUP-1]', async () => {
      const { journal, parent } = family(home)
      const child = await parent.ask('spawnChild', 'child', { on })
      child.tell('add', 'forgotten')
      child.tell('crash', 'oops')
      child.tell('add', 'kept')
      child.tell('add', 'kept too')
      expect(await child.ask('entries')).toEqual(['kept', 'kept too'])
      const notes = await journal.ask('until', 5)
      expect(notes.toSorted()).toEqual(
        [
          'parent started',
          'child started',
          'parent hears: oops',
          'child restarts',
          'child started',
        ].toSorted(),
      )
    })

    test('fails for good, and its parent with it, when it uses up its budget [SUP-4]', async () => {
      const { system } = stage()
      const { journal, parent } = family(home)
      const budget = { max: 2, within: 60_000 }
      const child = await parent.ask('spawnChild', 'child', { on, budget })
      const end = system.terminated(child)
      for (const message of ['1', '2', '3']) child.tell('crash', message)
      const { reason, error } = await end
      expect({ reason, message: error?.message }).toEqual({ reason: 'failed', message: '3' })
      // Its parent restarts, and has no children then.
      expect(await parent.ask('children')).toEqual([])
      expect(await journal.ask('all')).toContain('parent restarts')
    })

    test('is not started anew where it is temporary [SUP-3]', async () => {
      const { system } = stage()
      const { parent } = family(home)
      const child = await parent.ask('spawnChild', 'child', { on, restart: 'temporary' })
      const end = system.terminated(child)
      child.tell('crash', 'the end')
      expect(await end).toMatchObject({
        reason: 'failed',
        error: { message: 'the end' },
      })
      await parent.ask('ended', child)
      expect(await parent.ask('children')).toEqual([])
    })

    test('is started anew after it has stopped itself, where it is permanent [SUP-3]', async () => {
      const { parent } = family(home)
      const child = await parent.ask('spawnChild', 'child', { on, restart: 'permanent' })
      child.tell('add', 'forgotten')
      child.tell('finish')
      expect(await child.ask('entries')).toEqual([])
    })

    test('ends before its parent ends', async () => {
      const { system } = stage()
      const { journal, parent } = family(home)
      await parent.ask('spawnChild', 'first', { on })
      await parent.ask('spawnChild', 'second', { on })
      await system.stop(parent)
      const notes = await journal.ask('until', 6)
      // Children on two nodes tell the journal in any order, but their parent learns of both ends before its own.
      expect(notes.filter((note) => note.endsWith('stopped')).toSorted()).toEqual([
        'first stopped',
        'parent stopped',
        'second stopped',
      ])
      if (home === 'main') expect(notes.at(-1)).toBe('parent stopped')
    })

    test('ends when its parent is started anew [SUP-2]', async () => {
      const { system } = stage()
      const { parent } = family(home)
      const child = await parent.ask('spawnChild', 'child', { on })
      const end = system.terminated(child)
      await child.ask('ping')
      parent.tell('crash', 'oops')
      expect(await end).toMatchObject({ reason: 'stopped' })
    })

    test('holds its name until its end is seen [WAT-5, case 6]', async () => {
      const { parent } = family(home)
      const options: ChildOptions = { on, name: 'unique' }
      const child = await parent.ask('spawnChild', 'child', options)
      const refused = await parent.ask('spawnChild', 'child', options).catch((error: unknown) => error)
      expect(refused).toMatchObject({ cause: { code: 'name-taken' } })
      expect(String(refused instanceof Error ? refused.cause : refused)).toContain(child.path)
      await parent.ask('ended', child)
      const again = await parent.ask('spawnChild', 'child', options)
      expect(again.path).toBe(child.path)
      expect(again.equals(child)).toBe(false)
      await expect(child.ask('entries')).rejects.toMatchObject({ code: 'actor-terminated' })
      expect(await again.ask('entries')).toEqual([])
    })

    test('whose setup throws tells whoever asks it or watches it why [SUP-8]', async () => {
      const { system } = stage()
      const { journal, parent } = family(home)
      const child = await parent.ask('spawnChild', 'child', { on, restart: 'temporary' }, 'BadSetup')
      const why = { code: 'actor-start-failed', cause: { message: 'no configuration', code: 'ENOCONF' } }
      const down = system.terminated(child)
      await expect(child.ask('entries')).rejects.toMatchObject({
        code: expect.stringMatching(/^actor-(start-failed|terminated)$/),
      })
      const { reason, error } = await down
      if (reason === 'failed') expect(error).toMatchObject(why)
      else expect(reason).toBe('no-such-actor')
      expect((await journal.ask('until', 2)).at(-1)).toMatch(/^parent hears: .*could not start/)
    })

    test('whose setup never settles fails to start after its time-out [SUP-8, case 6]', async () => {
      const { parent } = family(home)
      const options: ChildOptions = { on, restart: 'temporary', startTimeout: 100 }
      const child = await parent.ask('spawnChild', 'child', options, 'EndlessSetup')
      const asked = child.ask('entries').catch((error: unknown) => error)
      await stage().leap(100, on)
      expect(await parent.ask('ended', child)).toMatchObject({
        reason: 'failed',
        error: { code: 'actor-start-failed', message: expect.stringContaining('100 ms') },
      })
      // Its order to spawn may come by another way, and with it the end of its time, than the ask.
      expect(await asked).toMatchObject({
        code: expect.stringMatching(/^actor-(start-failed|terminated)$/),
      })
    })

    test('has grandchildren on other nodes that end with it', async () => {
      const { system } = stage()
      const { parent } = family(home)
      const middle = await parent.ask('spawnParent', 'middle', { on, name: 'middle' })
      const grandchild = await middle.ask('spawnChild', 'grandchild', { on: 'two-0', name: 'last' })
      expect(grandchild.path).toMatch(/\/middle\/last$/)
      const end = system.terminated(grandchild)
      await grandchild.ask('ping')
      await system.stop(parent)
      expect(await end).toMatchObject({ reason: 'stopped' })
    })
  })

  describe('spawn', () => {
    test('takes the nodes of a group in turn', () => {
      const { system } = stage()
      const nodes = Array.from({ length: 4 }, () => system.spawn(Echo, [], { on: 'one' }).path.split('/')[2])
      expect(nodes.toSorted()).toEqual(['one-0', 'one-0', 'one-1', 'one-1'])
      expect(nodes[0]).not.toBe(nodes[1])
    })

    test('takes the nodes of a group in turn from one of them, too, which is one of them', async () => {
      const { parent } = family('one-0')
      const children = await Promise.all(
        Array.from({ length: 4 }, (_, i) => parent.ask('spawnChild', `child ${i}`, { on: 'one' })),
      )
      const nodes = children.map((child) => child.path.split('/')[2])
      expect(nodes.toSorted()).toEqual(['one-0', 'one-0', 'one-1', 'one-1'])
      for (const child of children) expect(await child.ask('entries')).toEqual([])
      expect(await parent.ask('children')).toHaveLength(4)
    })

    test.each(['main', 'one-0'])(`from %s says that ${notThere}`, async (home) => {
      const { system } = stage()
      const { parent } = family(home)
      if (home === 'main') expect(() => system.spawn(Echo, [], { on: 'nowhere' })).toThrow(/nowhere/)
      const refused = await parent
        .ask('spawnChild', 'child', { on: 'nowhere' })
        .catch((error: unknown) => error)
      expect(refused).toMatchObject({
        cause: { code: 'no-such-node', message: expect.stringContaining('nowhere') },
      })
    })

    test('of a definition that the module does not export tells why, at every ask and watch', async () => {
      const { system, failures } = stage()
      const unknown = system.spawn(unexported.Unknown, [], { on: 'one-0' })
      const why = { code: 'actor-start-failed', cause: { code: 'no-such-definition' } }
      await expect(unknown.ask('entries')).rejects.toMatchObject(why)
      expect(await system.terminated(unknown)).toMatchObject({ reason: 'failed', error: why })
      const reports = failures.filter(({ path }) => path === unknown.path)
      expect(reports).toMatchObject([{ error: why }])
    })

    test('of a definition that the module does not export fails alike on another node', async () => {
      const { parent } = family('one-0')
      const unknown = await parent.ask('spawnChild', 'child', { on: 'two' }, 'Unknown')
      const code = expect.stringMatching(/^actor-(start-failed|terminated)$/)
      await expect(unknown.ask('entries')).rejects.toMatchObject({ code })
    })

    test('refuses arguments that cannot be sent, as here', () => {
      const { system } = stage()
      const journal = system.spawn(Journal)
      const spawn = (options: SpawnOptions) => () =>
        // @ts-expect-error: the compiler sees it too
        system.spawn(Child, [() => {}, journal], options)
      expect(spawn({ on: 'one-0' })).toThrow(/function/)
      expect(spawn({})).toThrow(/function/)
      expect(() => system.spawn(Child, ['fine', journal], { on: 'one-0', name: 'fine' })).not.toThrow()
    })

    test('can be taken back at once, even while the setup goes on', async () => {
      const { system } = stage()
      const endless = system.spawn(EndlessSetup, [], { on: 'one-0' })
      await system.stop(endless)
    })
  })
}
