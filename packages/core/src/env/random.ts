/**
 * The only source of chance in a system. Tests put a seeded one in its place.
 *
 * @example
 * ```ts
 * import type { Random } from '@troupe/core'
 *
 * export const never: Random = { next: () => 0.999 }
 * ```
 */
export interface Random {
  /** A number from 0 up to, but not including, 1. */
  next(): number
}
