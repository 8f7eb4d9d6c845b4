/** When nodes ended. */
export class EndTimes {
  private readonly start = performance.now()
  private latest = this.start
  private longest = 0
  private count = 0
  private isOver = false

  note(): void {
    if (this.isOver) return
    const now = performance.now()
    this.longest = Math.max(this.longest, now - this.latest)
    this.latest = now
    this.count++
  }

  /** What ends from now on does not count. */
  stop(): void {
    this.isOver = true
  }

  /** Milliseconds between two ends. */
  get interval(): { readonly longest: number; readonly mean: number } {
    return { longest: this.longest, mean: (this.latest - this.start) / Math.max(1, this.count) }
  }
}
