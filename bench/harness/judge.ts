import { type GroupResult, valuesOf } from './group-result.ts'
import { intervalOf, ratioOf } from './ratio.ts'
import type { Interval } from './statistics.ts'
import type { FigureAt, Part, Target } from './target.ts'

/** What came of one part of a target. Without a value, an arm it needs did not run. */
export interface PartVerdict {
  readonly value: number | null
  readonly low: number | null
  readonly high: number | null
  readonly unit: string
  readonly is: 'at least' | 'at most'
  readonly reach: number
  /** Whether the value is within reach; `null` where there is none. */
  readonly met: boolean | null
  /** Why there is no value. */
  readonly lacks?: string
}

/** What came of a target: its first part, whether all parts with a value are met, and each of them. */
export interface Verdict extends PartVerdict {
  readonly id: string
  readonly what: string
  readonly parts: readonly PartVerdict[]
}

/** Holds the results against a target; `undefined` where none of its groups was run. */
export function judge(target: Target, groups: readonly GroupResult[]): Verdict | undefined {
  const ran = new Set(groups.map(({ id }) => id))
  if (!target.parts.some(({ of }) => ran.has(of.group))) return undefined
  const parts = target.parts.map((part) => judgePart(part, groups))
  const first = parts.find(({ value }) => value !== null) ?? parts[0]
  if (first === undefined) return undefined
  const known = parts.flatMap(({ met }) => met ?? [])
  const met = known.length > 0 ? known.every(Boolean) : null
  return { id: target.id, what: target.what, ...first, met, parts }
}

function judgePart(part: Part, groups: readonly GroupResult[]): PartVerdict {
  const { unit, is, reach } = part
  const interval = partValue(part, groups)
  if (interval === undefined) {
    const none = { value: null, low: null, high: null, met: null }
    return { ...none, unit, is, reach, lacks: reasonOf(part, groups) }
  }
  const met = is === 'at least' ? interval.value >= reach : interval.value <= reach
  return { ...interval, unit, is, reach, met }
}

function partValue({ of, over, inverse }: Part, groups: readonly GroupResult[]): Interval | undefined {
  const values = figuresAt(of, groups)
  if (over === undefined) return intervalOf(values)
  const against = figuresAt(over, groups)
  return inverse ? ratioOf(against, values) : ratioOf(values, against)
}

function figuresAt({ group: id, arm, figure }: FigureAt, groups: readonly GroupResult[]): number[] {
  const group = groups.find((each) => each.id === id)
  return group ? valuesOf(group, arm, figure) : []
}

function reasonOf({ of, over }: Part, groups: readonly GroupResult[]): string {
  const arms = [of, ...(over ? [over] : [])].map(({ group, arm }) =>
    groups.find(({ id }) => id === group)?.arms.find(({ name }) => name === arm),
  )
  const reason = arms.map((arm) => arm?.missing ?? arm?.failed).find((text) => text !== undefined)
  return reason?.split('\n')[0] ?? 'not measured'
}
