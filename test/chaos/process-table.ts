import { execFile } from 'node:child_process'
import { readdir, readFile } from 'node:fs/promises'
import { promisify } from 'node:util'

/** A process by its id, and what it was started with. */
interface Line {
  readonly pid: number
  readonly command: string
}

/** The processes whose command line holds `text`, by their ids; not this one. */
export async function processesWith(text: string): Promise<readonly number[]> {
  const lines = process.platform === 'linux' ? await readProc() : await askPs()
  return lines
    .filter(({ command, pid }) => command.includes(text) && pid !== process.pid)
    .map(({ pid }) => pid)
}

/** Not every machine that runs Linux has `ps`. */
async function readProc(): Promise<readonly Line[]> {
  const pids = (await readdir('/proc')).map(Number).filter(Number.isInteger)
  return Promise.all(
    pids.map(async (pid) => {
      // It may be gone by now.
      const command = await readFile(`/proc/${pid}/cmdline`, 'utf8').catch(() => '')
      return { pid, command }
    }),
  )
}

async function askPs(): Promise<readonly Line[]> {
  const { stdout } = await promisify(execFile)('ps', ['-A', '-o', 'pid=,args='])
  return stdout.split('\n').map((command) => ({ pid: Number.parseInt(command, 10), command }))
}
