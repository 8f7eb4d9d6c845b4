import { describe, expect, it } from 'vitest'
import { type ActorContext, defineActor } from '../../src/index.ts'
import { memoryNodes } from '../../src/remote/index.ts'
import { createRig } from '../rig/create-rig.ts'
import { settled } from '../rig/settled.ts'

const Known = defineActor('Known', (_ctx: ActorContext<{ ping(): void }>) => ({ ping: () => {} }))
const Unknown = defineActor('Unknown', () => ({}))
const GAVE_UP = 'troupe://main gave up on an actor below it, which was stopped; the others go on'

async function openRig() {
  const rig = await createRig({ nodes: { far: memoryNodes({ Known }) } })
  const lines = () =>
    rig.logger.lines.map(({ text, details }) => [text, details instanceof Error && details.message])
  return { rig, lines }
}

describe('an actor that another node cannot even begin', () => {
  it('is in the log once, with the reason, and its failure and that of the top are told to who listens', async () => {
    const { rig, lines } = await openRig()
    await using _rig = rig
    for (const name of ['one', 'two']) rig.system.spawn(Unknown, [], { on: 'far', name })
    await settled()
    const said = (name: string) => [
      `troupe://far-0/~main/${name} failed`,
      expect.stringContaining('exports no definition named "Unknown", only Known'),
    ]
    expect(lines()).toEqual([said('one'), said('two')])
    const paths = ['troupe://far-0/~main/one', 'troupe://far-0/~main/two', 'troupe://main', 'troupe://main']
    expect(rig.failures.map(({ path }) => path)).toEqual(paths)
  })

  it('leads to other lines where it takes its parent along', async () => {
    const { rig, lines } = await openRig()
    await using _rig = rig
    const Parent = defineActor('Parent', (ctx: ActorContext<Record<never, never>>) => {
      ctx.spawn(Unknown, [], { on: 'far', name: 'child' })
      return {}
    })
    rig.system.spawn(Parent, [], { name: 'parent', decide: () => 'escalate' })
    await settled()
    expect(lines().map(([text]) => text)).toEqual([
      'troupe://far-0/~main/parent/child failed',
      'troupe://main/parent failed',
      GAVE_UP,
    ])
  })
})

it('an actor that begins there and fails is in the log each time, and once more when the top gives it up', async () => {
  const Bad = defineActor('Bad', () => expect.fail('boom'))
  await using rig = await createRig({ nodes: { far: memoryNodes({ Bad }) } })
  rig.system.spawn(Bad, [], { on: 'far', decide: () => 'escalate' })
  await settled()
  expect(rig.logger.texts('error')).toContain(GAVE_UP)
})
