import { availableParallelism } from 'node:os'
import { isDeepStrictEqual } from 'node:util'
import { createSystem } from '@troupe/core'
import { workers } from '@troupe/transport-worker'
import type { Arm } from '../harness/arm.ts'
import { here, type Placement } from '../savina/placement.ts'
import type { Runnable } from '../savina/workload.ts'
import { workloads } from '../savina/workloads.ts'
import { sizeNames, sumOf } from './savina-size.ts'

const actors = new URL('../savina/actors.ts', import.meta.url)

function workloadOf(name: string): Runnable {
  const found = workloads.find((each) => each.name === name)
  if (found === undefined) throw new Error(`There is no workload ${name}.`)
  return found
}

function running(name: string, where: Placement): Arm {
  return {
    async open() {
      const workload = workloadOf(name)
      const cpu = workers(actors, { count: availableParallelism() })
      const system = await createSystem(where === here ? {} : { nodes: { cpu } })
      return {
        async run(size) {
          const sized = sizeNames[size] ?? 'full'
          const { figures, messages } = await workload.runAs(system, sized, where)
          const { expected } = workload[sized]
          if (!isDeepStrictEqual(figures, expected))
            throw new Error(`${JSON.stringify(figures)} where ${JSON.stringify(expected)} was expected`)
          return { completed: 1, checksum: sumOf(figures), figures: { messages } }
        },
        close: () => system.shutdown(),
      }
    },
  }
}

/** A workload, in this thread. */
export const inThisThread = (name: string): Arm => running(name, here)

/** A workload on as many threads as there are cores. */
export const onThreads = (name: string): Arm => running(name, { on: 'cpu', generations: 4 })
