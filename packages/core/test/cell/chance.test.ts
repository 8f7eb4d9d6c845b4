import { expect, test } from 'vitest'
import { type ActorContext, defineActor } from '../../src/index.ts'
import { createRig } from '../rig/create-rig.ts'

const Gambler = defineActor('Gambler', ({ random }: ActorContext<{ draw(): number }>) => ({
  draw: () => random.next(),
}))

test('an actor draws from the random source of the environment', async () => {
  const drawn = [0.25, 0.5]
  await using rig = await createRig({ environment: { random: { next: () => drawn.shift() ?? 0 } } })
  const gambler = rig.system.spawn(Gambler)
  expect([await gambler.ask('draw'), await gambler.ask('draw'), await gambler.ask('draw')]).toEqual([
    0.25, 0.5, 0,
  ])
})
