import { expect, test } from 'vitest'
import { groups } from '../groups.ts'
import { barChart, lineChart } from '../harness/chart.ts'
import { choose } from '../harness/choose.ts'
import type { ArmResult } from '../harness/group-result.ts'
import { fillPage } from '../harness/page.ts'
import { scalingRows } from '../harness/scaling.ts'
import { targets } from '../harness/target.ts'

test('results replace what stands between their marks, and nothing else', () => {
  const page = 'before\n<!-- results: a -->\nold\n<!-- end of results -->\nafter\n'
  const filled = fillPage(page, { a: 'new' })
  expect(filled).toBe('before\n<!-- results: a -->\n\nnew\n\n<!-- end of results -->\nafter\n')
  expect(fillPage(filled, { a: 'new' })).toBe(filled)
})

test('a mark that nothing is rendered for is a mistake', () => {
  expect(() => fillPage('<!-- results: b -->\n<!-- end of results -->', { a: '' })).toThrow('no results b')
})

test('a chart has a bar for each value, as long as it is large, and keeps names out of its markup', () => {
  const bar = { low: 1, high: 2, isOurs: false }
  const chart = barChart('Tell', 'k/s', [
    { ...bar, label: 'a<b', value: 2 },
    { ...bar, label: 'half', value: 1 },
  ])
  const [long = 0, half = 0] = Array.from(chart.matchAll(/<rect [^>]*width="([\d.]+)"/g), ([, width]) =>
    Number(width),
  )
  expect(half * 2).toBeCloseTo(long, 0)
  expect(chart).toContain('a&lt;b')
})

test('a chart of lines has equal steps for equal factors', () => {
  const points = [10, 100, 1000].map((x) => ({ x, y: x }))
  const [, drawn = ''] =
    /<polyline points="([^"]*)"/.exec(lineChart('T', 'n', 'k/s', [{ label: 'a', points }])) ?? []
  const [one = 0, two = 0, three = 0] = drawn.split(' ').map((point) => Number(point.split(',')[0]))
  expect(two - one).toBeCloseTo(three - two, 0)
})

test('nothing at all stands one step left of the smallest number on a chart of lines', () => {
  const points = [0, 1, 10].map((x) => ({ x, y: 1 }))
  const chart = lineChart('T', 'n', 'k/s', [{ label: 'a', points }])
  const [, drawn = ''] = /<polyline points="([^"]*)"/.exec(chart) ?? []
  const [one = 0, two = 0, three = 0] = drawn.split(' ').map((point) => Number(point.split(',')[0]))
  expect(two - one).toBeCloseTo(three - two, 0)
  expect(chart).toContain('>0</text>')
})

test('a table of how cost grows has a row for each number, beside its first and beside the rival at the same number', () => {
  const armOf = (name: string, completed: number): ArmResult => ({
    name,
    blocks: [{ runs: 1, completed, ms: 10, cpu: 20, peak: 50, delay: 0, figures: {} }],
  })
  const { head, rows } = scalingRows({
    id: 'scaling-x',
    title: 'Tell, by actors',
    figure: 'rate',
    unit: 'k/s',
    better: 'more',
    size: 1,
    arms: [
      armOf('troupe, 1 actors', 1000),
      armOf('troupe, 1000 actors', 500),
      armOf('rival, 1 actors', 250),
      { name: 'rival, 1000 actors', blocks: [], failed: 'it hangs' },
    ],
  })
  expect(head).toEqual([
    'actors',
    ...['troupe, k/s', 'of its first row', 'CPU µs each', 'peak MB'],
    ...['rival, k/s', 'of its first row', 'CPU µs each', 'peak MB'],
    'troupe: times as good',
  ])
  const once = (value: string): string => `${value} [${value} .. ${value}]`
  expect(rows).toEqual([
    ['1', once('100'), '1.00', '20.0', '50.0', once('25.0'), '1.00', '80.0', '50.0', once('4.00')],
    ['1,000', once('50.0'), '0.50', '40.0', '50.0', 'left out: it hangs', '', '', '', ''],
  ])
})

test('words choose groups by their beginning, or by a target that needs them', () => {
  expect(choose(groups, ['P4']).map(({ id }) => id)).toEqual(['thread-tell'])
  expect(choose(groups, ['tell-n', 'p2']).map(({ id }) => id)).toEqual(['tell-number', 'ping-pong'])
  expect(choose(groups, [])).toBe(groups)
  expect(() => choose(groups, ['nonsense'])).toThrow('no target and no group nonsense')
})

test('each target is made of figures of arms that there are', () => {
  const known = new Set(groups.flatMap(({ id, arms }) => arms.map(({ name }) => `${id}: ${name}`)))
  const needed = targets.flatMap(({ parts }) =>
    parts.flatMap(({ of, over }) => [of, ...(over ? [over] : [])]),
  )
  const unknown = needed.map(({ group, arm }) => `${group}: ${arm}`).filter((place) => !known.has(place))
  expect(unknown).toEqual([])
})

test('no two groups have one id, nor two arms of a group one name', () => {
  const ids = groups.map(({ id }) => id)
  expect(new Set(ids).size).toBe(ids.length)
  for (const { arms } of groups) expect(new Set(arms.map(({ name }) => name)).size).toBe(arms.length)
})
