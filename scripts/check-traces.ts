// No file tells of the machine it was written on: no home folder, no working copy, no download address in the lock file.
import { readFile } from 'node:fs/promises'
import { workingFiles } from './lib/working-files.ts'

const HOME = /(\/(home|Users)\/\w|\/root\/|[A-Z]:\\Users\\)/
const DOWNLOAD = /"resolved": "https?:/

const traces: string[] = []
for (const file of await workingFiles()) {
  const text = await readFile(file, 'utf8')
  text.split('\n').forEach((line, index) => {
    const told =
      HOME.test(line) || line.includes(process.cwd()) || (file === 'package-lock.json' && DOWNLOAD.test(line))
    if (told) traces.push(`${file}:${index + 1}: ${line.trim()}`)
  })
}
if (traces.length > 0) throw new Error(`Traces of a machine:\n${traces.join('\n')}`)
