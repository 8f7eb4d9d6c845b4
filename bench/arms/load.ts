import { execFile } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { sizesOf } from '../../scripts/lib/bundle-size.ts'
import type { Arm } from '../harness/arm.ts'

const execute = promisify(execFile)
const BYTES_PER_KB = 1000
const here = fileURLToPath(new URL('./', import.meta.url))

/** How long a fresh process takes to import a module, in milliseconds. */
function loading(name: string, measure: () => Promise<Record<string, number>>): Arm {
  const program = [
    'const start = performance.now()',
    `await import('${name}')`,
    'console.log(performance.now() - start)',
  ].join(';')
  return {
    async open() {
      const figures = await measure()
      return {
        async run(size) {
          const args = ['--input-type=module', '--eval', program]
          const { stdout } = await execute(process.execPath, args, { cwd: here })
          return { completed: size, checksum: size, figures: { ...figures, load: Number(stdout) } }
        },
        close: async () => {},
      }
    },
  }
}

export const troupe = loading('@troupe/core', async () => {
  const { imported, running } = await sizesOf('@troupe/core')
  return { imported: imported / BYTES_PER_KB, running: running / BYTES_PER_KB }
})
export const nact = loading('nact', async () => ({}))
/** What Node itself takes for the first file that a program imports. */
export const emptyModule = loading('./empty-module.ts', async () => ({}))
