import type { Below } from './mutation.ts'

/** Something that reads bytes from elsewhere, and what it must never do with them. */
export interface FuzzTarget {
  readonly name: string
  /**
   * Gives it inputs that chance decides, and returns how many it read.
   *
   * @throws where it misbehaved
   */
  round(below: Below): number | Promise<number>
}
