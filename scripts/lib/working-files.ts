import { existsSync } from 'node:fs'
import { run } from './run.ts'

/** The files of the working copy that git tracks, or would, in the order of their names. */
export async function workingFiles(...patterns: string[]): Promise<string[]> {
  const options = ['--cached', '--others', '--exclude-standard', '--deduplicate']
  const list = await run('git', ['ls-files', ...options, '--', ...patterns])
  return list
    .split('\n')
    .filter((file) => existsSync(file))
    .sort()
}
