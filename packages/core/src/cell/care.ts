import type { AnyDefinition } from '../behavior/actor-definition.ts'
import type { Supervision } from '../behavior/supervision.ts'
import type { Timer } from '../env/clock.ts'
import type { ChildGroup } from './child-group.ts'
import type { Supervisor } from './host.ts'
import { noRestarts, type RestartHistory } from './supervise.ts'
import type { Terms } from './terms.ts'

/** What a child is, how it is supervised, and what has come of that: one for all that are alike, and never failed. */
export interface Care {
  readonly definition: AnyDefinition
  readonly name: string | undefined
  readonly supervisor: Supervisor
  readonly terms: Terms
  readonly supervision: Supervision
  readonly group: ChildGroup | undefined
  readonly history: RestartHistory
  /** When its next life begins: it waits between two. */
  readonly backoff: Timer | undefined
}

/**
 * How a new child of that supervisor is cared for: like the `last` one, if both are alike. An object of all this for each
 * spawn is felt, so it comes as arguments.
 */
export function careFor(
  supervisor: Supervisor,
  last: Care | undefined,
  definition: AnyDefinition,
  name: string | undefined,
  terms: Terms,
  supervision: Supervision,
  group: ChildGroup | undefined,
): Care {
  const isAlike =
    last?.definition === definition &&
    last.name === name &&
    last.terms === terms &&
    last.supervision === supervision &&
    last.group === group
  if (isAlike) return last
  const history = noRestarts
  return { definition, name, supervisor, terms, supervision, group, history, backoff: undefined }
}
