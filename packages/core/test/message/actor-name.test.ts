import { expect, it } from 'vitest'
import { InvalidNameError } from '../../src/index.ts'
import { checkName } from '../../src/message/actor-name.ts'

it.each(['a', 'till-1', 'Kasse.2', 'größe', 'a~b', '1', '__proto__'])('%o names an actor', (name) => {
  expect(checkName(name)).toBe(name)
})

it.each([
  '',
  'a/b',
  '/',
  'a$1',
  '$',
  '~system',
  'a b',
  ' a',
  'a\n',
  '\t',
  undefined,
  null,
  7,
  {},
  ['a'],
  1n,
  Symbol('a'),
])('%o is refused as a name', (name) => {
  expect(() => checkName(name)).toThrow(InvalidNameError)
})
