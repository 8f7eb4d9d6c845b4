import { describe, expect, test } from 'vitest'
import { explainOptions, parseOptions, UsageError } from './options.ts'

const table = {
  count: { type: 'number', default: 10, min: 0, max: 100, help: 'how many' },
  loud: { type: 'flag', help: 'in capitals' },
  title: { type: 'text', value: 'words', help: 'what stands above it' },
} as const

test('what is not said is threads, words, and what the table says', () => {
  expect(parseOptions(table, [])).toEqual({
    on: 'threads',
    json: false,
    trace: undefined,
    count: 10,
    loud: false,
  })
})

test('what is said counts', () => {
  expect(
    parseOptions(table, [
      '--on',
      'processes',
      '--json',
      '--trace',
      'x.md',
      '--count',
      '0',
      '--loud',
      '--title',
      'All',
    ]),
  ).toEqual({
    on: 'processes',
    json: true,
    trace: 'x.md',
    count: 0,
    loud: true,
    title: 'All',
  })
})

describe('what makes no sense is refused', () => {
  test.each([
    [['extra']],
    [['--no-such-option']],
    [['--on']],
    [['--on', 'the-moon']],
    [['--count', '-1']],
    [['--count=-1']],
    [['--count', 'abc']],
    [['--count', '1.5']],
    [['--count', '101']],
    [['--count=']],
    [['--title']],
    [['--trace']],
    [['--trace=']],
    [['--json=yes']],
    [['--loud=no']],
  ])('%j', (args) => {
    expect(() => parseOptions(table, args)).toThrow(UsageError)
  })
})

test('the explanation names every option', () => {
  const explained = explainOptions(table)
  for (const option of ['--on', '--json', '--count <number>', '--loud', '--title <words>'])
    expect(explained).toContain(option)
})
