import { memoryNodes } from '@troupe/core/remote'
import * as actors from './actors.ts'
import { environment } from './environment.ts'
import { ShuffledDelivery } from './shuffled-delivery.ts'
import { openStage, type Stage } from './stage.ts'

const SEEDS = Number(process.env.SEEDS ?? 100)

/** One network whose frames arrive in an order of its own. */
export interface Storm extends Stage {
  readonly delivery: ShuffledDelivery
  kill(node: string): void
}

async function openStorm(seed: number, direct: boolean): Promise<Storm> {
  const delivery = new ShuffledDelivery(seed)
  const kills = new Map<string, () => void>()
  const nodes = (count: number) =>
    memoryNodes(actors, {
      count,
      direct,
      environment,
      deliver: delivery.deliver,
      onLaunch: (seat, node) => kills.set(seat.name, node.kill),
    })
  const stage = await openStage({ one: nodes(2), two: nodes(1) })
  return { ...stage, delivery, kill: (node) => kills.get(node)?.() }
}

/**
 * Checks `rule` with many networks, and names the seed of the one that breaks it.
 *
 * @param direct whether nodes are connected to each other directly, as threads are
 */
export async function forManySeeds(rule: (storm: Storm) => Promise<void>, direct = false): Promise<void> {
  for (let seed = 1; seed <= SEEDS; seed++) {
    await using storm = await openStorm(seed, direct)
    try {
      await rule(storm)
    } catch (cause) {
      throw new Error(`With seed ${seed}: ${cause instanceof Error ? cause.message : String(cause)}`, {
        cause,
      })
    }
  }
}
