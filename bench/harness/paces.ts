import type { Pace } from './play-group.ts'

export type PaceName = 'smoke' | 'quick' | 'full'

/** How much of everything: to see that it runs, to see about where it stands, and to publish. */
export const paces: Readonly<Record<PaceName, Pace>> = {
  smoke: { size: 'smoke', rounds: 1, block: 0, warmUp: 0, twice: false, timeout: 60_000 },
  quick: { size: 'full', rounds: 5, block: 100, warmUp: 4, twice: true, timeout: 180_000 },
  full: { size: 'full', rounds: 9, block: 200, warmUp: 8, twice: true, timeout: 180_000 },
}
