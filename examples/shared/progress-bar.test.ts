import { expect, test } from 'vitest'
import { drawBar, isColoured } from './progress-bar.ts'

test('a bar is filled as far as the work is done', () => {
  expect(drawBar('sum', 1, 2, false)).toBe(`${'sum'.padEnd(16)} ${'█'.repeat(15)}${'░'.repeat(15)} 1/2`)
})

test('it is coloured unless NO_COLOR says otherwise', () => {
  expect(drawBar('sum', 1, 2, true)).toContain('\u001b[36m')
  expect(isColoured({})).toBe(true)
  expect(isColoured({ NO_COLOR: '1' })).toBe(false)
})
