import type { Arm } from '../harness/arm.ts'
import { big } from '../savina/big.ts'
import { counting } from '../savina/counting.ts'
import { forkJoinCreate } from '../savina/fork-join-create.ts'
import { pingPong } from '../savina/ping-pong.ts'
import { threadRing } from '../savina/thread-ring.ts'
import { missingErlang, openErlang } from './erlang.ts'
import { sizeNames } from './savina-size.ts'

type SizeName = (typeof sizeNames)[number]

/** How the module `bench` knows a workload, and what it is to be told of its size. */
const orders: Readonly<Record<string, (size: SizeName) => readonly [string, ...number[]]>> = {
  'ping-pong': (size) => ['savina_ping_pong', pingPong[size].size.pings],
  counting: (size) => ['savina_counting', counting[size].size.increments],
  'fork-join-create': (size) => ['savina_create', forkJoinCreate[size].size.actors],
  'thread-ring': (size) => ['savina_ring', threadRing[size].size.actors, threadRing[size].size.hops],
  big: (size) => ['savina_big', big[size].size.actors, big[size].size.pings],
}

function erlangWorkload(name: string, ...flags: readonly string[]): Arm {
  return {
    missing: missingErlang,
    async open() {
      const order = orders[name]
      if (order === undefined) throw new Error(`Erlang has no workload ${name}.`)
      const { program, close } = await openErlang(flags)
      return {
        async run(size) {
          const outcome = await program.run(...order(sizeNames[size] ?? 'full'))
          return { ...outcome, completed: 1 }
        },
        close,
      }
    },
  }
}

/** A workload of Savina on all cores. */
export const onAll = (name: string): Arm => erlangWorkload(name)

/** A workload of Savina on one scheduler. */
export const onOne = (name: string): Arm => erlangWorkload(name, '+S', '1:1')
