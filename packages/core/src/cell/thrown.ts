/** What a handler threw, as an error: anything can be thrown. */
export function asError(thrown: unknown): Error {
  if (thrown instanceof Error) return thrown
  return new Error(describe(thrown), { cause: thrown })
}

function describe(thrown: unknown): string {
  try {
    return String(thrown)
  } catch {
    return 'a value that cannot be described was thrown'
  }
}
