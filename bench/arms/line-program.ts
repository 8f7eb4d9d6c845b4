import { type ChildProcess, spawn, spawnSync } from 'node:child_process'
import { createInterface } from 'node:readline'
import type { Outcome } from '../harness/arm.ts'

const US_PER_MS = 1000

/** Whether a program can be started here. */
export function isInstalled(program: string, ...args: readonly string[]): boolean {
  return spawnSync(program, args, { stdio: 'ignore' }).status === 0
}

/** A program in another language that is given an order a line, and answers each with a line: it ends with its input. */
export class LineProgram {
  readonly #child: ChildProcess
  #settle: { resolve(line: string): void; reject(error: Error): void } | undefined

  constructor(program: string, args: readonly string[]) {
    this.#child = spawn(program, args, { stdio: ['pipe', 'pipe', 'inherit'] })
    const fail = (reason: string): void => this.#settle?.reject(new Error(`${program} ${reason}`))
    this.#child.on('error', ({ message }) => fail(message))
    this.#child.on('exit', (code, signal) => fail(`ended (${signal ?? code})`))
    if (this.#child.stdout)
      createInterface(this.#child.stdout).on('line', (line) => this.#settle?.resolve(line))
  }

  /** Has work done, and timed by the program itself. */
  async run(work: string, ...sizes: readonly number[]): Promise<Outcome> {
    const line = await new Promise<string>((resolve, reject) => {
      this.#settle = { resolve, reject }
      this.#child.stdin?.write(`${[work, ...sizes].join(' ')}\n`)
    })
    return outcomeOf(line)
  }

  async close(): Promise<void> {
    this.#child.stdin?.end()
    if (this.#child.exitCode === null) await new Promise((resolve) => this.#child.once('exit', resolve))
  }
}

/** Reads `completed checksum microseconds`, and behind them what else was measured: `bytes=320.5 latencies=10.1,9.8`. */
function outcomeOf(line: string): Outcome {
  const [completed, checksum, us, ...rest] = line.split(' ')
  const named = rest.map((part) => part.split('='))
  const latencies = named.find(([name]) => name === 'latencies')?.[1] ?? ''
  const figures = named.filter(([name]) => name !== 'latencies').map(([name, value]) => [name, Number(value)])
  return {
    completed: Number(completed),
    checksum: Number(checksum),
    ms: Number(us) / US_PER_MS,
    latencies: latencies.split(',').filter(Boolean).map(Number),
    figures: Object.fromEntries(figures),
  }
}
