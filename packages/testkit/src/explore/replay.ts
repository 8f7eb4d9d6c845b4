import { show } from '../system/shown.ts'
import { canonical } from '../world/canonical.ts'
import { byDefault, type ModelEvent } from './model.ts'
import { inOneOnly, NotRepeatableError } from './not-repeatable-error.ts'
import type { Passage } from './passage.ts'
import type { RunEnd, Strategy } from './strategy.ts'

/** One run along a list of events, skipping those that are absent; then as nobody chooses, or not at all. */
export class Replay implements Strategy {
  /** The events of the list that could not happen when it was their turn. */
  readonly skipped: string[] = []
  private readonly ids: readonly string[]
  private readonly goesOn: boolean
  private next = 0
  private begun = false

  /** @param goesOn whether to go on after the end of the list */
  constructor(ids: readonly string[], goesOn: boolean) {
    this.ids = ids
    this.goesOn = goesOn
  }

  begin(): boolean {
    const first = !this.begun
    this.begun = true
    return first
  }

  choose(enabled: readonly ModelEvent[]): ModelEvent | RunEnd {
    while (this.next < this.ids.length) {
      const id = this.ids[this.next++] ?? ''
      const event = enabled.find((other) => other.id === id)
      if (event !== undefined) return event
      this.skipped.push(id)
    }
    if (!this.goesOn) return 'covered'
    return byDefault(enabled) ?? 'over'
  }

  happened(): void {}

  finish(): void {}
}

/** The same run again, event by event: what could happen must be the same at each step. */
export class SameAgain implements Strategy {
  private readonly passage: Passage
  private step = 0
  private begun = false

  constructor(passage: Passage) {
    this.passage = passage
  }

  begin(): boolean {
    const first = !this.begun
    this.begun = true
    return first
  }

  /** @throws NotRepeatableError */
  choose(enabled: readonly ModelEvent[]): ModelEvent | RunEnd {
    const before = this.passage.enabled[this.step] ?? []
    const different = difference(before, enabled)
    if (different !== undefined) {
      throw new NotRepeatableError(this.step, different, inOneOnly(different, enabled))
    }
    this.checkPayloads(before, enabled)
    const event = this.passage.events[this.step++]
    const same = enabled.find(({ id }) => id === event?.id)
    if (same !== undefined) return same
    return this.passage.end === 'over' ? 'over' : 'covered'
  }

  /** A moment or a number that the program has drawn, say, may change nothing but what is sent. */
  private checkPayloads(before: readonly ModelEvent[], enabled: readonly ModelEvent[]): void {
    const changed = enabled.findIndex(({ payload }, i) => !isSame(before[i]?.payload, payload))
    const [first, second] = [before[changed], enabled[changed]]
    if (first === undefined || second === undefined) return
    const difference = `"${second.id}" was ${messageText(first)}, and then ${messageText(second)}`
    throw new NotRepeatableError(this.step, second.id, difference)
  }

  happened(): void {}

  finish(): void {}
}

function isSame(one: unknown, other: unknown): boolean {
  return Object.is(one, other) || canonical(one) === canonical(other)
}

function messageText({ name = '', payload, isSpread }: ModelEvent): string {
  return show(name, isSpread && Array.isArray(payload) ? payload : payload === undefined ? [] : [payload])
}

/** The first event that is in one of the lists only, or in another place. */
function difference(before: readonly ModelEvent[], now: readonly ModelEvent[]): string | undefined {
  for (let i = 0; i < Math.max(before.length, now.length); i++) {
    if (before[i]?.id !== now[i]?.id) return before[i]?.id ?? now[i]?.id
  }
  return undefined
}
