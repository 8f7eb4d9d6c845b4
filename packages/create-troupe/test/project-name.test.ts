import { expect, test } from 'vitest'
import { problemOfName } from '../src/project-name.ts'

test.each(['my-app', 'a', '7up', 'a.b_c-d', 'x'.repeat(214)])('%s is the name of a project', (name) => {
  expect(problemOfName(name, ['vitest'])).toBeUndefined()
})

test.each([
  ['My App', /Try my-app\.$/],
  ['_hidden', /Try hidden\.$/],
  ['@me', /Try me\.$/],
  ['Ünder', /Try nder\.$/],
  ['', /a letter or digit first\.$/],
  ['...', /a letter or digit first\.$/],
  ['node_modules', /npm keeps the name/],
  ['vitest', /such as my-vitest/],
  ['x'.repeat(215), /215 letters/],
])('%s is not, and it is said why', (name, problem) => {
  expect(problemOfName(name, ['vitest'])).toMatch(problem)
})
