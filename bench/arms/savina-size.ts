import type { Figures } from '../savina/workload.ts'

/** A workload has two sizes, which the harness knows by number. */
export const sizeNames = ['small', 'full'] as const

/** What a run comes to, as one number. */
export function sumOf(figures: Figures): number {
  return Object.values(figures).reduce((total, value) => total + value, 0)
}
