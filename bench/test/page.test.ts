import { expect, test } from 'vitest'
import { groups } from '../groups.ts'
import { barChart, lineChart } from '../harness/chart.ts'
import { choose } from '../harness/choose.ts'
import { fillPage } from '../harness/page.ts'
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
