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
    if (birth.guardian) return ''
    const parent = this.shorten(birth.supervisor.path)
    const short = this.join(parent, this.nameOf(parent, birth))
    const full = birth.name ?? `${birth.definition.name}$${birth.uid}`
    this.short.set(`${birth.supervisor.path}/${full}`, short)
    // A node that is sent something for an actor that has ended there knows its number only.
    this.short.set(`${nodeOf(birth.supervisor.path)}/$${birth.uid}`, short)
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

  /** A name that was free again is told from the name of its first holder. */
  private nameOf(parent: string, { name, definition }: Birth): string {
    if (name === undefined) return `${definition.name}$${this.count(`${parent}/${definition.name}$`)}`
    const count = this.count(`${parent}/${name}`)
    return count === 1 ? name : `${name}$$${count}`
  }

  private count(key: string): number {
    const count = (this.counts.get(key) ?? 0) + 1
    this.counts.set(key, count)
    return count
  }
}

/** The node's part of a whole path. */
function nodeOf(path: string): string {
  return path.split('/', 3).join('/')
}
