import type { Birth } from '@troupe/core/internal'

const ROOT = 'troupe://main'

/**
 * The short paths of actors. One without a name has a number among those of its parent and definition, not among all of
 * the system, so that its path does not depend on what happens elsewhere.
 */
export class ActorPaths {
  private readonly short = new Map<string, string>()
  private readonly counts = new Map<string, number>()

  of(birth: Birth): string {
    const parent = this.shorten(birth.supervisor.path)
    const short = this.join(parent, birth.name ?? this.numbered(parent, birth.definition.name))
    const full = birth.name ?? `${birth.definition.name}$${birth.uid}`
    this.short.set(`${birth.supervisor.path}/${full}`, short)
    return short
  }

  /** The short form of a whole path, where it is known. */
  shorten(path: string): string {
    if (path === ROOT) return ''
    const known = this.short.get(path)
    if (known !== undefined) return known
    return path.startsWith(`${ROOT}/`) ? path.slice(ROOT.length + 1) : path.replace('troupe://', '')
  }

  private join(parent: string, name: string): string {
    return parent === '' ? name : `${parent}/${name}`
  }

  private numbered(parent: string, definition: string): string {
    const key = `${parent}/${definition}`
    const count = (this.counts.get(key) ?? 0) + 1
    this.counts.set(key, count)
    return `${definition}$${count}`
  }
}
