import { type ActorContext, type ActorRef, createSystem, defineActor } from '@troupe/core'
import type { Arm } from '../harness/arm.ts'

interface IdleProtocol {
  nudge(): void
}

const Idle = defineActor('Idle', (_ctx: ActorContext<IdleProtocol>) => ({ nudge() {} }))

/** Actors that are spawned, then stopped, and seen to have ended. */
export const spawnStop: Arm = {
  async open() {
    const system = await createSystem()
    return {
      async run(size) {
        const started = Array.from({ length: size }, () => system.spawn(Idle))
        let ended = 0
        await new Promise<void>((resolve) => {
          const afterStop = (): void => {
            if (++ended === size) resolve()
          }
          for (const actor of started) void system.stop(actor).then(afterStop)
        })
        return { completed: ended, checksum: ended }
      },
      close: () => system.shutdown(),
    }
  },
}

/** The bytes of the heap after all that can be collected has been. */
function settled(): number {
  if (globalThis.gc === undefined) throw new Error('Start Node with --expose-gc.')
  globalThis.gc()
  globalThis.gc()
  const { heapUsed, external } = process.memoryUsage()
  return heapUsed + external
}

/** How much the second half of twice as many actors adds, for each; and that all of them live. */
export const idleMemory: Arm = {
  async open() {
    return {
      async run(size) {
        await using system = await createSystem()
        const refs = new Array<ActorRef<IdleProtocol> | undefined>(size * 2).fill(undefined)
        const spawn = async (from: number): Promise<void> => {
          for (let i = from; i < from + size; i++) refs[i] = system.spawn(Idle)
          // Actors start in the order in which they are spawned: when the last answers, all have started.
          await refs[from + size - 1]?.with({ timeout: 60_000 }).ask('nudge')
        }
        const before = settled()
        await spawn(0)
        const between = settled()
        await spawn(size)
        const after = settled()
        const living = refs.filter((ref) => ref !== undefined && system.lookup(ref.path)).length
        const figures = { bytes: (after - between) / size, first: (between - before) / size, living }
        return { completed: living, checksum: living, figures }
      },
      close: async () => {},
    }
  },
}
