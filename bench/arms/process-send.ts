import { fork, type SerializationType } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import type { Arm } from '../harness/arm.ts'
import type { EndMessage } from './counting-end.ts'
import { inTurn } from './latency.ts'
import { inArrays, orderOf } from './orders.ts'
import type { Tally } from './troupe-actors.ts'

const END = fileURLToPath(new URL('./counting-end.ts', import.meta.url))
/** Every so many messages the sender waits until what it sent is written: a full channel would hold up the event loop. */
const PAUSE = 1000

/** A child process and nothing else. */
class RawProcess {
  readonly #child

  constructor(serialization: SerializationType) {
    this.#child = fork(END, { serialization, execArgv: [] })
  }

  send(message: EndMessage): void {
    this.#child.send(message)
  }

  written(message: EndMessage): Promise<void> {
    return new Promise((resolve, reject) => {
      this.#child.send(message, (error) => (error ? reject(error) : resolve()))
    })
  }

  ask(value: number): Promise<number>
  ask(value: 'take'): Promise<Tally>
  ask(value: number | 'take'): Promise<unknown> {
    return new Promise((resolve) => {
      this.#child.once('message', resolve)
      this.#child.send(value)
    })
  }

  async close(): Promise<void> {
    this.#child.disconnect()
    if (this.#child.exitCode === null) await new Promise((resolve) => this.#child.once('exit', resolve))
  }
}

function telling(mode: SerializationType, send: (child: RawProcess, size: number) => Promise<void>): Arm {
  return {
    async open() {
      const child = new RawProcess(mode)
      await child.ask(0)
      return {
        async run(size) {
          await send(child, size)
          const { count, sum } = await child.ask('take')
          return { completed: count, checksum: sum }
        },
        close: () => child.close(),
      }
    },
  }
}

function asking(mode: SerializationType): Arm {
  return {
    async open() {
      const child = new RawProcess(mode)
      await child.ask(0)
      return { run: (size) => inTurn(size, (value) => child.ask(value)), close: () => child.close() }
    },
  }
}

async function oneByOne(child: RawProcess, size: number): Promise<void> {
  for (let i = 1; i <= size; i++) {
    if (i % PAUSE === 0) await child.written(orderOf(i))
    else child.send(orderOf(i))
  }
}

const arrays = (child: RawProcess, size: number): Promise<void> =>
  inArrays(size, (orders) => child.written(orders))

export const tellJson = telling('json', oneByOne)
export const tellJsonArrays = telling('json', arrays)
export const tellAdvanced = telling('advanced', oneByOne)
export const tellAdvancedArrays = telling('advanced', arrays)
export const askJson = asking('json')
export const askAdvanced = asking('advanced')
