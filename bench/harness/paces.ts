import type { Pace } from './play-group.ts'

export type PaceName = 'smoke' | 'quick' | 'full'

/** How much of everything: to see that it runs, to see about where it stands, and to publish. */
export const paces: Readonly<Record<PaceName, Pace>> = {
  smoke: { size: 'smoke', rounds: 1, block: 0, warmUp: 0, twice: false, timeout: 60_000 },
  quick: { size: 'full', rounds: 7, block: 60, warmUp: 5, twice: true, timeout: 120_000 },
  full: { size: 'full', rounds: 15, block: 120, warmUp: 10, twice: true, timeout: 120_000 },
}
