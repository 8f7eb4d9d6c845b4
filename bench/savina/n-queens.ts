import { type ActorContext, type ActorRef, defineActor, type Reply } from '@troupe/core'
import { member, type Placement } from './placement.ts'
import { type ConductorProtocol, conductor, defineWorkload, type Outcome } from './workload.ts'

export interface NQueensSize {
  readonly queens: number
  readonly workers: number
  /** From so many queens on, a worker places the others by itself. */
  readonly threshold: number
}

/** The columns of the queens in the first rows. */
type Board = readonly number[]

interface QueensProtocol extends ConductorProtocol {
  work(board: Board): void
  solution(): void
  done(): void
}

interface QueensWorkerProtocol {
  work(board: Board): void
}

/** Whether a queen in the next row and that column threatens none of the others. */
function isSafe(board: Board, column: number): boolean {
  for (let row = 0; row < board.length; row++) {
    const distance = Math.abs(column - (board[row] ?? 0))
    if (distance === 0 || distance === board.length - row) return false
  }
  return true
}

export const QueensWorker = defineActor(
  'QueensWorker',
  (
    _ctx: ActorContext<QueensWorkerProtocol>,
    { queens, threshold }: NQueensSize,
    master: ActorRef<Omit<QueensProtocol, 'run'>>,
  ) => {
    const solve = (board: number[]): void => {
      if (board.length === queens) {
        master.tell('solution')
        return
      }
      for (let column = 0; column < queens; column++) {
        if (!isSafe(board, column)) continue
        board.push(column)
        solve(board)
        board.pop()
      }
    }
    const split = (board: Board): void => {
      for (let column = 0; column < queens; column++) {
        if (isSafe(board, column)) master.tell('work', [...board, column])
      }
    }
    return {
      work(board) {
        if (board.length < Math.min(threshold, queens)) split(board)
        else solve([...board])
        master.tell('done')
      },
    }
  },
)

export const QueensMaster = defineActor(
  'QueensMaster',
  (ctx: ActorContext<QueensProtocol>, size: NQueensSize, where: Placement) => {
    const workers = Array.from({ length: size.workers }, () =>
      ctx.spawn(QueensWorker, [size, ctx.self], member(where)),
    )
    let work = 0
    let completed = 0
    let solutions = 0
    let done: Reply<Outcome> | undefined
    const handOut = (board: Board): void => {
      workers[work % workers.length]?.tell('work', board)
      work++
    }
    return {
      run() {
        done = ctx.reply('run')
        handOut([])
        return done
      },
      work: handOut,
      solution() {
        solutions++
      },
      done() {
        // A worker says what it has found before it says that it is done.
        if (++completed === work) {
          done?.answer({ figures: { solutions, work }, messages: 3 * work - 1 + solutions })
        }
      },
    }
  },
)

/** A master deals out the branches of a search, which come from its workers. */
export const nQueens = defineWorkload<NQueensSize>({
  name: 'n-queens',
  conduct: (system, size, where) => system.spawn(QueensMaster, [size, where], conductor),
  full: { size: { queens: 12, workers: 20, threshold: 4 }, expected: { solutions: 14_200, work: 4959 } },
  small: { size: { queens: 7, workers: 3, threshold: 3 }, expected: { solutions: 40, work: 114 } },
})
