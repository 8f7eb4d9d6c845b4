import { expect, test } from 'vitest'
import { type ExploreOptions, explore, ReplayTokenError } from '../../src/index.ts'
import { registers } from './models/real-actors.ts'
import { thrownBy } from './thrown-by.ts'

/** Options that no compiler has seen. */
const bad: readonly (readonly [unknown, string])[] = [
  [
    { strategy: 'dfs' },
    "strategy of explore is 'dfs'; it has to be one of 'dpor', 'random', 'pct', 'pos', 'portfolio'",
  ],
  [{ runs: 0 }, 'runs of explore is 0; it has to be a whole number, 1 or more'],
  [{ runs: 'many' }, "runs of explore is 'many'"],
  [{ seed: 0.5 }, 'seed of explore is 0.5'],
  [{ maxSteps: Number.POSITIVE_INFINITY }, 'maxSteps of explore is Infinity'],
  [{ faults: 3 }, 'faults of explore is 3; it has to be an object'],
  [{ faults: { drop: '1' } }, "faults.drop of explore is '1'"],
  [{ faults: { duplicate: -1 } }, 'faults.duplicate of explore is -1'],
  [{ faults: { drop: 1, between: ['x'] } }, "faults.between of explore is [ 'x' ]"],
  [{ faults: { crash: { max: Number.NaN } } }, 'faults.crash.max of explore is NaN'],
  [{ faults: { crash: { of: 'coordinator' } } }, "faults.crash.of of explore is 'coordinator'"],
  [{ faults: { crashNode: { max: -1 } } }, 'faults.crashNode.max of explore is -1'],
  [{ faults: { crashNode: { of: 'far-0' } } }, "faults.crashNode.of of explore is 'far-0'"],
  [{ faults: { delay: 20 } }, 'faults.delay of explore is none; there are drop, duplicate, between, crash'],
  [{ faults: { crash: { off: ['x'] } } }, 'faults.crash.off of explore is none; there are of, max, restart'],
  [{ seeds: 3 }, 'The option seeds of explore is none; there are strategy'],
  [{ askTimeouts: 'yes' }, "askTimeouts of explore is 'yes'; it has to be true or false"],
  [{ replay: 3 }, 'replay of explore is 3; it has to be the text of a token'],
  [null, 'The option options of explore is null; it has to be an object'],
  [{ timers: 'never' }, "timers of explore is 'never'"],
  [{ channels: 'lifo' }, "channels of explore is 'lifo'"],
  [
    { always: { agreement: true } },
    "always: { 'agreement' } of explore is true; it has to be a function of the state",
  ],
  [{ finally: () => true }, 'finally of explore is'],
  [
    { verdicts: { deadlocks: false } },
    'verdicts.deadlocks of explore is none; there are deadlock, livelock, failures, orphans',
  ],
  [{ verdicts: { deadlock: 'no' } }, "verdicts.deadlock of explore is 'no'; it has to be true or false"],
]

test.each(bad)('%o is refused before anything runs', async (options, words) => {
  let runs = 0
  const program = (): void => void runs++
  const refusal = explore(program, options as ExploreOptions)
  await expect(refusal).rejects.toMatchObject({
    code: 'invalid-option',
    message: expect.stringContaining(words),
  })
  expect(runs).toBe(0)
})

test.each([
  ['v2:0:a', 'of version v2, and this testkit reads v1'],
  ['rubbish', 'is no replay token'],
  ['v1:x:a', 'is no replay token'],
])('the token %s is refused', async (replay, words) => {
  const error = await thrownBy(ReplayTokenError, explore(registers('x'), { replay }))
  expect(error).toMatchObject({ code: 'bad-replay-token', message: expect.stringContaining(words) })
})

test('faults on the way to an actor that never lived are told of', async () => {
  const refusal = explore(registers('x'), { faults: { drop: 1, between: ['x', 'z'] } })
  await expect(refusal).rejects.toMatchObject({
    code: 'invalid-option',
    message: "The option faults.between of explore names 'z', and no such actor lived; there were x.",
  })
})

test('a crash of an actor that never lived is told of', async () => {
  const refusal = explore(registers('x'), { faults: { crash: { of: ['z'] } } })
  await expect(refusal).rejects.toMatchObject({
    code: 'invalid-option',
    message: "The option faults.crash.of of explore names 'z', and no such actor lived; there were x.",
  })
})
