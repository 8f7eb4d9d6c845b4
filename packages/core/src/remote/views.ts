import type { ActorView, Standing } from '../picture/actor-view.ts'
import { DEEPEST_LEVEL } from '../system/survey.ts'
import { type Claims, isAtLeast, isClaims, isStrings } from './claims.ts'

/** Whether that is how a node may see its actors: what came from elsewhere may be as deep as it likes. */
export function areViews(value: unknown, depth = 0): value is readonly ActorView[] {
  return (
    depth <= DEEPEST_LEVEL &&
    Array.isArray(value) &&
    value.every((each) => isClaims(each) && isView(each, depth))
  )
}

function isView(
  { uid, name, definition, node, standing, childCount, children }: Claims,
  depth: number,
): boolean {
  if (!isStrings([name, definition, node]) || !areCounts(uid, childCount)) return false
  return (standing === undefined || isStanding(standing)) && areViews(children, depth + 1)
}

function isStanding(value: unknown): value is Standing {
  if (!isClaims(value)) return false
  const { state, awaiting, waiting, stashed, restarts, watchers } = value
  return isStrings([state, awaiting ?? '']) && areCounts(waiting, stashed, restarts, watchers)
}

function areCounts(...values: readonly unknown[]): boolean {
  return values.every((value) => isAtLeast(0, value))
}
