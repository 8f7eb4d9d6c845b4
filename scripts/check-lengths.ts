// A file of code has one subject, and can be read in one go: none is longer than so many lines, tests included.
import { readFile } from 'node:fs/promises'
import { workingFiles } from './lib/working-files.ts'

const MOST_LINES = 400

const long: string[] = []
for (const file of await workingFiles('*.ts', '*.js', '*.mjs')) {
  const lines = (await readFile(file, 'utf8')).split('\n').length - 1
  if (lines > MOST_LINES) long.push(`${file}: ${lines}`)
}
if (long.length > 0)
  throw new Error(
    `Files of more than ${MOST_LINES} lines, to be split by their subjects:\n${long.join('\n')}`,
  )
