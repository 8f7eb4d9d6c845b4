import { type ChildProcess, fork } from 'node:child_process'
import { once } from 'node:events'
import { fileURLToPath } from 'node:url'
import { Worker } from 'node:worker_threads'
import { type ActorRef, createSystem } from '@troupe/core'
import { processes } from '@troupe/transport-ipc'
import { workers } from '@troupe/transport-worker'
import type { Arm } from '../harness/arm.ts'
import { Neighbour, type NeighbourProtocol } from './neighbour.ts'
import { type Weight, weigh } from './weight.ts'

const KB = 1024
const BARE = new URL('./bare-node.ts', import.meta.url)
const ACTORS = new URL('./neighbour.ts', import.meta.url)
const execArgv = ['--expose-gc']

/** What this node holds, and what the first and all of the others do. */
interface Weights {
  readonly here: Weight
  readonly there: readonly Weight[]
}

/** So many nodes more, weighed while they are idle. */
type WeighNodes = (count: number) => Promise<Weights>

const onThreads = (count: number) => workers(ACTORS, { count })
const onProcesses = (count: number) => processes(ACTORS, { count, execArgv })

async function neighbours<T>(
  provide: typeof onThreads,
  count: number,
  use: (neighbours: readonly ActorRef<NeighbourProtocol>[]) => Promise<T>,
): Promise<T> {
  await using system = await createSystem({ nodes: { others: provide(count) } })
  return await use(
    Array.from({ length: count }, () =>
      system.spawn(Neighbour, [], { on: 'others' }).with({ timeout: 60_000 }),
    ),
  )
}

function nodesOf(provide: typeof onThreads): WeighNodes {
  return (count) =>
    neighbours(provide, count, async (all) => {
      for (const each of all) await each.ask('echo', 1)
      return { there: await Promise.all(all.map((each) => each.ask('weigh'))), here: weigh() }
    })
}

async function bareThreads(count: number): Promise<Weights> {
  const threads = Array.from({ length: count }, () => new Worker(BARE))
  const there = await Promise.all(threads.map((thread) => weightOf(thread, () => thread.postMessage(0))))
  const here = weigh()
  await Promise.all(threads.map((thread) => thread.terminate()))
  return { here, there }
}

async function bareProcesses(count: number): Promise<Weights> {
  const children = Array.from({ length: count }, () => fork(fileURLToPath(BARE), { execArgv }))
  const there = await Promise.all(children.map((child) => weightOf(child, () => child.send(0))))
  const here = weigh()
  for (const child of children) child.disconnect()
  return { here, there }
}

async function weightOf(node: Worker | ChildProcess, ask: () => void): Promise<Weight> {
  const answer = once(node, 'message')
  ask()
  const [weight] = await answer
  return weight
}

/** What each node of the second half adds. */
function eachOf(weighNodes: WeighNodes, inOneProcess: boolean): Arm {
  return {
    async open() {
      // What is loaded and compiled at the first time is not to be counted.
      await weighNodes(1)
      return {
        async run(size) {
          const few = await weighNodes(size)
          const many = await weighNodes(size * 2)
          const resident = ({ here, there }: Weights): number =>
            here.resident + (inOneProcess ? 0 : there.reduce((sum, each) => sum + each.resident, 0))
          const figures = {
            here: (many.here.heap - few.here.heap) / size / KB,
            there: (many.there[0]?.heap ?? 0) / KB,
            resident: (resident(many) - resident(few)) / size / KB,
          }
          return { completed: many.there.length, checksum: many.there.length, figures }
        },
        close: async () => {},
      }
    },
  }
}

/** What each way to one node more adds on the node that it begins at. */
function waysBetween(provide: typeof onThreads): Arm {
  return {
    async open() {
      return {
        run: (size) =>
          neighbours(provide, size * 2 + 1, async ([first, ...others]) => {
            if (first === undefined) throw new Error('There is nobody.')
            const weights: Weight[] = []
            for (const some of [others.slice(0, size), others.slice(size)]) {
              for (const other of some) await first.ask('greet', other)
              weights.push(await first.ask('weigh'))
            }
            const [few, many] = weights
            const figures = { here: ((many?.heap ?? 0) - (few?.heap ?? 0)) / size / KB }
            return { completed: others.length, checksum: others.length, figures }
          }),
        close: async () => {},
      }
    },
  }
}

export const threads = eachOf(nodesOf(onThreads), true)
export const children = eachOf(nodesOf(onProcesses), false)
export const bareThread = eachOf(bareThreads, true)
export const bareProcess = eachOf(bareProcesses, false)
export const betweenThreads = waysBetween(onThreads)
export const betweenProcesses = waysBetween(onProcesses)
