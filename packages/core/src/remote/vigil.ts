/** The longest watch, in milliseconds: to fall asleep and be woken, on both sides, costs .02 to .08. */
const LONGEST_WATCH = 0.08

/** Milliseconds of watching in vain until trust is gone, in the shortest trials and in the longest. */
const LEAST_TRUST = 0.4
const MOST_TRUST = 4
/** How much more a trial may lose for each exchange that was slept through before it. */
const GAINED_ASLEEP = 0.000_25
/** What a prompt answer adds to the trust: of forty, one may be late. */
const EARNED = 0.002
/** However long a watch lasted: in the longest of them, the whole machine was asleep. */
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
  private trust = MOST_TRUST
  private exchanges = 0
  /** The next watch begins with an exchange whose number is a multiple of this: the next one while it has trust. */
  private rest = 1
  private nextRest = SHORTEST_REST
  private prompt = 0
  /** When the watch began that goes on, in milliseconds. */
  private since: number | undefined = undefined

  /** A frame leaves. Returns whether a watch begins. */
  sent(now: () => number): boolean {
    // Of frames that leave one after the other, the first one counts.
    if (this.since !== undefined) return false
    // Both sides count the same exchanges, and so try again at the same one: a trial of one side alone shows little, and two
    // that try long enough on one processor are given two by the kernel.
    if (++this.exchanges % this.rest > 0) return false
    this.rest = 1
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
    this.trust = Math.min(this.trust + EARNED, MOST_TRUST)
    if (++this.prompt < MANY) return
    this.prompt = 0
    this.nextRest = Math.max(this.nextRest / 2, SHORTEST_REST)
  }

  private watchedInVain(took: number): void {
    this.trust -= Math.min(took, GREATEST_LOSS)
    if (this.trust > 0) return
    this.rest = this.nextRest
    this.trust = Math.max(LEAST_TRUST, this.rest * GAINED_ASLEEP)
    this.nextRest = Math.min(this.nextRest * 2, LONGEST_REST)
  }
}
