import { createInterface } from 'node:readline'
import type { Readable } from 'node:stream'
import type { OutputLine } from '@troupe/core/remote'
import type { WorkersOptions } from '../workers-options.ts'

interface Streams {
  readonly stdout: Readable
  readonly stderr: Readable
}

/** Passes on, line by line, what a thread writes, unless the thread has this program's own output. */
export function forwardOutput(streams: Streams, node: string, output: WorkersOptions['output']): void {
  if (output === undefined || output === 'inherit') return
  for (const stream of ['stdout', 'stderr'] as const) {
    if (output === 'ignore') streams[stream].resume()
    else forwardLines(streams[stream], (text) => output({ node, stream, text }))
  }
}

function forwardLines(stream: Readable, write: (text: OutputLine['text']) => void): void {
  createInterface({ input: stream, crlfDelay: Number.POSITIVE_INFINITY }).on('line', write)
}
