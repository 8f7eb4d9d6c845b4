import { describe, expect, it } from 'vitest'
import { inWords } from '../src/base/in-words.ts'
import { type ActorContext, type ActorSystem, createSystem, defineActor, type Reply } from '../src/index.ts'
import {
  confirmService,
  defineRouter,
  deregisterService,
  findServices,
  openChannel,
  pump,
  Receptionist,
  registerService,
  subscribeToService,
  unsubscribeFromService,
} from '../src/patterns/index.ts'
import { memoryNodes } from '../src/remote/index.ts'
import { createRig } from './rig/create-rig.ts'
import { settled } from './rig/settled.ts'

interface ClumsyProtocol {
  /** Tries so much as JavaScript can, and answers with the code of each error. */
  attempt(...numbers: number[]): readonly string[]
  later(): string
  ping(): string
}

type Attempt = readonly [
  what: string,
  code: string,
  attempt: (ctx: Unchecked, system: ActorSystem) => unknown,
]

/** A context as JavaScript sees it. */
type Unchecked = { readonly [name: string]: (...args: unknown[]) => unknown } & {
  readonly self: unknown
  readonly timers: { readonly [name: string]: (...args: unknown[]) => unknown }
  readonly names: { readonly [name: string]: (...args: unknown[]) => unknown }
}

const Idle = defineActor('Idle', (_ctx: ActorContext<{ ping(): string }>) => ({ ping: () => 'pong' }))
const NoMembers = defineRouter<{ ping(): string }>('NoMembers')

const spawnWith = (options: object) => (ctx: Unchecked) => ctx.spawn?.(Idle, [], options)
/** What has no words of its own is a bad value as others: the error that says so must not throw another. */
const wordless: unknown = Object.create(null)
const badTimes: readonly unknown[] = [
  -1,
  Number.NaN,
  Number.NEGATIVE_INFINITY,
  '5',
  5n,
  null,
  Symbol('5'),
  wordless,
]
const noRefs: readonly unknown[] = [
  undefined,
  null,
  'troupe://main/a',
  {},
  wordless,
  { path: 'a', equals: () => true },
]

const table = (
  values: readonly unknown[],
  what: string,
  attempt: (value: unknown) => Attempt[2],
): Attempt[] => values.map((value) => [`${what} ${inWords(value)}`, 'invalid-option', attempt(value)])

const inHandlers: readonly Attempt[] = [
  ...table(badTimes, 'a budget of', (max) => spawnWith({ budget: { max, within: 1000 } })),
  ...table([...badTimes, 0], 'a budget within', (within) => spawnWith({ budget: { max: 1, within } })),
  ...table([5, null], 'as a budget', (budget) => spawnWith({ budget })),
  ...table([...badTimes, 0, Infinity], 'a first back-off of', (min) =>
    spawnWith({ backoff: { min, max: 9 } }),
  ),
  ...table([...badTimes, 1], 'a longest back-off of', (max) => spawnWith({ backoff: { min: 2, max } })),
  ...table([-1, 2, Number.NaN], 'jitter of', (jitter) => spawnWith({ backoff: { min: 1, max: 2, jitter } })),
  ...table([0, Number.NaN], 'a factor of', (factor) => spawnWith({ backoff: { min: 1, max: 2, factor } })),
  ...table([0, -1, Number.NaN], 'resetAfter of', (resetAfter) =>
    spawnWith({ backoff: { min: 1, max: 2, resetAfter } }),
  ),
  ...table(badTimes, 'startTimeout', (startTimeout) => spawnWith({ startTimeout })),
  ...table(badTimes, 'stopTimeout', (stopTimeout) => spawnWith({ stopTimeout })),
  ...table([0, -1, Number.NaN, '9'], 'capacity', (capacity) => spawnWith({ mailbox: { capacity } })),
  ...table([0, -1, Number.NaN, '9'], 'highWater', (highWater) => spawnWith({ mailbox: { highWater } })),
  ...table([0, -1, Number.NaN, '9'], 'stash', (stash) => spawnWith({ mailbox: { stash } })),
  ...table([wordless, 5n, 'drop', null], 'overflow', (overflow) => spawnWith({ mailbox: { overflow } })),
  ...table([wordless, 5n, 'always', null], 'restart', (restart) => spawnWith({ restart })),
  ...table(['restart', 5], 'decide', (decide) => spawnWith({ decide })),
  ...table([5, 'cpu'], 'as options of spawn', (options) => (ctx) => ctx.spawn?.(Idle, [], options)),
  ...table([null, 5, {}], 'on the node', (on) => spawnWith({ on })),
  ...table([null, 5, 'large'], 'as a mailbox', (mailbox) => spawnWith({ mailbox })),
  ...table([5, 'x', {}], 'as arguments', (args) => (ctx) => ctx.spawn?.(Idle, args)),
  ...table([null, 5], 'watching with options', (options) => (ctx) => ctx.watch?.(ctx.self, options)),
  ...table(
    [wordless, 5n, 'all', undefined, null],
    'strategy',
    (strategy) => (ctx) => ctx.group?.({ strategy }),
  ),
  ...table([wordless, 5n, undefined, null, 5], 'as a group', (options) => (ctx) => ctx.group?.(options)),
  ...table(
    badTimes,
    'a group with a budget of',
    (max) => (ctx) => ctx.group?.({ strategy: 'one-for-all', budget: { max, within: 1 } }),
  ),
  ...table(badTimes, 'a delay of', (delay) => (ctx) => ctx.timers.after?.('key', delay, 'ping')),
  ...table([...badTimes, 0], 'an interval of', (delay) => (ctx) => ctx.timers.every?.('key', delay, 'ping')),
  ...table(badTimes, 'a receive time-out of', (wait) => (ctx) => ctx.receiveTimeout?.(wait, 'ping')),
  ...table(noRefs, 'watching', (ref) => (ctx) => ctx.watch?.(ref)),
  ...table(noRefs, 'watching with a message', (ref) => (ctx) => ctx.watchWith?.(ref, 'ping')),
  ...table(noRefs, 'ending the watch of', (ref) => (ctx) => ctx.unwatch?.(ref)),
  ...table(noRefs, 'linking with', (ref) => (ctx) => ctx.link?.(ref)),
  ...table(noRefs, 'unlinking', (ref) => (ctx) => ctx.unlink?.(ref)),
  ...table(noRefs.slice(1), 'stopping', (ref) => (ctx) => ctx.stop?.(ref)),
  ...table(noRefs, 'forwarding to', (ref) => (ctx) => ctx.forward?.(ref, 'ping')),
  ...table(noRefs, 'registering', (ref) => (ctx) => ctx.names.register?.('name', ref)),
  ...table(noRefs, 'unregistering', (ref) => (ctx) => ctx.names.unregister?.('name', ref)),
  ...table(
    noRefs,
    'stopping from outside',
    (ref) => (_ctx, system) => Reflect.apply(system.stop, system, [ref]),
  ),
  ...table(
    noRefs,
    'awaiting the end of',
    (ref) => (_ctx, system) => Reflect.apply(system.terminated, system, [ref]),
  ),
  ...table(
    badTimes,
    'an ask time-out of',
    (timeout) =>
      ({ self }) =>
        Reflect.get(Object(self), 'with').call(self, { timeout }),
  ),
  ...table(
    badTimes,
    'a ttl of',
    (ttl) =>
      ({ self }) =>
        Reflect.get(Object(self), 'with').call(self, { ttl }),
  ),
  ...table(
    ['highest', null, 5n, wordless],
    'priority',
    (priority) =>
      ({ self }) =>
        Reflect.get(Object(self), 'with').call(self, { priority }),
  ),
  ...table(
    [{}, 'now'],
    'as a signal',
    (signal) =>
      ({ self }) =>
        Reflect.get(Object(self), 'with').call(self, { signal }),
  ),
  ...table(
    [undefined, null, 5],
    'options of',
    (options) =>
      ({ self }) =>
        Reflect.get(Object(self), 'with').call(self, options),
  ),
  ...table([wordless, 5n, 'dwon', undefined], 'the signal', (signal) => (ctx) => ctx.on?.(signal, () => {})),
  ...table([undefined, 'ping'], 'the listener', (listener) => (ctx) => ctx.on?.('down', listener)),
  ...table([wordless, 5n, undefined, 5, {}], 'piping', (promise) => (ctx) => ctx.pipe?.(promise, 'ping')),
  ...table(
    [wordless, 5n, undefined, 5],
    'as the key of a timer',
    (key) => (ctx) => ctx.timers.after?.(key, 1, 'ping'),
  ),
  ...['a/b', '', 'a b', '$1', '~a', 5, wordless].flatMap((name): Attempt[] => [
    [`the name ${inWords(name)}`, 'invalid-name', (ctx) => ctx.spawn?.(Idle, [], { name })],
    [
      `the name ${inWords(name)} in the registry`,
      'invalid-name',
      (ctx) => ctx.names.register?.(name, ctx.self),
    ],
    [`looking for ${inWords(name)}`, 'invalid-name', (ctx) => ctx.names.whereIs?.(name)],
  ]),
  [
    'a message without a name',
    'invalid-name',
    ({ self }) => Reflect.get(Object(self), 'tell').call(self, undefined),
  ],
  ['asking without a name', 'invalid-name', ({ self }) => Reflect.get(Object(self), 'ask').call(self, 5)],
  ['watching with a message without a name', 'invalid-name', (ctx) => ctx.watchWith?.(ctx.self, 5)],
  ['forwarding without a name', 'invalid-name', (ctx) => ctx.forward?.(ctx.self, 5)],
  ['a timer for what is not handled', 'unhandled-message', (ctx) => ctx.timers.after?.('key', 1, 'pong')],
  ['waiting for what is not handled', 'unhandled-message', (ctx) => ctx.receiveTimeout?.(1, 'pong')],
  ['another reply than that of the message', 'invalid-option', (ctx) => ctx.reply?.('ping')],
  ['a router without members', 'no-routees', (_ctx, system) => system.spawn(NoMembers, [[]])],
  ['a router without members as a child', 'no-routees', (ctx) => ctx.spawn?.(NoMembers, [[]])],
  ['piping to what has no name', 'invalid-name', (ctx) => ctx.pipe?.(Promise.resolve(), 5)],
  ['piping failures to what has no name', 'invalid-name', (ctx) => ctx.pipe?.(Promise.resolve(), 'ping', {})],
  ['a dead letter without a name', 'invalid-name', (ctx) => ctx.deadLetter?.()],
  ['putting nothing back twice', 'nothing was refused', (ctx) => [ctx.unstashAll?.(), ctx.unstashAll?.()]],
  ['spawning what is no definition', 'invalid-definition', (ctx) => ctx.spawn?.({})],
  ['an unknown node', 'no-such-node', (ctx) => ctx.spawn?.(Idle, [], { on: 'nowhere' })],
  ['handlers that are none', 'invalid-definition', (ctx) => ctx.become?.(undefined)],
]

async function codeOf(attempt: () => unknown): Promise<string> {
  try {
    await attempt()
    return 'nothing was refused'
  } catch (error) {
    return error instanceof Error && 'code' in error ? String(error.code) : String(error)
  }
}

const Clumsy = (system: () => ActorSystem) =>
  defineActor('Clumsy', (ctx: ActorContext<ClumsyProtocol>) => {
    const unsafe: unknown = ctx
    return {
      attempt: async (...numbers) => {
        const codes: string[] = []
        for (const number of numbers) {
          const [, , attempt] = inHandlers[number] ?? expect.unreachable()
          codes.push(await codeOf(() => attempt(unsafe as Unchecked, system())))
        }
        return codes
      },
      later: () => ctx.reply('later'),
      ping: () => 'pong',
    }
  })

/** A function of a system, as JavaScript sees it. */
const ofSystem =
  (name: 'shutdown' | 'stop' | 'terminated' | 'lookup' | 'inspect', ...args: unknown[]) =>
  (system: ActorSystem): unknown => {
    const method: unknown = system[name]
    return typeof method === 'function' ? Reflect.apply(method, system, args) : undefined
  }

type OnSystem = readonly [what: string, code: string, attempt: (system: ActorSystem) => unknown]

const outside: readonly OnSystem[] = [
  ...badTimes.map(
    (deadline): OnSystem => [
      `a shutdown by a deadline of ${inWords(deadline)}`,
      'invalid-option',
      ofSystem('shutdown', { deadline }),
    ],
  ),
  ['a shutdown with a time for options', 'invalid-option', ofSystem('shutdown', 100)],
  ['a shutdown with nothing for options', 'invalid-option', ofSystem('shutdown', null)],
  ['a shutdown that drains a little', 'invalid-option', ofSystem('shutdown', { drain: 'yes' })],
  ['stopping with nothing for options', 'invalid-option', (s) => ofSystem('stop', s.spawn(Idle), null)(s)],
  [
    'a signal that is none',
    'invalid-option',
    (s) => ofSystem('terminated', s.spawn(Idle), { signal: {} })(s),
  ],
  ['looking for what is no path', 'invalid-option', ofSystem('lookup', 5)],
  ['a listener to steps that cannot be called', 'invalid-option', ofSystem('inspect', 'print')],
  [
    'a listener to events that cannot be called',
    'invalid-option',
    (s) => Reflect.apply(s.events.on, s.events, ['failure']),
  ],
  [
    'an event that there is not',
    'invalid-option',
    (s) => Reflect.apply(s.events.on, s.events, ['failed', () => {}]),
  ],
  ['a pump to nobody', 'invalid-option', (s) => Reflect.apply(pump, undefined, [s, [1], 'idle', 'ping'])],
  [
    'a pump of nothing',
    'invalid-option',
    (s) => Reflect.apply(pump, undefined, [s, undefined, s.spawn(Idle), 'ping']),
  ],
  [
    'a pump of what cannot be read',
    'invalid-option',
    (s) => Reflect.apply(pump, undefined, [s, { a: 1 }, s.spawn(Idle), 'ping']),
  ],
  [
    'a pump without a message',
    'invalid-name',
    (s) => Reflect.apply(pump, undefined, [s, [1], s.spawn(Idle)]),
  ],
  [
    'a pump with nothing for options',
    'invalid-option',
    (s) => Reflect.apply(pump, undefined, [s, [1], s.spawn(Idle), 'ping', null]),
  ],
  [
    'a pump with a signal that is none',
    'invalid-option',
    (s) => Reflect.apply(pump, undefined, [s, [1], s.spawn(Idle), 'ping', { signal: {} }]),
  ],
  [
    'a channel with nothing for options',
    'invalid-option',
    (s) => Reflect.apply(openChannel, undefined, [s, null]),
  ],
  ['a channel with a name that is none', 'invalid-name', (s) => openChannel(s, { name: 'a/b' })],
  ['a channel that holds nothing', 'invalid-option', (s) => openChannel(s, { mailbox: { capacity: 0 } })],
  ...[registerService, confirmService, deregisterService, subscribeToService, unsubscribeFromService].flatMap(
    (use): OnSystem[] => [
      [
        `${use.name} at nobody`,
        'invalid-option',
        (s) => Reflect.apply(use, undefined, ['desk', 'key', s.spawn(Idle), 'm']),
      ],
      [
        `${use.name} of nobody`,
        'invalid-option',
        (s) => Reflect.apply(use, undefined, [s.spawn(Receptionist), 'key', {}, 'm']),
      ],
      [
        `${use.name} by no key`,
        'invalid-name',
        (s) => Reflect.apply(use, undefined, [s.spawn(Receptionist), 'a/b', s.spawn(Idle), 'm']),
      ],
    ],
  ),
  [
    'finding services at nobody',
    'invalid-option',
    () => Reflect.apply(findServices, undefined, ['desk', 'key']),
  ],
  [
    'finding services by no key',
    'invalid-name',
    (s) => Reflect.apply(findServices, undefined, [s.spawn(Receptionist), 5]),
  ],
]

describe('what makes no sense is refused with a code, and changes nothing', () => {
  it.each(inHandlers.map(([what, code], number) => ({ what, code, number })))(
    '$what: $code',
    async ({ code, number }) => {
      await using rig = await createRig()
      const clumsy = rig.system.spawn(Clumsy(() => rig.system))
      const before = rig.system.stats()
      const asked = clumsy.ask('attempt', number)
      await settled()
      expect(await asked).toEqual([code])
      await rig.clock.advance(1000)
      expect(await clumsy.ask('ping')).toBe('pong')
      expect(Object.keys(rig.system.stats().actors)).toEqual(Object.keys(before.actors))
      expect(rig.failures.filter(({ path }) => path === clumsy.path)).toEqual([])
    },
  )

  it.each(
    ['nodes', 'environment', 'logger'].flatMap((option) =>
      [5, 'x', null, ...(option === 'logger' ? [{}] : [])].map((given) => ({ option, given })),
    ),
  )('a system with $given for its $option: invalid-option', async ({ option, given }) => {
    expect(await codeOf(() => Reflect.apply(createSystem, undefined, [{ [option]: given }]))).toBe(
      'invalid-option',
    )
  })

  it.each([
    5,
    'x',
    null,
    ...[0, -1, 0.5, Number.NaN, '2', null].map((count) => ({ count })),
    { heartbeat: 1 },
  ])('nodes in memory with %j for options: invalid-option', async (options) => {
    expect(await codeOf(() => Reflect.apply(memoryNodes, undefined, [{ Idle }, options]))).toBe(
      'invalid-option',
    )
  })

  it.each(badTimes)('a system with an ask time-out of %s: invalid-option', async (askTimeout) => {
    expect(await codeOf(() => Reflect.apply(createSystem, undefined, [{ askTimeout }]))).toBe(
      'invalid-option',
    )
  })

  it.each(outside.map(([what, code, attempt]) => ({ what, code, attempt })))(
    '$what: $code',
    async ({ code, attempt }) => {
      await using rig = await createRig()
      expect(await codeOf(() => attempt(rig.system))).toBe(code)
      expect(await rig.system.spawn(Idle).ask('ping')).toBe('pong')
      expect(rig.deadLetters).toEqual([])
      expect(rig.failures).toEqual([])
    },
  )

  it('the stash and the answer of a message, outside of its handler', async () => {
    await using rig = await createRig()
    let escaped: ActorContext<ClumsyProtocol> | undefined
    const Escaping = defineActor('Escaping', (ctx: ActorContext<ClumsyProtocol>) => {
      escaped = ctx
      return { attempt: () => [], later: () => 'now', ping: () => 'pong' }
    })
    const escaping = rig.system.spawn(Escaping)
    await settled()
    const attempts = [() => escaped?.unstashAll(), () => escaped?.stash(), () => escaped?.reply('later')]
    for (const attempt of attempts) expect(await codeOf(attempt)).toBe('outside-turn')
    expect(await escaping.ask('later')).toBe('now')
  })

  it('a reply that is given twice, or to one who gave up', async () => {
    await using rig = await createRig()
    const replies: Reply<string>[] = []
    const Owing = defineActor('Owing', (ctx: ActorContext<{ later(): string }>) => ({
      later() {
        const reply = ctx.reply('later')
        replies.push(reply)
        return reply
      },
    }))
    const owing = rig.system.spawn(Owing)
    const [first, second] = [owing.ask('later'), owing.with({ timeout: 10 }).ask('later')]
    const outcome = codeOf(() => second)
    await settled()
    replies[0]?.answer('once')
    expect(await codeOf(() => replies[0]?.answer('twice'))).toBe('reply-twice')
    expect(await first).toBe('once')
    await rig.clock.advance(100)
    expect(await outcome).toBe('ask-timeout')
    expect(await codeOf(() => replies[1]?.answer('late'))).toBe('ask-given-up')
    expect(rig.deadLetters).toEqual([])
  })
})
