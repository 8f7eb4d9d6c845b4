import { expect, test } from 'vitest'
import { countEverywhere } from './count-everywhere.ts'

test('a counter answers from this thread, a worker thread and a child process', async () => {
  expect(await countEverywhere()).toEqual({ here: 2, cpu: 12, jail: 22 })
})
