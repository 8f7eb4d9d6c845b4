import type { World } from '../world/schedule.ts'

/**
 * What events have to do with beside the actors that they change: how full the mailboxes are that they send to, and how
 * much time has passed. Both matter in few systems, and where nobody can tell, events commute in spite of them; so what
 * matters is learnt in the runs, and the search begins anew with it.
 */
export class SharedReads {
  /** Those whose mailboxes may be so full that it makes a difference. */
  private readonly crowded = new Set<string>()
  private time = false
  private learnt = false

  /** Whether something is decided by how much time has passed. */
  get timeMatters(): boolean {
    return this.time
  }

  /** Whether there was more to learn since this was called last. */
  hasLearnt(): boolean {
    const { learnt } = this
    this.learnt = false
    return learnt
  }

  /** Looks at what the last step has done. */
  look(world: World): void {
    for (const path of world.crowded) {
      if (this.crowded.has(path)) continue
      this.crowded.add(path)
      this.learnt = true
    }
    if (!world.readClock || this.time) return
    this.time = true
    this.learnt = true
  }

  /** Those whose mailboxes the last step has filled, where that can be noticed. */
  filledBy(world: World): readonly string[] {
    return this.crowded.size === 0 ? [] : world.sentTo.filter((path) => this.crowded.has(path))
  }
}
