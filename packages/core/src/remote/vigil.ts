/** An answer that comes later than this, in milliseconds, would have cost less asleep: to fall asleep and be woken takes 20 to 60 µs. */
const PROMPT_MS = 0.08
/** Turns of an idle event loop that take about as long. */
const LONGEST_WATCH = 64
const FULL_TRUST = 4
/** Prompt answers in a row that make up for one that was not. */
const PROMPT_IN_A_ROW = 32
const SHORTEST_REST = 64
const LONGEST_REST = 2048

/**
 * Decides whether a thread that has sent a frame stays awake for the answer: turns its event loop for a moment, instead of
 * falling asleep in it and being woken, which costs more than a short exchange itself. It does so where answers have
 * been prompt. Where they are not, or the other side has no processor of its own to answer on while this one watches,
 * it rests, longer after each trial in vain. (Who waits no longer than a sleep would have cost pays at most twice
 * of what is best: A. Karlin et al., Empirical Studies of Competitive Spinning, 1991.)
 */
export class Vigil {
  private trust = FULL_TRUST
  private promptInARow = 0
  /** Exchanges that it sleeps through, and how many it will sleep through next. */
  private resting = 0
  private nextRest = SHORTEST_REST
  private sentAt: number | undefined = undefined
  private turnsLeft = 0

  /** A frame leaves, at a time in milliseconds. Returns whether a watch begins. */
  sent(now: () => number): boolean {
    // Of frames that leave one after the other, the first one counts.
    if (this.sentAt !== undefined) return false
    if (this.resting > 0) {
      if (--this.resting > 0) return false
      this.trust = FULL_TRUST
    }
    this.sentAt = now()
    this.turnsLeft = LONGEST_WATCH
    return true
  }

  /** A frame has come. */
  heard(now: () => number): void {
    if (this.sentAt === undefined) return
    if (now() - this.sentAt > PROMPT_MS) this.late()
    else this.prompt()
    this.sentAt = undefined
    this.turnsLeft = 0
  }

  /** Whether the watch goes on for one more turn. */
  lasts(): boolean {
    return this.turnsLeft-- > 0
  }

  private prompt(): void {
    if (++this.promptInARow < PROMPT_IN_A_ROW) return
    this.promptInARow = 0
    if (this.trust < FULL_TRUST) this.trust++
    else this.nextRest = SHORTEST_REST
  }

  private late(): void {
    this.promptInARow = 0
    if (--this.trust > 0) return
    this.resting = this.nextRest
    this.nextRest = Math.min(2 * this.nextRest, LONGEST_REST)
  }
}
