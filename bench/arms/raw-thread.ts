import { Worker } from 'node:worker_threads'
import type { EndMessage } from './counting-end.ts'
import type { Tally } from './troupe-actors.ts'

const END = new URL('./counting-end.ts', import.meta.url)

/** A thread and nothing else. Its answers come in the order of the questions. */
export class RawThread {
  readonly #worker = new Worker(END)
  readonly #waiting: ((answer: unknown) => void)[] = []
  #first = 0

  constructor() {
    this.#worker.on('message', (answer) => {
      this.#waiting[this.#first++]?.(answer)
      if (this.#first < this.#waiting.length) return
      this.#waiting.length = 0
      this.#first = 0
    })
  }

  send(message: EndMessage): void {
    this.#worker.postMessage(message)
  }

  ask(value: number): Promise<number>
  ask(value: 'take'): Promise<Tally>
  ask(value: number | 'take'): Promise<unknown> {
    return new Promise((resolve) => {
      this.#waiting.push(resolve)
      this.#worker.postMessage(value)
    })
  }

  async close(): Promise<void> {
    await this.#worker.terminate()
  }
}
