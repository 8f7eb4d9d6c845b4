import type { GroupResult } from './group-result.ts'
import type { Verdict } from './judge.ts'
import type { Machine } from './machine.ts'

/** All that one run of the bench found out. */
export interface Results {
  /** When it began, as ISO 8601. */
  readonly at: string
  readonly pace: string
  readonly seed: number
  readonly machine: Machine
  readonly targets: readonly Verdict[]
  readonly groups: readonly GroupResult[]
}
