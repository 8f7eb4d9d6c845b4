import { RingBuffer } from '../base/ring-buffer.ts'
import type { Turn } from './dispatcher.ts'

/** So many newborn have a turn before a round of the others, beside those who waited already; then the oldest has one. */
const SPELL = 256
const UNKNOWN = -1

/**
 * Those that wait for a turn. Who has handled something before has a turn in each round, in the order of coming. Between
 * rounds come the newborn, whom a turn has brought to life: the brood of the last turn before all others.
 *
 * So a program whose actors beget actors finishes what it has begun before it begins more, and needs memory for the depth
 * of the tree that they make and not for its width: depth first, as Blumofe and Leiserson, "Scheduling Multithreaded
 * Computations by Work Stealing", 1999, have it on each processor. Nobody waits for ever: rounds come though there is
 * no end of newborn, and now and then the oldest of these has the turn of the youngest.
 */
export class ReadyQueue extends RingBuffer<Turn> {
  /** The next one last. */
  private readonly newborn = new RingBuffer<Turn>()
  /** Whom the turns since the last look have brought to life, the next one first. */
  private readonly brood: Turn[] = []
  private newbornCount = 0
  private leftInRound = 0
  /** How many newborn come before the next round: not known before the first of them comes. */
  private leftInSpell = UNKNOWN
  private untilOldest = SPELL

  override get length(): number {
    return super.length + this.newbornCount
  }

  pushNewborn(turn: Turn): void {
    this.newbornCount++
    this.brood.push(turn)
  }

  override shift(): Turn | undefined {
    if (this.newbornCount === 0) this.leftInSpell = UNKNOWN
    else if (this.leftInRound > 0) this.leftInRound--
    else if (this.goesOnWithSpell()) return this.shiftNewborn()
    return super.shift()
  }

  /** Whether it is the turn of the newborn; otherwise a round begins. */
  private goesOnWithSpell(): boolean {
    if (this.leftInSpell === UNKNOWN) this.leftInSpell = this.newbornCount + SPELL
    if (super.length === 0 || this.leftInSpell > 0) return true
    this.leftInSpell = UNKNOWN
    this.leftInRound = super.length - 1
    return false
  }

  private shiftNewborn(): Turn | undefined {
    const { brood, newborn } = this
    for (let turn = brood.pop(); turn !== undefined; turn = brood.pop()) newborn.push(turn)
    this.newbornCount--
    if (this.leftInSpell > 0) this.leftInSpell--
    if (--this.untilOldest > 0) return newborn.pop()
    this.untilOldest = SPELL
    return newborn.shift()
  }
}
