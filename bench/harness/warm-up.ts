import type { Block } from './block.ts'
import { figureOf } from './block.ts'

const WINDOWS = 3
const SPREAD = 0.1

/** Whether the last three blocks were about equally fast: the slowest within a tenth of the fastest. */
export function isWarm(blocks: readonly Block[]): boolean {
  const rates = blocks.slice(-WINDOWS).map((block) => figureOf(block, 'rate') ?? 0)
  return rates.length === WINDOWS && Math.min(...rates) >= (1 - SPREAD) * Math.max(...rates)
}
