import { afterEach, expect, test, vi } from 'vitest'
import { chat } from './chat/main.ts'
import { crawler } from './crawler/main.ts'
import { homework } from './homework/main.ts'
import { multicore } from './multicore/main.ts'
import type { Example } from './shared/example.ts'
import { tools } from './tools/main.ts'

afterEach(() => vi.restoreAllMocks())

/** What an example prints when it is asked for JSON, in this thread. */
async function figures({ run }: Example, ...args: readonly string[]): Promise<unknown> {
  const printed: unknown[] = []
  vi.spyOn(console, 'log').mockImplementation((...words) => void printed.push(...words))
  await run(['--on', 'here', '--json', ...args])
  expect(printed).toHaveLength(1)
  return JSON.parse(String(printed[0]))
}

const aTime = expect.any(Number)

test('multicore: what more cores gain', async () => {
  expect(await figures(multicore, '--cores', '2', '--jobs', '2', '--limit', '100')).toMatchObject({
    example: 'multicore',
    placement: 'here',
    cores: 2,
    primes: 25,
    speedup: aTime,
    speedup_per_core: aTime,
    busy_together: aTime,
  })
})

test('homework: how long each way took, and how far they are apart', async () => {
  expect(await figures(homework, '--pages', '500', '--pupils', '100', '--threads', '1')).toMatchObject({
    example: 'homework',
    pages: 500,
    actors: [
      { parts: 5, ms: aTime },
      { parts: 100, ms: aTime },
    ],
    threads: [{ parts: 1, ms: aTime }],
    threads_spread: 1,
  })
})

test('crawler: pages a second of each crew', async () => {
  const sizes = ['--pages', '10', '--fetchers', '2', '--cores', '2', '--wait', '0']
  expect(await figures(crawler, ...sizes)).toMatchObject({
    example: 'crawler',
    pages: 10,
    fetchers: 2,
    one_by_one: aTime,
    one_thread: aTime,
    all_cores: aTime,
  })
})

test('tools: what each of them made', async () => {
  expect(await figures(tools, '--deadline', '1')).toMatchObject({
    example: 'tools',
    pool: [1, 4, 9, 16, 25],
    background: 'node-down',
  })
})

test('chat: what was said and heard, and what was lost and came back', async () => {
  const sizes = ['--clients', '4', '--rooms', '2', '--lines', '10', '--flood', '10']
  expect(await figures(chat, ...sizes)).toMatchObject({
    example: 'chat',
    clients: 4,
    said: 80,
    delivered: expect.any(Number),
    p99_ms: aTime,
    lost: { rooms: 1, back: 1, silent_ms: aTime },
    complaints: [],
    slow: { told: expect.any(Number), missed: expect.any(Number), sent_away_after: aTime },
    flood_ms: aTime,
  })
})
