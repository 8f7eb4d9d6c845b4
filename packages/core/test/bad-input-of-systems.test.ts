import { describe, expect, it } from 'vitest'
import { inWords } from '../src/base/in-words.ts'
import { type ActorContext, type ActorSystem, createSystem, defineActor } from '../src/index.ts'
import {
  confirmService,
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
import { badTimes } from './rig/bad-values.ts'
import { codeOf } from './rig/code-of.ts'
import { createRig } from './rig/create-rig.ts'

const Idle = defineActor('Idle', (_ctx: ActorContext<{ ping(): string }>) => ({ ping: () => 'pong' }))

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

describe('what a system is given that makes no sense is refused with a code, and changes nothing', () => {
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
})
