import { Cell } from '../cell/cell.ts'
import type { Child } from '../cell/child.ts'
import type { ActorView, Standing, ViewLimits } from '../picture/actor-view.ts'
import { nodeIn } from '../picture/local-path.ts'

/** No more levels are looked at, nor believed of a node that tells of them. */
export const DEEPEST_LEVEL = 50

/** A view that is still being made. */
interface Draft extends ActorView {
  readonly children: Draft[]
}

/** Some actors of this node and what is below them here, level by level: the higher ones come first where there are too many. */
export function survey(cells: readonly Cell[], node: string, { width, most }: ViewLimits): ActorView[] {
  const found = cells.slice(0, most).map((cell) => ({ cell, view: draftOf(cell, node), level: 1 }))
  const views = found.map(({ view }) => view)
  let left = most - views.length
  for (const { cell, view, level } of found) {
    if (level === DEEPEST_LEVEL) break
    for (const { subordinate, view: child } of someChildren(cell, node, Math.min(width, left))) {
      left--
      view.children.push(child)
      if (subordinate instanceof Cell) found.push({ cell: subordinate, view: child, level: level + 1 })
    }
  }
  return views
}

/** The first of its children. What is not looked at costs nothing: there may be a million. */
function someChildren(cell: Cell, node: string, most: number) {
  return cell.children.some(most).map((child) => {
    const { subordinate } = child
    const view = subordinate instanceof Cell ? draftOf(subordinate, node) : absentDraftOf(child)
    return { subordinate, view }
  })
}

function draftOf(cell: Cell, node: string): Draft {
  const { definition, uid, name = `${definition.name}$${uid}` } = cell.birth
  const childCount = cell.children.size
  return {
    uid,
    name,
    definition: definition.name,
    node,
    standing: standingOf(cell),
    childCount,
    children: [],
  }
}

function standingOf({ stats, phase: state, number, pending, watchers }: Cell): Standing {
  const { waiting, stashed } = stats
  const awaiting = pending.exclusive?.name ?? pending.only?.name
  return { state, awaiting, waiting, stashed, restarts: number - 1, watchers: watchers?.size ?? 0 }
}

/** A child that lives on another node. */
function absentDraftOf({ definition, uid, name = `${definition.name}$${uid}`, ref }: Child): Draft {
  const node = nodeIn(ref.path)
  return { uid, name, definition: definition.name, node, standing: undefined, childCount: 0, children: [] }
}
