/** Bytes that are held when all that can be collected has been. */
export interface Weight {
  /** Of one thread's objects, and the buffers that belong to them. */
  readonly heap: number
  /** Of the whole process, as the system counts. */
  readonly resident: number
}

/** What this thread, and its process, hold. */
export function weigh(): Weight {
  if (globalThis.gc === undefined) throw new Error('Start Node with --expose-gc.')
  globalThis.gc()
  globalThis.gc()
  const { heapUsed, external, rss } = process.memoryUsage()
  return { heap: heapUsed + external, resident: rss }
}
