import { fileURLToPath } from 'node:url'
import type { Arm } from '../harness/arm.ts'
import { isInstalled, LineProgram } from './line-program.ts'

const source = fileURLToPath(new URL('../python/bench.py', import.meta.url))

/** Work that a program with Python's `multiprocessing` does. */
function python(work: string): Arm {
  return {
    missing: () =>
      isInstalled('python3', '--version') ? undefined : 'Python is not installed: apt-get install python3',
    async open() {
      const program = new LineProgram('python3', [source])
      return { run: (size) => program.run(work, size), close: () => program.close() }
    },
  }
}

export const tell = python('tell')
export const tellArrays = python('tell_arrays')
export const ask = python('ask')
export const sumInParts = python('sum_in_parts')
