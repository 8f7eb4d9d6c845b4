import { expect, it } from 'vitest'
import { type ActorContext, createSystem, defineActor } from '../../src/index.ts'
import { memoryNodes } from '../../src/remote/index.ts'

interface VaseProtocol {
  drop(): void
  pieces(): number
}

const Vase = defineActor('Vase', (_ctx: ActorContext<VaseProtocol>) => ({
  drop() {
    throw Object.create(null)
  },
  pieces: () => 1,
}))

it('a child on another node is restarted though what it threw cannot even be described [SUP-1]', async () => {
  const logger = { write: () => {} }
  await using system = await createSystem({ nodes: { far: memoryNodes({ Vase }) }, logger })
  const told: string[] = []
  const vase = system.spawn(Vase, [], {
    on: 'far',
    decide: (error) => {
      told.push(error instanceof Error ? error.message : 'no error')
      return undefined
    },
  })
  await expect(vase.ask('drop')).rejects.toMatchObject({ code: 'actor-failed' })
  expect(await vase.with({ timeout: 500 }).ask('pieces')).toBe(1)
  expect(told).toEqual(['a value that cannot be described was thrown'])
})
