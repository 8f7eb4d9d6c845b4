import { afterEach, expect, test, vi } from 'vitest'
import { bank } from './bank/main.ts'
import { chat } from './chat/main.ts'
import { crawler } from './crawler/main.ts'
import { homework } from './homework/main.ts'
import { multicore } from './multicore/main.ts'
import { parallelSum } from './parallel-sum/main.ts'
import { pingPong } from './ping-pong/main.ts'
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

test('ping-pong: as many words as asked for', async () => {
  expect(await figures(pingPong, '--count', '7')).toMatchObject({
    example: 'ping-pong',
    total: 7,
    claims: { exactly_as_many: true, by_turns: true },
  })
})

test('parallel-sum: the sum', async () => {
  expect(await figures(parallelSum, '--to', '1000')).toMatchObject({
    sum: 500_500,
    claims: { the_sum_is_right: true },
  })
})

test('bank: what is left', async () => {
  expect(await figures(bank, '--customers', '5', '--accounts', '5', '--transfers', '50')).toMatchObject({
    balance: 5,
    total_after: 500,
    claims: { no_deposit_is_lost: true, split_deposits_are_lost: true, the_total_is_kept: true },
  })
})

test('multicore: what more cores gain', async () => {
  expect(await figures(multicore, '--cores', '2', '--jobs', '2', '--limit', '100')).toMatchObject({
    example: 'multicore',
    placement: 'here',
    cores: 2,
    primes: 25,
    speedup: aTime,
    speedup_per_core: aTime,
    busy_together: aTime,
    claims: {},
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
    claims: {},
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
    claims: { every_page_once: true, many_at_once_are_faster: true },
  })
})

test('tools: what each of them made', async () => {
  expect(await figures(tools, '--deadline', '1')).toMatchObject({
    example: 'tools',
    pool: [1, 4, 9, 16, 25],
    background: 'node-down',
    claims: { each_did_its_work: true, an_endless_loop_was_ended: true },
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
