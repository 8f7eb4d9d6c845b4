import { SeededRandom } from '../../src/env/seeded-random.ts'
import type { Dispatcher, Turn } from '../../src/index.ts'

/** Numbers from 0 to 1 that are the same for the same seed. */
export function seeded(seed: number): () => number {
  const random = new SeededRandom(seed)
  return () => random.next()
}

/** How many microtasks the continuation of an answered ask gets before the next turn. */
const BREATH = 3

/** Gives turns in an order, and of a length, that chance decides; one turn in each microtask. */
export class ShuffledDispatcher implements Dispatcher {
  current: Turn | undefined = undefined
  private readonly waiting: Turn[] = []
  private readonly tasks: (() => void)[] = []
  private readonly chance: () => number
  private armed = false
  private breaths = 0

  constructor(chance: () => number) {
    this.chance = chance
  }

  schedule(turn: Turn): void {
    this.waiting.push(turn)
    this.arm()
  }

  breathe(settle: () => void): void {
    this.breaths = BREATH
    settle()
  }

  afterTurns(task: () => void): void {
    this.tasks.push(task)
    this.arm()
  }

  private arm(): void {
    if (this.armed) return
    this.armed = true
    queueMicrotask(this.step)
  }

  private readonly step = (): void => {
    if (this.breaths > 0) {
      this.breaths--
      queueMicrotask(this.step)
      return
    }
    const [turn] = this.waiting.splice(Math.floor(this.chance() * this.waiting.length), 1)
    this.current = turn
    turn?.run(1 + Math.floor(this.chance() * 3))
    if (this.breaths === 0) this.current = undefined
    if (this.waiting.length === 0) for (const task of this.tasks.splice(0)) task()
    this.armed = this.waiting.length > 0 || this.breaths > 0
    if (this.armed) queueMicrotask(this.step)
  }
}
