import { expect, test } from 'vitest'
import { exampleFor, listExamples } from './choose.ts'
import { defineExample } from './example.ts'

const examples = ['bank', 'downloads'].map((name) =>
  defineExample({
    name,
    summary: `what ${name} shows`,
    options: {},
    play: async () => ({ figures: {}, claims: {}, words: '' }),
  }),
)

test('each example is shown in a line, with its number', () => {
  expect(listExamples(examples)).toBe(
    '  1  bank           what bank shows\n  2  downloads      what downloads shows',
  )
})

test.each([
  ['1', 'bank'],
  [' downloads\n', 'downloads'],
  ['3', undefined],
  ['', undefined],
  ['0', undefined],
])('%j means %j', (answer, name) => {
  expect(exampleFor(examples, answer)?.name).toBe(name)
})
