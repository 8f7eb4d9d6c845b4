/**
 * The names in a path, from the one without a parent to its own. A child of an actor on another node has that one's path after
 * the name of its node: `~main`.
 */
export function namesIn(path: string): readonly string[] {
  const [, ...segments] = path.replace('troupe://', '').split('/')
  const first = segments.findIndex((segment) => !segment.startsWith('~'))
  return first < 0 ? segments : segments.slice(first)
}

/** The name of the node that a path begins with. */
export function nodeIn(path: string): string {
  return path.split('/', 3)[2] ?? ''
}

/** A path as people know it: without its node, and without the numbers of actors that have no name. */
export function shortPath(path: string): string {
  return namesIn(path).map(plainName).join('/') || path
}

/** A name without its number. */
export function plainName(segment: string): string {
  return segment.replace(/\$\d+$/, '')
}

/** Who has spawned an actor, by its path; empty for one without a parent. */
export function parentOf(path: string): string {
  const [node, ...segments] = path.replace('troupe://', '').split('/').slice(0, -1)
  const [first, ...rest] = segments
  const above = first?.startsWith('~') ? [first.slice(1), ...rest] : [node, ...segments]
  return above.length < 2 ? '' : `troupe://${above.join('/')}`
}
