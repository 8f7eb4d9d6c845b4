import { banking } from './banking.ts'
import { big } from './big.ts'
import { boundedBuffer } from './bounded-buffer.ts'
import { chameneos } from './chameneos.ts'
import { counting } from './counting.ts'
import { fibonacci } from './fibonacci.ts'
import { forkJoinCreate } from './fork-join-create.ts'
import { forkJoinThroughput } from './fork-join-throughput.ts'
import { logisticMap } from './logistic-map.ts'
import { matMul } from './mat-mul.ts'
import { nQueens } from './n-queens.ts'
import { philosophers } from './philosophers.ts'
import { pingPong } from './ping-pong.ts'
import { quickSort } from './quick-sort.ts'
import { radixSort } from './radix-sort.ts'
import { sieve } from './sieve.ts'
import { sleepingBarber } from './sleeping-barber.ts'
import { threadRing } from './thread-ring.ts'
import { trapezoid } from './trapezoid.ts'
import type { Runnable } from './workload.ts'

/** All of them, as the suite orders them: small ones, ones that contend, ones that work in parallel. */
export const workloads: readonly Runnable[] = [
  pingPong,
  counting,
  forkJoinThroughput,
  forkJoinCreate,
  threadRing,
  chameneos,
  big,
  boundedBuffer,
  philosophers,
  sleepingBarber,
  logisticMap,
  banking,
  radixSort,
  quickSort,
  fibonacci,
  sieve,
  nQueens,
  trapezoid,
  matMul,
]
