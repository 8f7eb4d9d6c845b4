// What the workloads should come to, worked out without actors, and without their code.
import type { BankingSize } from '../banking.ts'
import type { FibonacciSize } from '../fibonacci.ts'
import type { LogisticMapSize } from '../logistic-map.ts'
import type { MatMulSize } from '../mat-mul.ts'
import type { NQueensSize } from '../n-queens.ts'
import type { SieveSize } from '../sieve.ts'
import type { TrapezoidSize } from '../trapezoid.ts'
import type { Figures } from '../workload.ts'

function* draws(seed: number): Generator<number, never> {
  for (let value = seed; ; ) {
    value = (value * 1309 + 13_849) % 65_536
    yield value
  }
}

export function sumOfDraws(seed: number, count: number): number {
  const random = draws(seed)
  let sum = 0
  for (let i = 0; i < count; i++) sum += random.next().value
  return sum
}

export function balances({ accounts, transfers }: BankingSize): Figures {
  const random = draws(123_456)
  const balance = new Array<number>(accounts).fill(1_000_000)
  const add = (account: number, amount: number): void => {
    balance[account] = (balance[account] ?? Number.NaN) + amount
  }
  for (let i = 0; i < transfers; i++) {
    const from = random.next().value % (Math.floor(accounts / 10) * 8)
    const to = from + (random.next().value % (accounts - from) || 1)
    const amount = 1 + (random.next().value % 1000)
    add(from, -amount)
    add(to, amount)
  }
  const total = balance.reduce((sum, each) => sum + each, 0)
  const weighted = balance.reduce((sum, each, account) => sum + account * each, 0)
  return { replies: transfers, total, weighted }
}

export function logisticSum({ terms, series }: LogisticMapSize): Figures {
  let sum = 0
  for (let i = 0; i < series; i++) {
    let x = i * 0.0025
    for (let term = 0; term < terms; term++) x = (3.46 + i * 0.0025) * x * (1 - x)
    sum += x
  }
  return { sum: Number(sum.toFixed(12)) }
}

/** F(n) by addition; each call but those that end it makes two more. */
export function fibonacciNumber({ n }: FibonacciSize): Figures {
  let [value, next] = [0, 1]
  for (let i = 0; i < n; i++) [value, next] = [next, value + next]
  return { value, actors: 2 * value - 1 }
}

/** Eratosthenes' own. */
export function primesBelow({ below, capacity }: SieveSize): Figures {
  const isComposite = new Uint8Array(below)
  let primes = 0
  for (let n = 2; n < below; n++) {
    if (isComposite[n] === 1) continue
    primes++
    for (let multiple = n * n; multiple < below; multiple += n) isComposite[multiple] = 1
  }
  return { primes, actors: Math.ceil(primes / capacity) }
}

/** Counts boards with bits for the columns and diagonals that are taken. */
export function boards({ queens, threshold }: NQueensSize): Figures {
  const all = 2 ** queens - 1
  let solutions = 0
  let work = 0
  const place = (row: number, columns: number, left: number, right: number): void => {
    if (row <= threshold) work++
    if (row === queens) solutions++
    for (let free = all & ~(columns | left | right); free !== 0; free &= free - 1) {
      const queen = free & -free
      place(row + 1, columns | queen, (left | queen) << 1, (right | queen) >> 1)
    }
  }
  place(0, 0, 0, 0)
  return { solutions, work }
}

const curve = (x: number): number =>
  (Math.sin(x * x * x - 1) * Math.sqrt(1 + Math.exp(Math.sqrt(x + x)))) / (1 + x)

/** The rule of trapezoids, each point looked at once. */
export function trapezoids({ pieces, from, to }: TrapezoidSize): Figures {
  const width = (to - from) / pieces
  let sum = (curve(from) + curve(to)) / 2
  for (let i = 1; i < pieces; i++) sum += curve(from + i * width)
  return { area: Number((sum * width).toFixed(10)) }
}

/** Simpson's rule, which needs few pieces to be exact in all the digits that are looked at. */
export function simpson({ from, to }: TrapezoidSize): Figures {
  const pieces = 100_000
  const width = (to - from) / pieces
  let sum = curve(from) + curve(to)
  for (let i = 1; i < pieces; i++) sum += curve(from + i * width) * (i % 2 === 0 ? 2 : 4)
  return { area: Number(((sum * width) / 3).toFixed(10)) }
}

export function blockTasks({ length, leaf }: MatMulSize): Figures {
  const levels = Math.log2(length / leaf)
  return { tasks: (8 ** (levels + 1) - 1) / 7 }
}
