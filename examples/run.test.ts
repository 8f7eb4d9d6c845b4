import { spawnSync } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import { describe, expect, test } from 'vitest'

const program = fileURLToPath(new URL('./run.ts', import.meta.url))

function example(...args: readonly string[]) {
  const node = ['--conditions=@troupe/source', '--import', 'tsx', program]
  return spawnSync(process.execPath, [...node, ...args], { encoding: 'utf8', timeout: 30_000 })
}

test.each([[], ['--help']])('without a name, or asked for help, it lists the examples', (...args) => {
  const { status, stdout } = example(...args)
  expect(status).toBe(0)
  expect(stdout).toMatch(/^ {2}1 {2}ping-pong .+\n {2}2 {2}parallel-sum /m)
})

test('an example explains its options', () => {
  const { status, stdout } = example('ping-pong', '--help')
  expect(status).toBe(0)
  expect(stdout).toContain('--count <number>')
})

test('with --json all that it prints is one JSON object', () => {
  const { status, stdout } = example('ping-pong', '--on', 'here', '--count', '3', '--json')
  expect(status).toBe(0)
  expect(JSON.parse(stdout)).toMatchObject({ placement: 'here', pings: 2, pongs: 1, total: 3 })
})

describe('a command line that makes no sense prints the usage to stderr and exits with 2', () => {
  test.each([
    ['nothing-of-that-name'],
    ['--check', 'ping-pong'],
    ['ping-pong', '--count', '-1'],
    ['parallel-sum', '--to', '0'],
  ])('%j', (...args) => {
    const { status, stdout, stderr } = example(...args)
    expect(stderr).toContain('Usage: npm run example -- ')
    expect(stdout).toBe('')
    expect(status).toBe(2)
  })
})
