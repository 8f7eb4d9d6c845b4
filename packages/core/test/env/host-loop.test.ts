import { readFile } from 'node:fs/promises'
import { describe, expect, it } from 'vitest'
import { type ActorContext, type ActorRef, createSystem, defineActor } from '../../src/index.ts'
import { MemoryLogger } from '../rig/memory-logger.ts'

interface FloodProtocol {
  flood(other: ActorRef<FloodProtocol>): void
  chat(other: ActorRef<FloodProtocol>): Promise<void>
  answer(): number
}

/** Two of these send each other messages until they are stopped. */
const Flood = defineActor('Flood', (ctx: ActorContext<FloodProtocol>) => {
  let over = false
  ctx.on('stopped', () => {
    over = true
  })
  return {
    flood: (other) => void other.tell('flood', ctx.self),
    async chat(other) {
      while (!over && !ctx.abortSignal.aborted) await other.ask('answer')
    },
    answer: () => 1,
  }
})

const timer = (): Promise<void> => new Promise((resolve) => setTimeout(resolve, 0))

describe('on the real event loop [OVL-3]', () => {
  it.each(['flood', 'chat'] as const)(
    'timers fire and files are read while two actors %s for ever',
    async (name) => {
      // The talk is cut off in the middle, which its actors report.
      const system = await createSystem({ logger: new MemoryLogger() })
      const [a, b] = [
        system.spawn(Flood, [], { stopTimeout: 0 }),
        system.spawn(Flood, [], { stopTimeout: 0 }),
      ]
      a.tell(name, b)
      if (name === 'flood') b.tell(name, a)
      for (let i = 0; i < 3; i++) {
        await timer()
        expect(await readFile(import.meta.filename, 'utf8')).toContain('for ever')
      }
      await system.shutdown({ deadline: 0 })
    },
  )

  it('a program that awaits one answer after another does not starve its own timers', async () => {
    await using system = await createSystem()
    const ref = system.spawn(Flood)
    let fired = false
    setTimeout(() => {
      fired = true
    }, 0)
    while (!fired) await ref.ask('answer')
  })
})
