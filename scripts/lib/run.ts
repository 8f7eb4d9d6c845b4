import { spawn } from 'node:child_process'

export interface RunOptions {
  readonly cwd?: string
  readonly env?: Record<string, string>
  /** In milliseconds; the program is killed after it. */
  readonly timeout?: number
}

/** Runs a program to its end and returns what it wrote to standard output; throws all that it wrote if it fails. */
export function run(program: string, args: readonly string[], options: RunOptions = {}): Promise<string> {
  const { cwd, timeout, env = {} } = options
  const child = spawn(program, args, {
    cwd,
    timeout,
    env: { ...process.env, ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  let output = ''
  let everything = ''
  child.stdout.on('data', (text: Buffer) => {
    output += text
    everything += text
  })
  child.stderr.on('data', (text: Buffer) => {
    everything += text
  })
  return new Promise((resolve, reject) => {
    child.once('error', reject)
    child.once('close', (code, signal) => {
      if (code === 0) resolve(output)
      else reject(new Error(`${[program, ...args].join(' ')} ended with ${code ?? signal}\n${everything}`))
    })
  })
}
