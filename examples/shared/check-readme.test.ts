import { expect, test } from 'vitest'
import { claims, mask, unkept } from './check-readme.ts'

test('times, ratios and the numbers that differ from run to run are masked', () => {
  const one = 'alone    67.3 ms\nratio 1.9 times as fast\nnode adders-1, process 4711, thread 3'
  const other = 'alone   112 ms\nratio 2 times as fast\nnode adders-0, process 12, thread 2'
  expect(mask(one)).toBe(mask(other))
  expect(mask('sum 10')).not.toBe(mask('sum 20'))
})

test('a command and the text block right after it are a claim', () => {
  const page = ['```sh', 'npm run example -- ping-pong --count 1', '```', '', '```text', 'Ping', '```'].join(
    '\n',
  )
  expect(claims('page', page)).toEqual([
    { at: 'page:1', args: ['ping-pong', '--count', '1'], output: 'Ping\n' },
  ])
  expect(claims('page', page.replace('text', 'ts'))).toEqual([])
})

test.each([
  [{ claims: { a: true, b: true } }, []],
  [{ claims: { a: true, b: false, c: 'yes' } }, ['b', 'c']],
  [{ claims: {} }, []],
  [{ example: 'bank' }, ['any claim']],
  [null, ['any claim']],
])('what an example claims is true: %j', (printed, broken) => {
  expect(unkept(printed)).toEqual(broken)
})
