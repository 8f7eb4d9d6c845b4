import { type ChildProcess, fork } from 'node:child_process'
import type { Block } from './block.ts'
import type { ArmAt, Expected } from './group.ts'
import { type HostAnswer, type HostOrder, isAnswer } from './host-message.ts'

/** The harness' side of the process in which one arm lives. */
export class ArmProcess {
  readonly name: string
  readonly #child: ChildProcess
  readonly #printed: string[] = []
  readonly #order: Extract<HostOrder, { do: 'open' }>
  #settle: ((answer: HostAnswer) => void) | undefined

  /**
   * @param host the program that opens the arm: arm-host
   * @param module the arm's module, as the process can import it
   */
  constructor(at: ArmAt, name: string, host: URL, module: URL) {
    this.name = name
    this.#child = fork(host, {
      execArgv: ['--expose-gc', ...(at.node ?? [])],
      serialization: 'advanced',
      stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
    })
    for (const stream of [this.#child.stdout, this.#child.stderr]) {
      stream?.setEncoding('utf8').on('data', (text: string) => this.#printed.push(text))
    }
    this.#child.on('message', (answer) => {
      if (isAnswer(answer)) this.#answer(answer)
    })
    this.#child.on('error', (error) => this.#answer({ did: 'fail', reason: error.message }))
    this.#child.on('exit', (code, signal) => {
      const printed = this.#printed.join('').trim().slice(-2000)
      this.#answer({ did: 'fail', reason: `its process ended (${signal ?? code})\n${printed}` })
    })
    const { given } = at
    this.#order = {
      do: 'open',
      module: module.href,
      export: at.export,
      ...(given !== undefined && { given }),
    }
  }

  /** Sets the arm up. Returns what is missing where it can't run here. */
  async open(timeout: number): Promise<string | undefined> {
    const answer = await this.#ask(this.#order, timeout)
    return answer.did === 'miss' ? answer.what : undefined
  }

  /** Runs a block of at least so many milliseconds. */
  async block(size: number, expected: Expected, ms: number, timeout: number): Promise<Block> {
    const answer = await this.#ask({ do: 'block', size, expected, ms }, timeout)
    if (answer.did !== 'block') throw new Error(`${this.name} ${answer.did}s where it should run`)
    return answer.block
  }

  /** Lets the arm end what it has started; the process ends in any case. */
  async close(timeout: number): Promise<void> {
    if (this.#child.exitCode === null && this.#child.signalCode === null) {
      await this.#ask({ do: 'close' }, timeout).catch(() => {})
    }
    this.kill()
  }

  /** Ends the process by force. What the arm has started ends with it, since its pipes and ports are closed. */
  kill(): void {
    this.#child.kill('SIGKILL')
  }

  #ask(order: HostOrder, timeout: number): Promise<HostAnswer> {
    return new Promise((resolve, reject) => {
      if (!this.#child.connected) {
        reject(new Error(`its process has ended\n${this.#printed.join('').trim().slice(-2000)}`))
        return
      }
      const timer = setTimeout(() => {
        this.#answer({ did: 'fail', reason: `no answer within ${timeout} ms` })
        this.kill()
      }, timeout)
      this.#settle = (answer) => {
        clearTimeout(timer)
        if (answer.did === 'fail') reject(new Error(answer.reason))
        else resolve(answer)
      }
      this.#child.send(order)
    })
  }

  #answer(answer: HostAnswer): void {
    this.#settle?.(answer)
    this.#settle = undefined
  }
}
