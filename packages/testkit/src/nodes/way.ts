/** How a way between two nodes is at the moment, for both directions. */
export class Way {
  /** Milliseconds that a frame takes at least. */
  delay = 0
  /** Milliseconds that it may take beyond that. */
  jitter = 0
  isCut = false
}

/** A misfortune that befalls frames: the next few, or each by chance. */
export class Mishap {
  /** How many of the next frames it befalls. */
  next = 0
  /** How probable it is for each of the others, from 0 to 1. */
  chance = 0

  /** Whether it befalls the frame that is sent now. */
  befalls(draw: () => number): boolean {
    if (this.next > 0) {
      this.next--
      return true
    }
    return this.chance > 0 && draw() < this.chance
  }
}
