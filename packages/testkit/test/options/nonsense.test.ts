import { type ActorContext, defineActor } from '@troupe/core'
import { describe, expect, test } from 'vitest'
import {
  checkHistory,
  createTestSystem,
  createWorld,
  explore,
  followProtocol,
  message,
  protocol,
  sequentialModel,
  testActor,
} from '../../src/index.ts'

const Idle = defineActor('Idle', (_ctx: ActorContext<{ nudge(): void }>) => ({ nudge() {} }))
const greeting = protocol('greeting', message('guest', 'host', 'hello'))
const model = sequentialModel<{ nudge(): void }, number>(0, { nudge: (state) => [state] })

/** Calls as a program in JavaScript does, which no compiler has seen. */
function call(what: unknown, ...args: readonly unknown[]): unknown {
  if (typeof what !== 'function') throw new Error('There is nothing to call.')
  return Reflect.apply(what, undefined, args)
}

/** The same with a method. */
function on(whole: object, method: string, ...args: readonly unknown[]): unknown {
  return Reflect.apply(Reflect.get(whole, method), whole, args)
}

type Case = readonly [what: string, make: () => unknown, words: string]

/** Each of the options of a function, with values that make no sense for it. */
function options(
  name: string,
  make: (options: unknown) => unknown,
  bad: readonly [unknown, string][],
): Case[] {
  return bad.map(([value, words]) => [`${name} given ${JSON.stringify(value)}`, () => make(value), words])
}

const whole = 'a whole number'
const program = (): void => {}

const cases: Case[] = [
  ...options('createTestSystem', (given) => call(createTestSystem, given), [
    [null, 'The option options of createTestSystem is null; it has to be an object.'],
    [7, 'The option options of createTestSystem is 7; it has to be an object.'],
    [[], 'The option options of createTestSystem is []; it has to be an object.'],
    [{ sede: 7 }, 'The option sede of createTestSystem is none; there are seed, askTimeout, maxSteps'],
    [{ seed: '7' }, "The option seed of createTestSystem is '7'; it has to be a whole number."],
    [{ seed: Number.NaN }, 'The option seed of createTestSystem is NaN'],
    [
      { maxSteps: 0 },
      'The option maxSteps of createTestSystem is 0; it has to be a whole number, 1 or more.',
    ],
    [{ maxSteps: '100' }, "The option maxSteps of createTestSystem is '100'"],
    [{ askTimeout: -1 }, 'it has to be a number of milliseconds, not negative'],
    [{ askTimeout: Number.NaN }, 'The option askTimeout of createTestSystem is NaN'],
    [{ startsAt: 'today' }, "The option startsAt of createTestSystem is 'today'; it has to be a date."],
    [{ startsAt: new Date(Number.NaN) }, 'The option startsAt of createTestSystem is Invalid Date'],
    [{ wire: 'never' }, "The option wire of createTestSystem is 'never'; it has to be one of 'always'."],
    [{ awaits: true }, "The option awaits of createTestSystem is true; it has to be one of 'any'."],
  ]),
  ...options('createWorld', (given) => call(createWorld, program, given), [
    [null, 'The option options of createWorld is null'],
    [{ fault: {} }, 'The option fault of createWorld is none; there are seed, timers'],
    [{ seed: 1.5 }, 'The option seed of createWorld is 1.5'],
    [{ timers: 'never' }, "one of 'in-order', 'any-order', 'idle'"],
    [{ askTimeouts: 1 }, 'The option askTimeouts of createWorld is 1; it has to be true or false.'],
    [{ askTimeout: 'long' }, "The option askTimeout of createWorld is 'long'"],
    [{ channels: 'causal' }, "it has to be one of 'fifo', 'unordered'"],
    [{ faults: { drop: -1 } }, 'The option faults.drop of createWorld is -1'],
    [{ faults: { crash: { restart: 'yes' } } }, "The option faults.crash.restart of createWorld is 'yes'"],
    [{ trace: 'on' }, "The option trace of createWorld is 'on'"],
  ]),
  [
    'createWorld without a program',
    () => call(createWorld),
    'createWorld needs the program that spawns the actors',
  ],
  [
    'explore without a program',
    () => call(explore, { runs: 3 }),
    'explore needs the program that spawns the actors',
  ],
  ...options('testActor', (given) => call(testActor, Idle, [], given), [
    [null, 'The option options of testActor is null'],
    [{ seed: 'x' }, `The option seed of testActor is 'x'; it has to be ${whole}.`],
    [{ nam: 'x' }, 'The option nam of testActor is none; there are seed, name'],
    [{ restart: 'always' }, 'restart must be'],
    [{ mailbox: { capacity: 0 } }, 'mailbox must be numbers of at least 1'],
    [{ stopTimeout: -1 }, 'stopTimeout must be a number of milliseconds'],
    [{ name: '' }, 'name'],
  ]),
  ['testActor without a definition', () => call(testActor), 'needs a definition'],
  ['testActor of a function', () => call(testActor, () => ({})), 'needs a definition'],
  ['testActor with arguments that are none', () => call(testActor, Idle, 3), 'takes the arguments'],
  [
    'an actor that is sent no name',
    () => on(testActor(Idle), 'send', 3),
    'A message goes by a name, which comes first: a string, not 3',
  ],
  ['time that passes backwards', () => testActor(Idle).advance(-1), 'Time passes by a finite number'],
  ['time without end', () => testActor(Idle).advance(Number.POSITIVE_INFINITY), 'not Infinity'],
  ['a stop that drains perhaps', () => on(testActor(Idle), 'stop', { drain: 'yes' }), "not 'yes'"],
  ['a stub without a name', () => on(testActor(Idle), 'stub'), 'A stub goes by a name'],
  ['a history that is none', () => call(checkHistory, {}, model), 'A history is an array of operations'],
  ['a history without a model', () => call(checkHistory, [], {}), 'A history is compared with a model'],
  [
    'effort without end',
    () => call(checkHistory, [], model, { effort: 'much' }),
    "effort of checkHistory is 'much'",
  ],
  ['a model without steps', () => call(sequentialModel, 0), 'sequentialModel needs its steps second'],
  [
    'a step that is none',
    () => call(sequentialModel, 0, { get: 1 }),
    'The step "get" of a model has to be a function',
  ],
  [
    'a protocol without a name',
    () => call(protocol, '', greeting.interaction),
    'protocol(name, interaction) needs a name',
  ],
  [
    'a protocol in its place',
    () => call(followProtocol, greeting.interaction),
    'followProtocol needs a protocol first',
  ],
  ['no system', () => call(followProtocol, greeting, {}, {}), 'followProtocol needs the system second'],
]

test.each(cases)('%s is refused, with what it has to be', async (_what, make, words) => {
  const refused = await (async () => make())().then(
    () => 'taken',
    (error: unknown) => error,
  )
  expect(refused).toMatchObject({
    code: expect.stringMatching(/^invalid-/),
    message: expect.stringContaining(words),
  })
})

describe('of a test system', () => {
  test.each<readonly [string, readonly unknown[], string]>([
    ['stateOf', [undefined], 'ref'],
    ['probe', [3], 'name'],
    ['probe', [''], 'name'],
    ['expectAnswer', [3, 3], 'expectAnswer needs the promise that an ask has returned, not 3'],
    ['addNodes', ['far'], "addNodes needs the module of the nodes' actors"],
    [
      'addNodes',
      ['far', { Idle }, 'two'],
      "The option options of addNodes is 'two'; it has to be an object.",
    ],
    ['addNodes', ['far', { Idle }, Number.NaN], 'The option count of addNodes is NaN'],
    [
      'addNodes',
      ['far', { Idle }, { cuont: 2 }],
      'The option cuont of addNodes is none; there are count, restart',
    ],
    ['addNodes', ['far', { Idle }, { restart: 'always' }], 'restart must be'],
    ['addNodes', ['', { Idle }], 'name'],
  ])('%s(%j) is refused', async (method, args, words) => {
    await using sys = createTestSystem()
    const refused = await (async () => on(sys, method, ...args))().then(
      () => 'taken',
      (error: unknown) => error,
    )
    expect(refused).toMatchObject({
      code: expect.stringMatching(/^invalid-/),
      message: expect.stringContaining(words),
    })
  })

  test.each<readonly [string, readonly unknown[], string]>([
    ['delay', ['main', 'far', '20'], "milliseconds must be a finite number that is not negative, not '20'"],
    ['delay', ['main', 'far', Number.POSITIVE_INFINITY], 'not Infinity'],
    ['delay', ['main', 'far'], 'not undefined'],
    ['delay', [undefined, 'far', 1], 'There is no node "undefined"'],
    ['drop', ['main', 'far', null], 'frames must be a whole number of frames, or { chance }'],
    ['drop', ['main', 'far', Number.NaN], 'not NaN'],
    ['duplicate', ['main', 'far', {}], 'not {}'],
    ['crash', [7], 'There is no node "7" that could crash'],
    ['restart', ['near'], 'There is no node "near" that could be restarted'],
    ['cut', ['main', 'main'], 'There is no way from node "main" to itself'],
  ])('network.%s(%j) is refused', async (method, args, words) => {
    await using sys = createTestSystem()
    await sys.addNodes('far', { Idle })
    const { network } = sys
    const refused = await (async () => on(network, method, ...args))().then(
      () => 'taken',
      (error: unknown) => error,
    )
    expect(refused).toMatchObject({ code: 'invalid-option', message: expect.stringContaining(words) })
  })
})
