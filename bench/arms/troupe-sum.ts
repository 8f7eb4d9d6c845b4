import { availableParallelism } from 'node:os'
import { type ActorRef, createSystem } from '@troupe/core'
import { workers } from '@troupe/transport-worker'
import { Adder, type AdderProtocol, Collector, makeSlice } from '../../examples/parallel-sum/actors.ts'
import type { Arm } from '../harness/arm.ts'

const actors = new URL('../../examples/parallel-sum/actors.ts', import.meta.url)
const PARTS = 8
const patient = { timeout: 60_000 }

/**
 * The example's sum: slices that were moved to the actors before, one actor for each or one for all. That one has a thread of
 * its own, too: V8 is slower with typed arrays in a thread that has moved one away.
 */
function sum(isAlone: boolean): Arm {
  return {
    async open() {
      const cpu = workers(actors, { count: isAlone ? 1 : availableParallelism() })
      const system = await createSystem({ nodes: { cpu } })
      const length = isAlone ? 1 : PARTS
      const adders = Array.from({ length }, () => system.spawn(Adder, [], { on: 'cpu' }))
      let supplied = 0
      let moved = 0
      return {
        async run(size) {
          if (supplied !== size) moved = await supply(adders, size)
          supplied = size
          const collector = system.spawn(Collector, [adders.length])
          const start = performance.now()
          for (const adder of adders) adder.tell('sum', collector)
          const partials = await collector.with(patient).ask('partials')
          const ms = performance.now() - start
          await system.stop(collector)
          const total = partials.reduce((before, { sum: partial }) => before + partial, 0)
          return { completed: size, checksum: total, ms, figures: { moved } }
        },
        close: () => system.shutdown(),
      }
    },
  }
}

/** Gives the actors 1 … `size` by slices. Returns how long moving them took, in milliseconds. */
async function supply(adders: readonly ActorRef<AdderProtocol>[], size: number): Promise<number> {
  const end = (part: number): number => Math.floor((size * part) / PARTS)
  const slices = Array.from({ length: PARTS }, (_, part) => makeSlice(end(part) + 1, end(part + 1)))
  const start = performance.now()
  const taken = slices.map((slice, part) =>
    adders[part % adders.length]?.with({ ...patient, transfer: [slice.buffer] }).ask('take', slice),
  )
  await Promise.all(taken)
  if (slices.some(({ length }) => length > 0)) throw new Error('a slice was copied, not moved')
  return performance.now() - start
}

export const inParallel = sum(false)
export const alone = sum(true)
