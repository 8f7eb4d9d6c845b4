import type { Violations } from './violations.ts'

/** What the desk was told of the end of one mortal. */
interface Told {
  signals: number
  messages: number
}

/** The watches of the desk: each is told of once. */
export class Watches {
  begun = 0
  private readonly told = new Map<number, Told>()
  private readonly violations: Violations

  constructor(violations: Violations) {
    this.violations = violations
  }

  get open(): number {
    return [...this.told.values()].filter(({ signals, messages }) => signals + messages < 2).length
  }

  begin(number: number): void {
    this.begun += 2
    this.told.set(number, { signals: 0, messages: 0 })
  }

  ended(number: number, how: keyof Told): void {
    const told = this.told.get(number)
    if (told === undefined) this.violations.add(`a watch of mortal ${number} was told long after its end`)
    else told[how]++
  }

  /** The mortal of that number has ended, and everybody had time to be told. */
  close(number: number): void {
    const { signals, messages } = this.told.get(number) ?? { signals: 0, messages: 0 }
    this.told.delete(number)
    if (signals !== 1 || messages !== 1)
      this.violations.add(
        `two watches of mortal ${number} were told of its end ${signals} and ${messages} times, not once each`,
      )
  }

  closeAll(): void {
    for (const number of [...this.told.keys()]) this.close(number)
  }
}
