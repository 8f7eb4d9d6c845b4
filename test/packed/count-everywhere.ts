import { createSystem } from '@troupe/core'
import { processes } from '@troupe/transport-ipc'
import { workers } from '@troupe/transport-worker'
import { Counter } from './actors.ts'

// After a build the module of actors is called actors.js, and found all the same.
const actors = new URL('./actors.ts', import.meta.url)

/** Counts in this thread, in a worker thread and in a child process, and returns each one's answer. */
export async function countEverywhere(): Promise<Record<string, number>> {
  await using system = await createSystem({
    nodes: { cpu: workers(actors, { count: 1 }), jail: processes(actors, { count: 1 }) },
  })
  const counters = {
    here: system.spawn(Counter, [0]),
    cpu: system.spawn(Counter, [10], { on: 'cpu' }),
    jail: system.spawn(Counter, [20], { on: 'jail' }),
  }
  const answers: Record<string, number> = {}
  for (const [place, counter] of Object.entries(counters)) {
    counter.tell('increment', 2)
    answers[place] = await counter.ask('read')
  }
  return answers
}
