import { describe, expect, it } from 'vitest'
import { inWords } from '../src/base/in-words.ts'
import { type ActorContext, type ActorSystem, defineActor, type Reply } from '../src/index.ts'
import { defineRouter } from '../src/patterns/index.ts'
import { badTimes, noRefs, wordless } from './rig/bad-values.ts'
import { codeOf } from './rig/code-of.ts'
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

describe('what an actor does that makes no sense is refused with a code, and changes nothing', () => {
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
