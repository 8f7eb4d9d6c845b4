import { inspect } from 'node:util'
import { describe, expect, it } from 'vitest'
import { type ActorContext, type ActorSystem, createSystem, defineActor } from '../src/index.ts'
import { createRig } from './rig/create-rig.ts'

const Idle = defineActor('Idle', (_ctx: ActorContext<{ ping(): string }>) => ({ ping: () => 'pong' }))

/** A value as JavaScript sees it, which lets a slip of the pen pass. */
interface Unchecked {
  readonly [name: string]: (...args: unknown[]) => Unchecked
}

const unchecked = (value: unknown): Unchecked => Object(value)

/** What is done, and what whoever reads the error has to learn from it. */
const slips: readonly (readonly [string, (system: Unchecked) => unknown, string])[] = [
  [
    'an option of spawn',
    (system) => system.spawn?.(Idle, [], { onn: 'cpu' }),
    'no option "onn" of spawn, only name, on, mailbox, startTimeout, stopTimeout, restart, budget, backoff, decide.',
  ],
  [
    'an option of a mailbox',
    (system) => system.spawn?.(Idle, [], { mailbox: { size: 5 } }),
    'no option "size" of mailbox, only capacity, overflow, highWater, stash.',
  ],
  ['a budget', (system) => system.spawn?.(Idle, [], { budget: 5 }), 'budget must be an object, { max: 3,'],
  [
    'a definition that its module does not export',
    (system) => system.spawn?.(undefined),
    'as defineActor returns it, not undefined.',
  ],
  [
    'the path of an actor in the place of its ref',
    (system) => system.terminated?.('troupe://main/idle'),
    'the ref of an actor, as spawn returns it, not "troupe://main/idle".',
  ],
]

describe('a slip of the pen', () => {
  it.each(slips)('in %s is told with what there is, and nobody is spawned', async (_what, slip, words) => {
    await using rig = await createRig()
    expect(() => slip(unchecked(rig.system))).toThrow(words)
    expect(rig.system.stats().actors).toEqual({})
  })

  it('in an option of a view is told before anything is sent', async () => {
    await using rig = await createRig()
    const idle = unchecked(rig.system.spawn(Idle))
    expect(() => idle.with?.({ timout: 50 })).toThrow(
      'no option "timout" of ref.with, only timeout, signal, transfer, ttl, priority.',
    )
  })

  it('in an option of a system is told before anything is started', async () => {
    const made: Promise<ActorSystem> = Reflect.apply(createSystem, undefined, [{ node: {} }])
    await expect(made).rejects.toThrow(
      'no option "node" of createSystem, only nodes, askTimeout, wire, shutdownOn, logger, environment.',
    )
  })
})

it('a system is shown in one word, and not with all of its runtime', async () => {
  await using rig = await createRig()
  expect(inspect(rig.system)).toBe('ActorSystem(main)')
})
