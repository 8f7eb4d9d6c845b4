import { afterEach, expect, it, vi } from 'vitest'
import { createDefaultEnvironment } from '../../src/env/default-env.ts'

afterEach(() => {
  vi.restoreAllMocks()
})

it('what belongs to a line of the log follows it, and is told apart from it', () => {
  const lines: unknown[][] = []
  vi.spyOn(console, 'error').mockImplementation((...line: unknown[]) => void lines.push(line))
  const { logger } = createDefaultEnvironment()
  logger.write('error', 'troupe://main/a failed', 'out of stock')
  logger.write('error', 'troupe://main/a failed')
  expect(lines).toEqual([
    ['[troupe] troupe://main/a failed:', 'out of stock'],
    ['[troupe] troupe://main/a failed'],
  ])
})
