/** Throws where the library contradicts itself; a user's mistake gets an error class of its own instead. */
export function invariant(condition: unknown, promise: string): asserts condition {
  if (!condition) throw new Error(`Troupe broke its own rule: ${promise}. Please report this.`)
}

/** Marks the branch of a closed union that the compiler proves unreachable. */
export function unreachable(value: never): never {
  throw new Error(`Troupe met a case that its types exclude: ${String(value)}. Please report this.`)
}
