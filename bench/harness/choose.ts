import type { Group } from './group.ts'
import { targets } from './target.ts'

/**
 * The groups that words ask for: the id of a target stands for its groups, and any other word for those whose ids begin so.
 * Without words, all.
 *
 * @throws Error for a word that names nothing
 */
export function choose(groups: readonly Group[], words: readonly string[]): readonly Group[] {
  if (words.length === 0) return groups
  const ids = words.flatMap((word) => {
    const target = targets.find(({ id }) => id.toLowerCase() === word.toLowerCase())
    const named = target
      ? target.parts.map(({ of }) => of.group)
      : groups.map(({ id }) => id).filter((id) => id.startsWith(word))
    if (named.length === 0) throw new Error(`There is no target and no group ${word}.`)
    return named
  })
  return groups.filter(({ id }) => ids.includes(id))
}
