/** Fields of a value that came from another node: what they hold is still to be seen. */
export type Claims = Readonly<Record<string, unknown>>

export function isClaims(value: unknown): value is Claims {
  return typeof value === 'object' && value !== null
}

/** Whether `value` can be the number of a node. */
export function isNodeNumber(value: unknown): value is number {
  return typeof value === 'number' && Number.isSafeInteger(value) && value >= 0
}

/** Whether `value` is a number of at least `least`; infinity is. */
export function isAtLeast(least: number, value: unknown): value is number {
  return typeof value === 'number' && value >= least
}

export function isStrings(value: unknown): value is readonly string[] {
  return Array.isArray(value) && value.every((item) => typeof item === 'string')
}
