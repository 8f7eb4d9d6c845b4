import { describe, expect, test } from 'vitest'
import { Debtor, Echo, Journal, Parent, Saboteur } from './actors.ts'
import { layouts } from './replies.ts'
import { openStage } from './stage.ts'
import type { Places } from './suite.ts'
import type { Transport } from './transport.ts'

/** The lines of a diagram, with the names of those who take part in place of what stands for them. */
function told(diagram: string): string[] {
  const lines = diagram.split('\n')
  const names = lines.flatMap((line) => / as (.*)/.exec(line)?.[1] ?? [])
  return lines.map((line) =>
    line.replace(/p(\d+)(?=[-:)x,])/g, (_, index) => names[Number(index)] ?? '?').trim(),
  )
}

/** What is recorded of a run on several nodes. */
export function traces({ stage }: Places): void {
  test('the diagram of a run has what happened on all nodes, causes before what came of them', async () => {
    const { system } = stage()
    const [near, far] = [
      system.spawn(Echo, [], { on: 'one-0', name: 'near' }),
      system.spawn(Echo, [], { on: 'two', name: 'far' }),
    ]
    await Promise.all([near.ask('ping'), far.ask('ping')])
    const trace = await system.record()
    for (let round = 0; round < 20; round++) await near.ask('askFor', far, round)
    await trace.stop()
    const lines = told(trace.toMermaid())
    expect(lines).toContain('box transparent one-0')
    expect(lines).toContain('box transparent two-0')
    const start = lines.indexOf('loop 20 times, the first of which')
    expect(lines.slice(start + 1, start + 6)).toEqual([
      'program->>near: askFor(far, 0)',
      expect.stringMatching(/^near->>far: /),
      expect.stringMatching(/^far-->>near: /),
      expect.stringMatching(/^near-->>program: /),
      'end',
    ])
    await Promise.all([system.stop(near), system.stop(far)])
  })

  test.each(layouts)(
    'the diagram of a run shows the answers that an actor on %s owes and one on %s gives',
    async (by, to) => {
      const { system } = stage()
      const owing = system.spawn(Debtor, [], { on: by, name: 'owing' })
      const paying = system.spawn(Debtor, [], { on: to, name: 'paying' })
      await paying.ask('keeps')
      const trace = await system.record()
      const asked = owing.ask('owe')
      owing.tell('payBy', [paying], 'all of it')
      await asked
      const refused = owing.ask('owe')
      owing.tell('refuseBy', paying, 'nothing left')
      await refused.catch(() => {})
      await trace.stop()
      const lines = told(trace.toMermaid())
      const places = [
        'program->>owing: owe()',
        "owing-->>program: 'all of it'",
        'owing-->>program: owe refused: nothing left',
      ].map((line) => lines.indexOf(line))
      expect(places).not.toContain(-1)
      expect(places).toEqual(places.toSorted((one, other) => one - other))
      expect(lines.filter((line) => line.startsWith('owing-->>'))).toHaveLength(2)
      await Promise.all([system.stop(owing), system.stop(paying)])
    },
  )

  test('the diagram of a run shows who spawned whom, and who is told of an end, over nodes', async () => {
    const { system } = stage()
    const journal = system.spawn(Journal, [], { name: 'journal' })
    const trace = await system.record()
    const parent = system.spawn(Parent, ['p', journal], { on: 'one-0', name: 'parent' })
    const child = await parent.ask('spawnChild', 'c', { on: 'one-1', name: 'child' })
    await child.ask('ping')
    await parent.ask('stopChild', child)
    await parent.ask('ended', child)
    await trace.stop()
    const lines = told(trace.toMermaid())
    const places = [
      'program-)parent: spawn',
      'parent-)child: spawn',
      'Note over child: stops',
      'Note over parent: is told that parent/child has ended: stopped',
    ].map((line) => lines.indexOf(line))
    expect(places).not.toContain(-1)
    expect(places).toEqual(places.toSorted((one, other) => one - other))
    await Promise.all([system.stop(parent), system.stop(journal)])
  })
}

/** The same where nodes end. */
export function tracesAtNodeEnd(transport: Transport): void {
  describe.each(transport.ends)('the diagram of a run in which a node $name', ({ end }) => {
    test('has what happened there before, and its end', async () => {
      await using stage = await openStage({ one: transport.nodes(2, { restart: 'temporary' }) })
      const { system } = stage
      const saboteur = system.spawn(Saboteur, [], { on: 'one-0', name: 'saboteur' })
      const trace = await system.record()
      const echo = system.spawn(Echo, [], { on: 'one-0', name: 'echo' })
      await echo.ask('ping')
      await end({ node: 'one-0', saboteur })
      await stage.nodeDown('one-0')
      const survivor = system.spawn(Echo, [], { on: 'one-1', name: 'survivor' })
      await survivor.ask('ping')
      await trace.stop()
      const lines = told(trace.toMermaid())
      const places = [
        lines.indexOf('program->>echo: ping()'),
        lines.findIndex((line) => /^Note over .*(echo|saboteur).*: node one-0 is lost/.test(line)),
        lines.indexOf('program->>survivor: ping()'),
      ]
      expect(places).not.toContain(-1)
      expect(places).toEqual(places.toSorted((one, other) => one - other))
    })
  })
}
