import { describe, expect, it } from 'vitest'
import { type ActorContext, createSystem, defineActor, defineProxy, otherwise } from '../src/index.ts'
import * as patterns from '../src/patterns/index.ts'
import { createRig } from './rig/create-rig.ts'
import { refusedWith } from './rig/refused-with.ts'

/** A function as JavaScript sees it. */
type Unchecked = (...args: unknown[]) => unknown
type Bad = readonly [what: string, code: string, call: () => unknown]

const handlers = () => ({ [otherwise]: () => {} })
const Idle = defineActor('Idle', (_ctx: ActorContext<{ ping(): string }>) => ({ ping: () => 'pong' }))

const unchecked = (define: unknown): Unchecked => {
  if (typeof define !== 'function') throw new Error('This is no function.')
  return (...args) => Reflect.apply(define, undefined, args)
}
const actor = unchecked(defineActor)
const proxy = unchecked(defineProxy)
const pool = unchecked(patterns.definePool)

const shown = (value: unknown): string => (typeof value === 'object' ? JSON.stringify(value) : String(value))
const each = (values: readonly unknown[], what: string, code: string, call: Unchecked): Bad[] =>
  values.map((value) => [`${what} ${shown(value)}`, code, () => call(value)])

const noNames: readonly unknown[] = [undefined, '', 'a/b', 'a b', 'a$b', '~a', 5, null]
const noOptions: readonly unknown[] = [null, 5, 'fast']
const noCounts: readonly unknown[] = [0, -1, 1.5, Number.NaN, Number.POSITIVE_INFINITY, '5', null]
const noTimes: readonly unknown[] = [0, -1, Number.NaN, '5', null]

/** All that makes a definition, with what follows its name. */
const definers: Readonly<Record<string, readonly [define: unknown, ...rest: unknown[]]>> = {
  defineActor: [defineActor, handlers],
  defineProxy: [defineProxy, handlers],
  definePool: [patterns.definePool, Idle, { size: 1 }],
  defineRouter: [patterns.defineRouter],
  defineGroupRouter: [patterns.defineGroupRouter, 'key'],
  defineTopic: [patterns.defineTopic],
  defineWorkQueue: [patterns.defineWorkQueue],
  defineCourier: [patterns.defineCourier],
  defineInbox: [patterns.defineInbox],
  defineBreaker: [patterns.defineBreaker],
  defineTask: [patterns.defineTask, () => 1],
}

const withOptions: Readonly<Record<string, Unchecked>> = {
  defineActor: (options) => actor('A', handlers, options),
  defineProxy: (options) => proxy('A', handlers, options),
  definePool: (options) => pool('A', Idle, options),
  defineWorkQueue: (options) => unchecked(patterns.defineWorkQueue)('A', options),
  defineCourier: (options) => unchecked(patterns.defineCourier)('A', options),
  defineBreaker: (options) => unchecked(patterns.defineBreaker)('A', options),
  defineTask: (options) => unchecked(patterns.defineTask)('A', () => 1, options),
}
const option = (definer: string, name: string, values: readonly unknown[]): Bad[] =>
  each(values, `${definer} with ${name}`, 'invalid-option', (value) =>
    withOptions[definer]?.({ [name]: value }),
  )
const routee = (options: object) => pool('A', Idle, { size: 1, routee: options })

const bad: readonly Bad[] = [
  ...Object.entries(definers).flatMap(([definer, [define, ...rest]]) =>
    each(noNames, `${definer} with the name`, 'invalid-definition', (name) =>
      unchecked(define)(name, ...rest),
    ),
  ),
  ...Object.entries(withOptions).flatMap(([definer, define]) =>
    each(noOptions, `${definer} with the options`, 'invalid-option', define),
  ),
  ...each([undefined, null, {}], 'defineActor with the setup', 'invalid-definition', (setup) =>
    actor('A', setup),
  ),
  ...each([undefined, null, 5], 'defineTask with the job', 'invalid-definition', (job) =>
    unchecked(patterns.defineTask)('A', job),
  ),
  ...each([undefined, {}, () => {}], 'definePool with the routee', 'invalid-definition', (of) =>
    pool('A', of, { size: 1 }),
  ),
  ...option('defineActor', 'interleave', ['ping', 5, null, [5]]),
  ...option('defineActor', 'quiet', ['ping', 5, null, [5]]),
  ...option('defineActor', 'priority', ['high', 5, null, { ping: 'highest' }]),
  ...option('defineActor', 'checkArguments', ['ping', 5, null]),
  ...option('defineActor', 'spawnsOn', ['cpu', 5, null, [5]]),
  ...option('defineProxy', 'interleave', ['ping', 5, null, [5]]),
  ...option('defineProxy', 'priority', ['high', 5, null]),
  ...option('defineProxy', 'spawnsOn', ['cpu', 5, null, [5]]),
  ...option('definePool', 'size', [undefined, ...noCounts]),
  ...each([undefined, {}, null, 5, () => 0], 'a pool with the routing', 'invalid-option', (routing) =>
    pool('A', Idle, { size: 1, routing: routing ?? null }),
  ),
  ...each([null, 5], 'a pool with the spawn options', 'invalid-option', (options) =>
    pool('A', Idle, { size: 1, routee: options }),
  ),
  ...each([-1, Number.NaN], 'a pool with a budget of', 'invalid-option', (max) =>
    routee({ budget: { max, within: 1000 } }),
  ),
  ...each([-1, Number.NaN], 'a pool with a stopTimeout of', 'invalid-option', (stopTimeout) =>
    routee({ stopTimeout }),
  ),
  ...each([0, Number.NaN], 'a pool with a capacity of', 'invalid-option', (capacity) =>
    routee({ mailbox: { capacity } }),
  ),
  ...each([5, null], 'a pool on the node', 'invalid-option', (on) => routee({ on })),
  ...each(['one', undefined], 'a pool with routees of the name', 'invalid-option', (name) =>
    routee({ name }),
  ),
  ...each([{}, null, 5, () => 0], 'a router with the routing', 'invalid-option', (routing) =>
    unchecked(patterns.defineRouter)('A', routing),
  ),
  ...each([undefined, '', 'a/b', 5], 'a group router with the key', 'invalid-name', (key) =>
    unchecked(patterns.defineGroupRouter)('A', key),
  ),
  ...each(noCounts, 'firstOf', 'invalid-option', unchecked(patterns.firstOf)),
  ...each(
    [undefined, 'key'],
    'consistentHashing by',
    'invalid-option',
    unchecked(patterns.consistentHashing),
  ),
  ...each(
    ['', 'a/b', 'a b', '~a', 5, undefined],
    'a service key',
    'invalid-name',
    unchecked(patterns.serviceKey),
  ),
  ...option('defineWorkQueue', 'capacity', noCounts),
  ...option('defineWorkQueue', 'deliveries', noCounts),
  ...option('defineWorkQueue', 'confirmWithin', noTimes),
  ...option('defineCourier', 'window', noCounts),
  ...option('defineCourier', 'deliveries', noCounts),
  ...option('defineCourier', 'retryAfter', [...noTimes, Number.POSITIVE_INFINITY]),
  ...option('defineBreaker', 'failures', noCounts),
  ...option('defineBreaker', 'rest', noTimes),
  ...option('defineBreaker', 'timeout', noTimes),
  ...option('defineTask', 'timeout', noTimes),
]

describe('a definition that makes no sense is refused with a code where it is made', () => {
  it.each(bad.map(([what, code, call]) => ({ what, code, call })))('$what: $code', ({ code, call }) => {
    expect(refusedWith(call)).toBe(code)
  })
})

describe('arguments that no actor can begin with are refused where it is spawned, and nothing has changed', () => {
  const wrong: readonly unknown[] = [undefined, null, 'troupe://main/a', {}, { isActorRef: false }]
  const takers = {
    'a router': patterns.defineRouter('A'),
    'a group router': patterns.defineGroupRouter('A', patterns.serviceKey('key')),
    'a breaker': patterns.defineBreaker('A'),
    'a courier': patterns.defineCourier('A'),
    'an inbox': patterns.defineInbox('A'),
  }

  it.each(
    Object.entries(takers).flatMap(([what, definition]) =>
      wrong.map((given) => ({ what, definition, given })),
    ),
  )('$what, with $given', async ({ definition, given }) => {
    await using rig = await createRig()
    const spawn = (args: unknown[]): unknown =>
      Reflect.apply(rig.system.spawn, rig.system, [definition, args])
    expect(refusedWith(() => spawn([given]))).toBe('invalid-option')
    expect(refusedWith(() => spawn([]))).toBe('invalid-option')
    expect(rig.system.stats().actors).toEqual({})
    expect(rig.failures).toEqual([])
  })

  it('where the check of the definition does not check at once', async () => {
    await using rig = await createRig()
    const Slow = defineActor('Slow', (_ctx: ActorContext<{ ping(): void }>, _n: number) => ({ ping() {} }), {
      checkArguments: (n) => Promise.reject(new RangeError(`${n} is odd`)),
    })
    expect(refusedWith(() => rig.system.spawn(Slow, [1]))).toBe('invalid-option')
    expect(rig.system.stats().actors).toEqual({})
  })

  it('by the check of the definition, with whatever it throws, for a child as well', async () => {
    await using rig = await createRig()
    const Even = defineActor('Even', (_ctx: ActorContext<{ ping(): void }>, _n: number) => ({ ping() {} }), {
      checkArguments(n) {
        if (n % 2 !== 0) throw new RangeError(`${n} is odd`)
      },
    })
    const Parent = defineActor('Parent', (ctx: ActorContext<{ bear(n: number): string }>) => ({
      bear(n) {
        try {
          Reflect.apply(ctx.spawn, ctx, [Even, [n], { name: 'child' }])
          return 'born'
        } catch (error) {
          return String(error)
        }
      },
    }))
    const parent = rig.system.spawn(Parent)
    const answers = [parent.ask('bear', 1), parent.ask('bear', 2), parent.ask('bear', 2)]
    expect(await Promise.all(answers)).toEqual([
      'RangeError: 1 is odd',
      'born',
      expect.stringContaining('NameTakenError'),
    ])
  })
})

it.each(noOptions)('a system with the options %s: invalid-option', async (options) => {
  await expect(Reflect.apply(createSystem, undefined, [options])).rejects.toMatchObject({
    code: 'invalid-option',
  })
})
