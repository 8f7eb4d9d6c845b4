import { type ArmResult, type GroupResult, valuesOf } from './group-result.ts'
import { ranged, rounded } from './print.ts'
import { advantageOf, intervalOf, ratioOf } from './ratio.ts'
import { median } from './statistics.ts'

const US_PER_MS = 1000

/** One contestant at one number of what is varied. */
interface Point {
  readonly x: number
  readonly arm: ArmResult
}

/** One contestant, at each number of what is varied. */
export interface Curve {
  readonly who: string
  readonly points: readonly Point[]
}

/** The arms of a group that shows how cost grows: who does the work stands before the comma of an arm's name, the number behind it. */
export function curvesOf({ arms }: GroupResult): Curve[] {
  const curves = new Map<string, Point[]>()
  for (const arm of arms) {
    const [who = '', what = ''] = arm.name.split(', ')
    const point = { x: Number.parseInt(what, 10), arm }
    curves.set(who, [...(curves.get(who) ?? []), point])
  }
  return Array.from(curves, ([who, points]) => ({ who, points }))
}

/** What is varied. */
export function variedIn({ title }: GroupResult): string {
  return title.replace(/^.*by /, '')
}

/** A table of such a group: a row for each number, and beside each contestant how it compares with its own first row. */
export function scalingRows(group: GroupResult): { readonly head: string[]; readonly rows: string[][] } {
  const curves = curvesOf(group)
  const [first, other] = curves
  const head = [
    variedIn(group),
    ...curves.flatMap(({ who }) => [`${who}, ${group.unit}`, 'of its first row', 'CPU µs each', 'peak MB']),
    ...(other ? [`${first?.who}: times as good`] : []),
  ]
  const rows = (first?.points ?? []).map(({ x, arm }) => {
    const at = curves.map(({ points }) => points.find((point) => point.x === x)?.arm)
    const rival = at[1]
    const ratio = rival && advantageOf(group, arm.name, rival.name)
    return [
      x.toLocaleString('en-US'),
      ...at.flatMap((each, index) => cellsOf(group, each, curves[index]?.points[0]?.arm)),
      ...(other ? [ratio ? ranged(ratio) : ''] : []),
    ]
  })
  return { head, rows }
}

function cellsOf(group: GroupResult, arm: ArmResult | undefined, first: ArmResult | undefined): string[] {
  const values = arm ? valuesOf(group, arm.name) : []
  const value = intervalOf(values)
  if (arm === undefined || value === undefined)
    return [`left out: ${(arm?.missing ?? arm?.failed ?? '').split('\n')[0]}`, '', '', '']
  const share = first && ratioOf(values, valuesOf(group, first.name))
  const each = median(arm.blocks.map(({ cpu, completed }) => (cpu * US_PER_MS) / completed))
  const peak = median(arm.blocks.map((block) => block.peak))
  return [ranged(value), share ? rounded(share.value) : '', rounded(each), rounded(peak)]
}
