import type { Arm, Outcome } from '../harness/arm.ts'

const US_PER_MS = 1000

/** One round trip after the other, each timed: 1, 2, 3 … is sent and comes back. */
export async function inTurn(size: number, once: (value: number) => Promise<number>): Promise<Outcome> {
  const latencies: number[] = []
  let checksum = 0
  for (let i = 1; i <= size; i++) {
    const start = performance.now()
    checksum += await once(i)
    latencies.push((performance.now() - start) * US_PER_MS)
  }
  return { completed: latencies.length, checksum, latencies }
}

/** So many round trips at a time. */
export async function inWindows(
  size: number,
  once: (value: number) => Promise<number>,
  window = 100,
): Promise<Outcome> {
  let completed = 0
  let checksum = 0
  for (let first = 1; first <= size; first += window) {
    const length = Math.min(window, size - first + 1)
    for (const value of await Promise.all(Array.from({ length }, (_, i) => once(first + i)))) {
      completed++
      checksum += value
    }
  }
  return { completed, checksum }
}

/** The least that an asynchronous answer costs: a promise that is resolved in a microtask. */
export const deferred: Arm = {
  async open() {
    const once = (value: number): Promise<number> =>
      new Promise((resolve) => queueMicrotask(() => resolve(value)))
    return { run: (size) => inTurn(size, once), close: async () => {} }
  },
}
