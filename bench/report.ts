// Writes the newest results into docs/performance.md, with their charts: npm run bench:report
import { mkdir, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { fileURLToPath } from 'node:url'
import { barChart, lineChart } from './harness/chart.ts'
import { type GroupResult, valuesOf } from './harness/group-result.ts'
import type { PartVerdict } from './harness/judge.ts'
import { fillPage } from './harness/page.ts'
import { ranged, rounded } from './harness/print.ts'
import { advantageOf, intervalOf, selfRatio } from './harness/ratio.ts'
import type { Results } from './harness/results.ts'
import { curvesOf, scalingRows, variedIn } from './harness/scaling.ts'

const folder = new URL('./results/', import.meta.url)
const page = fileURLToPath(new URL('../docs/performance.md', import.meta.url))
const charts = new URL('../docs/charts/', import.meta.url)

/** The newest results of each group: a run of some groups updates these alone. */
async function newest(): Promise<Results> {
  const files = (await readdir(folder)).filter((name) => name.endsWith('.json')).sort()
  const all = await Promise.all(
    files.map(async (name): Promise<Results> => JSON.parse(await readFile(new URL(name, folder), 'utf8'))),
  )
  const last = all.at(-1)
  if (last === undefined) throw new Error('There are no results: npm run bench')
  const groups = new Map(all.flatMap((results) => results.groups.map((group) => [group.id, group] as const)))
  const targets = new Map(
    all.flatMap((results) => results.targets.map((target) => [target.id, target] as const)),
  )
  return { ...last, groups: [...groups.values()], targets: [...targets.values()] }
}

const isScaling = ({ id }: GroupResult): boolean => id.startsWith('scaling-')
const isSavina = ({ id }: GroupResult): boolean => id.startsWith('savina')

const table = (head: readonly string[], rows: readonly (readonly string[])[]): string =>
  [head, head.map(() => '---'), ...rows].map((row) => `| ${row.join(' | ')} |`).join('\n')

function targetTable({ targets }: Results): string {
  const rows = targets.flatMap(({ id, what, parts }) =>
    parts.map((part, index) => [...(index === 0 ? [id, what] : ['', '']), ...partRow(part)]),
  )
  return table(['#', 'what', 'reach', 'value [95 % interval]', 'met'], rows)
}

function partRow({ value, low, high, unit, is, reach, met, lacks = '' }: PartVerdict): string[] {
  const goal = `${is} ${rounded(reach)} ${unit}`
  if (value === null || low === null || high === null) return [goal, lacks, '?']
  return [goal, ranged({ value, low, high }), met ? 'yes' : '**no**']
}

function machineOf({ at, pace, machine }: Results): string {
  const { node, os, cpu, cores, memory, load, commit, packages, erlang, python } = machine
  const versions = Object.entries(packages)
    .filter(([name]) => !name.startsWith('@troupe'))
    .map(([name, version]) => `${name} ${version}`)
  const others = [erlang && `Erlang/${erlang}`, python].filter((it) => it !== undefined)
  return [
    `Measured ${at.slice(0, 10)} at commit ${commit}, pace \`${pace}\`, on ${cores} cores of ${cpu}, ${memory}, ${os};`,
    `Node ${node}; ${[...versions, ...others].join(', ')}. Load before the run: ${load.toFixed(2)}.`,
  ].join('\n')
}

function groupTable(group: GroupResult): string {
  const first = group.arms[0]?.name ?? ''
  const median = (arm: string, figure: string): string => {
    const value = intervalOf(valuesOf(group, arm, figure))?.value
    return value === undefined ? '' : rounded(value)
  }
  const rows = group.arms.map(({ name, missing, failed }) => {
    const value = intervalOf(valuesOf(group, name))
    const ratio = advantageOf(group, first, name)
    const said = value ? ranged(value) : `left out: ${(missing ?? failed ?? '').split('\n')[0]}`
    const costs = ['p50', 'p99', 'p999', 'cpu', 'peak', 'delay'].map((figure) => median(name, figure))
    return [name, said, ratio && name !== first ? ranged(ratio) : '', ...costs]
  })
  const head = [
    '',
    group.unit,
    `${first}: times as good`,
    'p50 µs',
    'p99 µs',
    'p99.9 µs',
    'CPU ms',
    'peak MB',
    'delay ms',
  ]
  return table(head, rows)
}

function scalingTable(group: GroupResult): string {
  const { head, rows } = scalingRows(group)
  return table(head, rows)
}

function sectionOf(group: GroupResult): string {
  const self = selfRatio(group)
  const trust = self ? `\n\n${group.twice} over itself, in the same rounds: ${ranged(self)}.` : ''
  const filled = isScaling(group) ? scalingTable(group) : groupTable(group)
  return `### ${group.title}\n\n![${group.title}](charts/${group.id}.svg)\n\n${filled}${trust}\n`
}

/** Bars; or lines where something is varied. */
function chartOf(group: GroupResult): string {
  if (!isScaling(group)) {
    const bars = group.arms.flatMap(({ name }) => {
      const interval = intervalOf(valuesOf(group, name))
      return interval ? [{ ...interval, label: name, isOurs: name.startsWith('troupe') }] : []
    })
    return barChart(group.title, group.unit, bars)
  }
  const lines = curvesOf(group).map(({ who, points }) => ({
    label: who,
    points: points.flatMap(({ x, arm }) => {
      const interval = intervalOf(valuesOf(group, arm.name))
      return interval ? [{ x, y: interval.value }] : []
    }),
  }))
  return lineChart(group.title, variedIn(group), group.unit, lines)
}

const results = await newest()
await rm(charts, { recursive: true, force: true })
await mkdir(charts)
const ran = results.groups.filter(({ arms }) => arms.some(({ blocks }) => blocks.length > 0))
for (const group of ran) await writeFile(new URL(`${group.id}.svg`, charts), chartOf(group))
const tablesOf = (isIn: (group: GroupResult) => boolean): string => ran.filter(isIn).map(sectionOf).join('\n')
const filled = fillPage(await readFile(page, 'utf8'), {
  machine: machineOf(results),
  targets: targetTable(results),
  groups: tablesOf((group) => !isScaling(group) && !isSavina(group)),
  scaling: tablesOf(isScaling),
  savina: tablesOf(isSavina),
})
await writeFile(page, filled)
console.log(`${ran.length} groups and ${results.targets.length} targets in docs/performance.md`)
