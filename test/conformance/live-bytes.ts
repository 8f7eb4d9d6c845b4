import { setFlagsFromString } from 'node:v8'
import { runInNewContext } from 'node:vm'

setFlagsFromString('--expose-gc')
const collect: unknown = runInNewContext('gc')

/** Bytes that are in use, buffers included, when all that is not needed has gone. */
export async function liveBytes(): Promise<number> {
  if (typeof collect !== 'function') throw new Error('Nothing here collects garbage.')
  // What a first collection lets go of may hold more, until its last words have been heard.
  for (let turn = 0; turn < 3; turn++) {
    await new Promise((resolve) => setImmediate(resolve))
    collect()
  }
  const { heapUsed, arrayBuffers } = process.memoryUsage()
  return heapUsed + arrayBuffers
}
