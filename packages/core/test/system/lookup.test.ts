import { expect, it } from 'vitest'
import { type ActorContext, defineActor } from '../../src/index.ts'
import { createRig } from '../rig/create-rig.ts'
import { noteTaker } from '../rig/note-taker.ts'

const Parent = defineActor('Parent', (ctx: ActorContext<{ child(): string }>) => {
  const named = ctx.spawn(noteTaker([]), [], { name: 'child' })
  ctx.spawn(noteTaker([]))
  return { child: () => named.path }
})

it('finds living actors by their paths, named or not, at any depth', async () => {
  await using rig = await createRig()
  const parent = rig.system.spawn(Parent)
  const child = await parent.ask('child')
  expect(rig.system.lookup(parent.path)?.equals(parent)).toBe(true)
  expect(rig.system.lookup(child)?.path).toBe(child)
})

it('finds nothing of what has ended, never was, or belongs to another node', async () => {
  await using rig = await createRig()
  const parent = rig.system.spawn(Parent, [], { name: 'parent' })
  const child = await parent.ask('child')
  await rig.system.stop(parent)
  for (const path of [
    parent.path,
    child,
    'troupe://main/none',
    'troupe://cpu-0/parent',
    'troupe://mainly',
    'parent',
    '',
  ]) {
    expect(rig.system.lookup(path)).toBeUndefined()
  }
})
