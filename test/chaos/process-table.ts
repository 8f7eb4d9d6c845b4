import { execFile } from 'node:child_process'
import { promisify } from 'node:util'

/** The processes whose command line holds `text`, by their ids; not this one. */
export async function processesWith(text: string): Promise<readonly number[]> {
  const { stdout } = await promisify(execFile)('ps', ['-A', '-o', 'pid=,args='])
  return stdout
    .split('\n')
    .filter((line) => line.includes(text))
    .map((line) => Number.parseInt(line, 10))
    .filter((pid) => pid !== process.pid)
}
