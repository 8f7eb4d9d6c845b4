const MOST_KEPT = 100

/** What should not have happened. */
export class Violations {
  /** The first ones in words. */
  readonly words: string[] = []
  count = 0

  add(words: string): void {
    this.count++
    if (this.words.length < MOST_KEPT) this.words.push(words)
  }
}
