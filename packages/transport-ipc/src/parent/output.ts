import { createInterface } from 'node:readline'
import type { Readable } from 'node:stream'
import type { ProcessesOptions } from '../processes-options.ts'

interface Streams {
  readonly stdout: Readable | null
  readonly stderr: Readable | null
}

/** Passes on, line by line, what a process writes, if somebody asked for it. */
export function forwardOutput(streams: Streams, node: string, output: ProcessesOptions['output']): void {
  if (typeof output !== 'function') return
  for (const stream of ['stdout', 'stderr'] as const) {
    const input = streams[stream]
    if (input === null) continue
    createInterface({ input, crlfDelay: Number.POSITIVE_INFINITY }).on('line', (text) =>
      output({ node, stream, text }),
    )
  }
}
