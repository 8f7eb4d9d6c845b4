import { SeededRandom } from '@troupe/core/internal'
import { faultDue, planFaults } from './fault-plan.ts'
import { isFault, type ModelEvent } from './model.ts'
import type { Picker } from './picker.ts'
import { pickerOf, type SamplingName } from './portfolio.ts'
import type { RunEnd, Strategy } from './strategy.ts'

const FIRST_GUESS_AT_LENGTH = 20

/** Draws a number of runs, each from a seed of its own that follows from the seed of all. */
export class Sampling implements Strategy {
  private readonly name: SamplingName
  private readonly runs: number
  private readonly seed: number
  private readonly faults: number
  private run = 0
  private step = 0
  private longest = FIRST_GUESS_AT_LENGTH
  private random: SeededRandom
  private picker: Picker
  private plan: number[] = []

  /** @param faults how many faults one run may have */
  constructor(name: SamplingName, runs: number, seed: number, faults: number) {
    this.name = name
    this.runs = runs
    this.seed = seed
    this.faults = faults
    this.random = new SeededRandom(seed)
    this.picker = pickerOf(name, 0)(this.random, this.longest)
  }

  begin(): boolean {
    if (this.run === this.runs) return false
    // Neighbouring seeds give unrelated streams, since the generator mixes every bit of its state.
    this.random = new SeededRandom(Math.imul(this.seed ^ 0x9e3779b9, 0x85ebca6b) + this.run)
    this.picker = pickerOf(this.name, this.run)(this.random, this.longest)
    this.plan = planFaults(this.faults, this.longest, this.random)
    this.run++
    this.step = 0
    return true
  }

  choose(enabled: readonly ModelEvent[]): ModelEvent | RunEnd {
    const fault = faultDue(this.plan, this.step, enabled, this.random)
    if (fault !== undefined) return fault
    const normal = this.faults === 0 ? enabled : enabled.filter((event) => !isFault(event))
    return normal.length === 0 ? 'over' : this.picker.pick(normal, this.step)
  }

  happened(): void {
    this.step++
  }

  finish(): void {
    this.longest = this.run === 1 ? this.step : Math.max(this.longest, this.step)
  }
}
