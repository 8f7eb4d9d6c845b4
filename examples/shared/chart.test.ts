import { expect, test } from 'vitest'
import { drawChart } from './chart.ts'

const rows = [
  { label: 'one', ms: 50 },
  { label: 'many', ms: 200 },
]

test('in a terminal each row has a bar, and the longest time the longest', () => {
  expect(drawChart(rows, rows, { isTTY: true, environment: { NO_COLOR: '1' } })).toBe(
    `one                    50 ms  ${'█'.repeat(10)}\nmany                  200 ms  ${'█'.repeat(40)}`,
  )
})

test('two charts may have one scale', () => {
  const [row] = rows
  const chart = drawChart(row ? [row] : [], rows, { isTTY: true, environment: { NO_COLOR: '1' } })
  expect(chart).toBe(`one                    50 ms  ${'█'.repeat(10)}`)
})

test('the bars are coloured unless NO_COLOR says otherwise', () => {
  expect(drawChart(rows, rows, { isTTY: true, environment: {} })).toContain('\u001b[36m')
})

test('in a file or a pipe there are the figures alone', () => {
  expect(drawChart(rows, rows, { isTTY: false, environment: {} })).toBe(
    'one                    50 ms\nmany                  200 ms',
  )
})
