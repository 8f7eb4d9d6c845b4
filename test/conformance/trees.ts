import { describe, expect, test } from 'vitest'
import { Echo, Journal, Parent, Saboteur } from './actors.ts'
import { openStage } from './stage.ts'
import type { Places } from './suite.ts'
import type { Transport } from './transport.ts'

/** However many actors the tests before have left. */
const everything = { width: 1_000_000, most: 1_000_000, timeout: 10_000 }

/** The lines that name an actor, and those further in below the first. */
function linesOf(text: string, name: string): string[] {
  const lines = text.split('\n')
  const start = lines.findIndex((line) => line.includes(`─ ${name}  `))
  if (start < 0) return []
  const depth = lines[start]?.indexOf('─') ?? 0
  const end = lines.findIndex((line, index) => index > start && line.search(/[├└]/) < depth)
  return lines.slice(start, end < 0 ? undefined : end).map((line) => line.replace(/^[ │├└─]+/, ''))
}

/** What people see of all nodes. */
export function trees({ stage }: Places): void {
  test('the tree of a system shows actors below their parents, on whatever nodes both live', async () => {
    const { system } = stage()
    const journal = system.spawn(Journal)
    const elder = system.spawn(Parent, ['elder', journal], { on: 'one-0', name: 'elder' })
    const heir = await elder.ask('spawnParent', 'heir', { on: 'one-1', name: 'heir' })
    const near = await elder.ask('spawnChild', 'near', { name: 'near' })
    const grandchild = await heir.ask('spawnChild', 'grandchild', { on: 'two', name: 'grandchild' })
    await Promise.all([near.ask('ping'), grandchild.ask('ping')])
    const text = await system.tree(everything)
    expect(linesOf(text, 'elder').slice(0, 4)).toEqual([
      expect.stringMatching(/^elder {2}Parent {2}on one-0 {2}running/),
      expect.stringMatching(/^heir {2}Parent {2}on one-1 {2}running/),
      expect.stringMatching(/^grandchild {2}Child {2}on two-0 {2}running/),
      expect.stringMatching(/^near {2}Child {2}running/),
    ])
    for (const node of ['one-0', 'one-1', 'two-0']) expect(text).toMatch(new RegExp(`^${node}  .+[^:]$`, 'm'))
    await system.stop(elder)
    expect(linesOf(await system.tree(everything), 'elder')).toEqual([])
  })
}

/** The same while nodes end. */
export function treesAtNodeEnd(transport: Transport): void {
  describe.each(transport.ends)('the tree of a system, as a node $name', ({ end }) => {
    test('is given all the same, and shows the nodes that are left', async () => {
      await using stage = await openStage({ one: transport.nodes(2, { restart: 'temporary' }) })
      const { system } = stage
      const saboteur = system.spawn(Saboteur, [], { on: 'one-0', name: 'saboteur' })
      const survivor = system.spawn(Echo, [], { on: 'one-1', name: 'survivor' })
      await survivor.ask('ping')
      const during = system.tree({ timeout: 10_000 })
      await end({ node: 'one-0', saboteur })
      expect(await during).toMatch(/^one-1 {2}/m)
      await stage.nodeDown('one-0')
      const after = await system.tree({ timeout: 10_000 })
      expect(after).toMatch(/─ survivor {2}Echo {2}on one-1 {2}running/)
      expect(after).not.toMatch(/one-0/)
    })
  })
}
