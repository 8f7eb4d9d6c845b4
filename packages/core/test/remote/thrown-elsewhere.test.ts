import { expect, it } from 'vitest'
import { type ActorContext, createSystem, defineActor } from '../../src/index.ts'
import { memoryNodes } from '../../src/remote/index.ts'

interface VaseProtocol {
  drop(how: keyof typeof shards): void
  pieces(): number
}

/** What is thrown, and has no words: it can't even be looked at. */
const shards = {
  nothing: () => Object.create(null),
  silence: () => ({
    toString() {
      throw new Error('no')
    },
  }),
  secret: () =>
    Object.defineProperty(new Error('hidden'), 'message', {
      get() {
        throw new Error('no')
      },
    }),
  trap: () =>
    Object.defineProperty(new Error('open'), 'mine', {
      enumerable: true,
      get() {
        throw new Error('no')
      },
    }),
}

const Vase = defineActor('Vase', (_ctx: ActorContext<VaseProtocol>) => ({
  drop(how) {
    throw shards[how]()
  },
  pieces: () => 1,
}))

const wordless = 'a value that has no words of its own'

it.each([
  ['nothing', wordless],
  ['silence', wordless],
  ['secret', wordless],
  ['trap', 'open'],
] as const)(
  'a child on another node is restarted though it threw what has no words: %s [SUP-1]',
  async (how, words) => {
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
    await expect(vase.ask('drop', how)).rejects.toMatchObject({ code: 'actor-failed' })
    expect(await vase.with({ timeout: 500 }).ask('pieces')).toBe(1)
    expect(told).toEqual([words])
  },
)
