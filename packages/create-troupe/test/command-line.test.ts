import { expect, test } from 'vitest'
import { optionsTakenByNpm, readCommandLine } from '../src/command-line.ts'

test.each([
  { args: [], said: { help: false, folder: undefined, variant: undefined } },
  { args: ['app', '--plain'], said: { help: false, folder: 'app', variant: 'plain' } },
  { args: ['--tsup', 'app'], said: { help: false, folder: 'app', variant: 'tsup' } },
  { args: ['-h'], said: { help: true, folder: undefined, variant: undefined } },
])('$args is understood', ({ args, said }) => {
  expect(readCommandLine(args)).toEqual(said)
})

test('an option that npm has taken for its own counts: npm create troupe app --tsup', () => {
  expect(optionsTakenByNpm({ npm_config_tsup: 'true', npm_config_yes: 'true' })).toEqual(['--tsup'])
  expect(optionsTakenByNpm({ npm_config_tsup: 'false' })).toEqual([])
})
