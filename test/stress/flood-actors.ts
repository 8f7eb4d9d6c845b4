import { type ActorContext, defineActor } from '@troupe/core'

export interface ConsumerProtocol {
  /** Takes so many microseconds to be handled. */
  take(number: number, microseconds: number): void
  /** How many were taken, and how many of those did not come in their place. */
  taken(): { readonly count: number; readonly misplaced: number }
}

export const Consumer = defineActor('Consumer', (_ctx: ActorContext<ConsumerProtocol>) => {
  let count = 0
  let misplaced = 0
  return {
    take(number, microseconds) {
      if (number !== count++) misplaced++
      for (const end = performance.now() + microseconds / 1000; performance.now() < end; );
    },
    taken: () => ({ count, misplaced }),
  }
})

const SAMPLE_MS = 20

interface GaugeProtocol {
  /** Begins to look, and answers with the bytes that its process takes now. */
  begin(): number
  look(): void
  /** The most bytes that its process has taken since. */
  most(): number
}

/** Watches the memory of the process that it lives in. */
export const Gauge = defineActor('Gauge', (ctx: ActorContext<GaugeProtocol>) => {
  let most = 0
  const look = (): number => {
    most = Math.max(most, process.memoryUsage.rss())
    return most
  }
  return {
    begin() {
      ctx.timers.every('look', SAMPLE_MS, 'look')
      return look()
    },
    look: () => void look(),
    most: look,
  }
})
