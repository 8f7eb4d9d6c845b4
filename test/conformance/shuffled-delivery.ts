import { seededRandom } from './seeded-random.ts'

/** Runs deliveries in an order that a seed determines, some of them late, none of them never. */
export class ShuffledDelivery {
  /** How many deliveries have been made. */
  count = 0
  private readonly waiting: (() => void)[] = []
  private readonly random: () => number
  private armed = false
  private due: { readonly count: number; task(): void } | undefined = undefined

  constructor(seed: number) {
    this.random = seededRandom(seed)
  }

  readonly deliver = (task: () => void): void => {
    this.waiting.push(task)
    if (!this.armed) this.arm()
  }

  /** Runs `task` when so many deliveries more have been made. */
  after(deliveries: number, task: () => void): void {
    this.due = { count: this.count + deliveries, task }
  }

  /** A whole number below `limit`. */
  below(limit: number): number {
    return Math.floor(this.random() * limit)
  }

  private arm(): void {
    this.armed = true
    if (this.random() < 0.7) queueMicrotask(this.run)
    else setImmediate(this.run)
  }

  private readonly run = (): void => {
    this.armed = false
    const [task] = this.waiting.splice(this.below(this.waiting.length), 1)
    task?.()
    this.count++
    if (this.due !== undefined && this.count >= this.due.count) {
      const { due } = this
      this.due = undefined
      due.task()
    }
    if (this.waiting.length > 0 && !this.armed) this.arm()
  }
}
