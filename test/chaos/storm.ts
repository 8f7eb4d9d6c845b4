import type { Fault } from './fault-plan.ts'
import { comesTrue, sleep } from './patience.ts'
import type { Violations } from './violations.ts'
import type { Wards } from './wards.ts'

/** A node that was ended must be up again within this time. */
const BACK_MS = 20_000

/** Does to nodes what the plan says, one after the other. */
export class Storm {
  private readonly wards: Wards
  private readonly violations: Violations

  constructor(wards: Wards, violations: Violations) {
    this.wards = wards
    this.violations = violations
  }

  /** Goes on for so many milliseconds. */
  async rage(plan: Iterator<Fault, never>, milliseconds: number): Promise<void> {
    for (const end = performance.now() + milliseconds; performance.now() < end; ) {
      const fault = plan.next().value
      await sleep(fault.pause)
      if (!(await this.ready(fault.victim.name))) return
      const ward = this.wards.get(fault.victim.name)
      if (ward !== undefined) this.wards.inflict(ward, fault)
    }
  }

  /** Waits until every node is up that was ended. */
  async calm(names: readonly string[]): Promise<void> {
    for (const name of names) await this.ready(name)
  }

  private async ready(name: string): Promise<boolean> {
    const isReady = await comesTrue(BACK_MS, () => this.wards.get(name)?.isReady === true)
    if (!isReady) {
      const sentence = this.wards.get(name)?.sentence ?? 'nothing'
      this.violations.add(`${name} was not up for ${BACK_MS} ms; ${sentence} had been done to it`)
    }
    return isReady
  }
}
