/** What was thrown, in words, which must not throw in turn: anything can be thrown. */
export function wordsOf(thrown: unknown): string {
  try {
    return String(thrown instanceof Error ? thrown.message : thrown)
  } catch {
    return 'a value that has no words of its own'
  }
}
