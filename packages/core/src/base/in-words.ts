/** Any value in words, for the message of an error: what is wrong may be of any kind, and must not fail the one that says so. */
export function inWords(value: unknown): string {
  if (typeof value === 'string') return JSON.stringify(value)
  if (typeof value === 'function') return 'a function'
  return freely(() => String(value)) ?? 'a value that has no words of its own'
}

/** What was thrown, in words: the message of an error; anything can be thrown. */
export function wordsOf(thrown: unknown): string {
  if (typeof thrown === 'string') return thrown
  const words = freely(() => (thrown instanceof Error ? String(thrown.message) : undefined))
  return words ?? inWords(thrown)
}

/** What `describe` comes to; nothing where it throws, since a value may be made so that it cannot even be looked at. */
function freely<T>(describe: () => T): T | undefined {
  try {
    return describe()
  } catch {
    return undefined
  }
}
