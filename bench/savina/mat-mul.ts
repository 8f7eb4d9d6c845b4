import { type ActorContext, type ActorRef, defineActor, type Reply } from '@troupe/core'
import { member, type Placement } from './placement.ts'
import { type ConductorProtocol, conductor, defineWorkload, type Outcome } from './workload.ts'

export interface MatMulSize {
  /** Rows and columns: a power of two. */
  readonly length: number
  /** Blocks of so many rows and columns are not split. */
  readonly leaf: number
  readonly workers: number
}

/** The product of a block of A, at (`row`, `inner`), and one of B, at (`inner`, `column`): a part of a block of C. */
interface Task {
  readonly row: number
  readonly column: number
  readonly inner: number
  readonly length: number
}

type Numbers = Float64Array<ArrayBuffer>

interface MatMulProtocol extends ConductorProtocol {
  task(task: Task): void
  split(): void
  product(task: Task, block: Numbers): void
}

interface MatMulWorkerProtocol {
  split(task: Task): void
  multiply(task: Task, a: Numbers, b: Numbers): void
}

/** A square matrix, row by row. */
class Matrix {
  readonly length: number
  readonly numbers: Numbers

  constructor(length: number, value: (row: number, column: number) => number) {
    this.length = length
    this.numbers = Float64Array.from({ length: length * length }, (_, i) =>
      value(Math.floor(i / length), i % length),
    )
  }

  /** A copy of a part of it. */
  block(row: number, column: number, length: number): Numbers {
    const block = new Float64Array(length * length)
    for (let i = 0; i < length; i++) {
      const start = (row + i) * this.length + column
      block.set(this.numbers.subarray(start, start + length), i * length)
    }
    return block
  }

  add(row: number, column: number, length: number, block: Numbers): void {
    for (let i = 0; i < block.length; i++) {
      const at = (row + Math.floor(i / length)) * this.length + column + (i % length)
      this.numbers[at] = (this.numbers[at] ?? 0) + (block[i] ?? 0)
    }
  }
}

function product(a: Numbers, b: Numbers, length: number): Numbers {
  const c = new Float64Array(length * length)
  for (let i = 0; i < length; i++) {
    for (let k = 0; k < length; k++) {
      const factor = a[i * length + k] ?? 0
      for (let j = 0; j < length; j++) {
        const at = i * length + j
        c[at] = (c[at] ?? 0) + factor * (b[k * length + j] ?? 0)
      }
    }
  }
  return c
}

export const MatMulWorker = defineActor(
  'MatMulWorker',
  (_ctx: ActorContext<MatMulWorkerProtocol>, master: ActorRef<Omit<MatMulProtocol, 'run'>>) => ({
    split({ row, column, inner, length }) {
      const half = length / 2
      for (const r of [row, row + half]) {
        for (const c of [column, column + half]) {
          for (const i of [inner, inner + half]) {
            master.tell('task', { row: r, column: c, inner: i, length: half })
          }
        }
      }
      master.tell('split')
    },
    multiply(task, a, b) {
      const block = product(a, b, task.length)
      master.with({ transfer: [block.buffer] }).tell('product', task, block)
    },
  }),
)

/** @throws Error if a number of the product of A[i][j] = i and B[i][j] = j is not length · i · j */
function checkProduct({ length, numbers }: Matrix): void {
  for (let i = 0; i < numbers.length; i++) {
    const [row, column] = [Math.floor(i / length), i % length]
    if (numbers[i] === length * row * column) continue
    throw new Error(`C[${row}][${column}] is ${numbers[i]}, not ${length * row * column}`)
  }
}

export const MatMulMaster = defineActor(
  'MatMulMaster',
  (ctx: ActorContext<MatMulProtocol>, size: MatMulSize, where: Placement) => {
    const workers = Array.from({ length: size.workers }, () =>
      ctx.spawn(MatMulWorker, [ctx.self], member(where)),
    )
    const a = new Matrix(size.length, (row) => row)
    const b = new Matrix(size.length, (_row, column) => column)
    const c = new Matrix(size.length, () => 0)
    let tasks = 0
    let completed = 0
    let done: Reply<Outcome> | undefined
    const handOut = (task: Task): void => {
      const worker = workers[tasks % workers.length]
      tasks++
      const { row, column, inner, length } = task
      if (length > size.leaf) {
        worker?.tell('split', task)
        return
      }
      const left = a.block(row, inner, length)
      const right = b.block(inner, column, length)
      worker?.with({ transfer: [left.buffer, right.buffer] }).tell('multiply', task, left, right)
    }
    const complete = (): void => {
      if (++completed < tasks) return
      checkProduct(c)
      done?.answer({ figures: { tasks }, messages: 3 * tasks - 1 })
    }
    return {
      run() {
        done = ctx.reply('run')
        handOut({ row: 0, column: 0, inner: 0, length: size.length })
        return done
      },
      task: handOut,
      split: complete,
      product({ row, column, length }, block) {
        c.add(row, column, length, block)
        complete()
      },
    }
  },
)

/** Work that is split in eight until it is small, with large blocks of numbers in the messages. */
export const matMul = defineWorkload<MatMulSize>({
  name: 'mat-mul',
  conduct: (system, size, where) => system.spawn(MatMulMaster, [size, where], conductor),
  full: { size: { length: 1024, leaf: 128, workers: 20 }, expected: { tasks: 585 } },
  small: { size: { length: 64, leaf: 16, workers: 3 }, expected: { tasks: 73 } },
})
