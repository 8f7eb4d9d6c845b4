import { canonical } from '../world/canonical.ts'
import type { World } from '../world/schedule.ts'
import type { Reading } from './state-view.ts'

/**
 * What one property has read in all runs so far. A property that reads several actors can tell in which order they
 * changed, though their events commute otherwise; so those that change what it reads must not count as commuting.
 */
export class Readings {
  private readonly keys = new Set<string>()
  private readonly lists = new Set<'actors' | 'failures' | 'deadLetters'>()
  private readonly values = new Map<string, string>()
  private unknowns = 0
  /** Whether it has read something for the first time since the last call of {@link Readings.settle}. */
  hasGrown = false

  /** The actors whose states it reads. */
  get actors(): readonly string[] {
    return [...this.keys]
  }

  /** Whether events of different actors change what it reads. */
  get spansActors(): boolean {
    return this.lists.size > 0 || this.keys.size > 1
  }

  get isBlind(): boolean {
    return this.keys.size + this.lists.size === 0
  }

  add(reading: Reading): void {
    const before = this.keys.size + this.lists.size
    if (typeof reading === 'string') this.lists.add(reading)
    else this.keys.add(reading.actor)
    if (this.keys.size + this.lists.size > before) this.hasGrown = true
  }

  settle(): void {
    this.hasGrown = false
  }

  /** Begins a run. */
  begin(world: World): void {
    this.values.clear()
    if (this.spansActors) this.update(world, this.keys)
  }

  /** Whether the last step changed something that it reads. */
  hasChanged(world: World): boolean {
    if (!this.spansActors) return false
    return this.update(
      world,
      world.touched.filter((path) => this.keys.has(path)),
    )
  }

  private update(world: World, paths: Iterable<string>): boolean {
    let isChanged = false
    const keep = (key: string, value: string): void => {
      if (this.values.get(key) === value) return
      this.values.set(key, value)
      isChanged = true
    }
    for (const path of paths) keep(`of ${path}`, this.textOf(world, path))
    for (const list of this.lists)
      keep(list, list === 'actors' ? world.actors.join() : String(world[list].length))
    return isChanged
  }

  private textOf(world: World, path: string): string {
    if (!world.actors.includes(path)) return 'nothing'
    try {
      return canonical(world.stateOf(path))
    } catch {
      // What can't be compared counts as changed each time.
      return `unknown ${++this.unknowns}`
    }
  }
}
