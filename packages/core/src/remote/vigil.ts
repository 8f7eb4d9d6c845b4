/** The longest watch, in milliseconds: to fall asleep and be woken, on both sides, costs .02 to .08. */
const LONGEST_WATCH = 0.08

/** Milliseconds of watching in vain until trust is gone. */
const FULL_TRUST = 0.4
/** What a prompt answer adds to the trust: of forty, one may be late. */
const EARNED = 0.002
/** However long a watch lasted: one in which the processor was lost is reason enough to rest. */
const GREATEST_LOSS = 1

/** Exchanges that are slept through when trust is gone. */
const SHORTEST_REST = 64
const LONGEST_REST = 16_384
/** So many prompt answers, and the next rest is half as long. */
const MANY = 256

/**
 * Decides whether a thread that has sent a frame stays awake for the answer: turns its event loop for a moment, instead of
 * falling asleep in it and being woken, which costs more than a short exchange itself. It does so where answers have
 * been prompt. A watch in vain costs trust, as much as it took time: little where the far side takes its time, much
 * where who watches keeps the processor from others, and loses it to them. Without trust it rests, twice as long after
 * each trial that ends so. (Who waits no longer than a sleep would have cost pays at most twice of what is best:
 * A. Karlin et al., Empirical Studies of Competitive Spinning, 1991.)
 */
export class Vigil {
  private trust = FULL_TRUST
  private nextRest = SHORTEST_REST
  private exchangesToRest = 0
  private prompt = 0
  /** When the watch began that goes on, in milliseconds. */
  private since: number | undefined = undefined

  /** A frame leaves. Returns whether a watch begins. */
  sent(now: () => number): boolean {
    // Of frames that leave one after the other, the first one counts.
    if (this.since !== undefined) return false
    if (this.exchangesToRest > 0) {
      this.exchangesToRest--
      return false
    }
    this.since = now()
    return true
  }

  /** A frame has come. */
  heard(now: () => number): void {
    if (this.since === undefined) return
    const took = now() - this.since
    this.since = undefined
    if (took > LONGEST_WATCH) this.watchedInVain(took)
    else this.watchedWell()
  }

  /** Whether the watch goes on for one more turn of the loop. */
  lasts(now: () => number): boolean {
    if (this.since === undefined) return false
    const took = now() - this.since
    if (took <= LONGEST_WATCH) return true
    this.since = undefined
    this.watchedInVain(took)
    return false
  }

  private watchedWell(): void {
    this.trust = Math.min(this.trust + EARNED, FULL_TRUST)
    if (++this.prompt < MANY) return
    this.prompt = 0
    this.nextRest = Math.max(this.nextRest / 2, SHORTEST_REST)
  }

  private watchedInVain(took: number): void {
    this.trust -= Math.min(took, GREATEST_LOSS)
    if (this.trust > 0) return
    this.trust = FULL_TRUST
    this.exchangesToRest = this.nextRest
    this.nextRest = Math.min(this.nextRest * 2, LONGEST_REST)
  }
}
