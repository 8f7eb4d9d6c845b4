import { completeSupervision, type Supervision } from '../behavior/supervision.ts'
import type { Timer } from '../env/clock.ts'
import type { ChildGroup } from './child-group.ts'
import { noRestarts, type RestartHistory } from './supervise.ts'
import { noOptions, type Terms, usualTerms } from './terms.ts'

/** On what terms a child lives, how it is supervised, and what has come of that; most share one and the same. */
export interface Care {
  readonly terms: Terms
  readonly supervision: Supervision
  readonly group: ChildGroup | undefined
  readonly history: RestartHistory
  /** When its next life begins: it waits between two. */
  readonly backoff: Timer | undefined
}

const usualCare: Care = {
  terms: usualTerms,
  supervision: completeSupervision(noOptions),
  group: undefined,
  history: noRestarts,
  backoff: undefined,
}

/** How a new child is cared for. */
export function careFor(terms: Terms, supervision: Supervision, group: ChildGroup | undefined): Care {
  const isUsual = terms === usualCare.terms && supervision === usualCare.supervision && group === undefined
  return isUsual ? usualCare : { ...usualCare, terms, supervision, group }
}
