import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { checkHistory } from '../../src/linearizability/check-history.ts'
import { verdictText } from '../../src/linearizability/history-text.ts'
import { applyModel, explains } from '../../src/linearizability/model-run.ts'
import type { Operation, Outcome } from '../../src/linearizability/operation.ts'
import { type SequentialModel, sequentialModel } from '../../src/linearizability/sequential-model.ts'
import { counter, queue, register } from './models.ts'

/** `a 1-4 write 5`, `b 2-3 read = 5`, `c 5- write 1` (no answer), `d 1-2 take ! empty` (a rejection) */
function historyOf(text: string): Operation[] {
  return text.split(',').map((line) => {
    const [, client = '', from, to, name = '', args = '', sign, outcome = ''] =
      /^\s*(\w+) (\d+)-(\d*|Infinity) (\w+)([\d ]*?)(?: ([=!]) (\S+))?\s*$/.exec(line) ?? []
    const value: unknown = sign === '=' ? JSON.parse(outcome) : undefined
    const ended: Outcome = sign === '!' ? { type: 'rejected', code: outcome } : { type: 'answered', value }
    return {
      client,
      name,
      args: args.trim() === '' ? [] : args.trim().split(' ').map(Number),
      invoked: Number(from),
      returned: to === '' ? undefined : Number(to),
      outcome: to === '' ? { type: 'unknown' } : ended,
    }
  })
}

const nameOf = ({ client, name, args }: Operation) => `${client} ${[name, ...args].join(' ')}`

describe('a history that some order explains', () => {
  const cases: [string, SequentialModel, string, string[]][] = [
    ['one after the other', register, 'a 1-2 write 1, b 3-4 read = 1', ['a write 1', 'b read']],
    [
      'a read during a write sees the old value',
      register,
      'a 1-4 write 1, b 2-3 read = 0',
      ['b read', 'a write 1'],
    ],
    [
      'a read during a write sees the new value',
      register,
      'a 1-4 write 1, b 2-3 read = 1',
      ['a write 1', 'b read'],
    ],
    [
      'a write without an answer has taken effect',
      register,
      'a 1- write 1, b 2-3 read = 0, b 4-5 read = 1',
      ['b read', 'a write 1', 'b read'],
    ],
    ['a write without an answer has not taken effect', register, 'a 1- write 1, b 2-3 read = 0', ['b read']],
    [
      'one of two comparisons wins',
      register,
      'a 1-4 cas 0 1 = true, b 2-3 cas 0 2 = false',
      ['a cas 0 1', 'b cas 0 2'],
    ],
    [
      'a queue',
      queue,
      'a 1-2 put 1, b 3-6 put 2, c 4-5 take = 1, c 7-8 take = 2',
      ['a put 1', 'b put 2', 'c take', 'c take'],
    ],
    ['an empty queue says so', queue, 'a 1-4 put 1, b 2-3 take ! empty', ['b take', 'a put 1']],
    ['a counter', counter, 'a 1-4 increment = 2, b 2-3 increment = 1', ['b increment', 'a increment']],
    ['nothing', counter, 'a 1- increment', []],
  ]
  test.each(cases)('%s', (_, model, text, order) => {
    const verdict = checkHistory(historyOf(text), model)
    expect(verdict).toMatchObject({ isLinearizable: true })
    expect(verdict.order.map(nameOf)).toEqual(order)
  })
})

describe('a history that no order explains', () => {
  const cases: [string, SequentialModel, string, string, number][] = [
    ['a stale read', register, 'a 1-2 write 1, b 3-4 read = 0', 'b read', 2],
    ['a value out of thin air', register, 'a 1-4 write 1, b 2-3 read = 2', 'b read', 2],
    [
      'new, then old',
      register,
      'a 1-8 write 1, b 2-3 read = 1, c 4-5 read = 0, a 9-10 read = 1',
      'c read',
      3,
    ],
    ['both of two comparisons win', register, 'a 1-4 cas 0 1 = true, b 2-3 cas 0 2 = true', 'a cas 0 1', 2],
    ['a queue that is none', queue, 'a 1-2 put 1, a 3-4 put 2, b 5-6 take = 2', 'b take', 3],
    ['an item taken twice', queue, 'a 1-2 put 1, b 3-5 take = 1, c 4-6 take = 1', 'c take', 3],
    ['empty, and it is not', queue, 'a 1-2 put 1, b 3-4 take ! empty', 'b take', 2],
    ['a lost update', counter, 'a 1-4 increment = 1, b 2-3 increment = 1', 'a increment', 2],
  ]
  test.each(cases)('%s', (_, model, text, stuck, prefix) => {
    const verdict = checkHistory(historyOf(text), model)
    if (verdict.isLinearizable) throw new Error('it was explained')
    expect(nameOf(verdict.stuck)).toBe(stuck)
    expect(verdict.prefix).toHaveLength(prefix)
  })

  test('is told with a time line, and with what would have been right', () => {
    const history = historyOf('a 1-8 write 1, b 2-3 read = 1, c 4-5 read = 0, a 9-10 read = 1')
    expect(verdictText(checkHistory(history, register), register)).toBe(
      `Not linearizable: nothing explains why read() of "c" was answered 0.
  a: write(1)  ├────  not answered yet
  b: read()     ├┤    answered 1
> c: read()       ├┤  answered 0
What was known before is explained by
  a: write(1) is answered undefined, and leaves 1
  b: read() is answered 1, and leaves 1
From 1, read() is answered 1.`,
    )
  })

  test('is told with an order that gives the answer that was to be', () => {
    const history = historyOf('a 1-3 increment = 2, b 2-4 increment = 2')
    expect(verdictText(checkHistory(history, counter), counter)).toBe(
      `Not linearizable: nothing explains why increment() of "b" was answered 2.
  a: increment()  ├─┤   answered 2
> b: increment()   ├─┤  answered 2
What was known before is explained by
  b: increment() is answered 1, and leaves 1
  a: increment() is answered 2, and leaves 2`,
    )
  })

  test('is told from the start if nothing came before', () => {
    expect(verdictText(checkHistory(historyOf('a 1-2 read = 7'), register), register)).toMatch(
      /answered 7\nFrom 0, read\(\) is answered 0\.$/,
    )
  })
})

test('an explained history is told by its order', () => {
  const verdict = checkHistory(historyOf('a 1-2 put 1, b 3-4 take = 1, b 5-6 take ! empty'), queue)
  expect(verdictText(verdict, queue)).toBe(`Linearizable, in this order:
  a: put(1) is answered undefined, and leaves [ 1 ]
  b: take() is answered 1, and leaves []
  b: take() is rejected with "empty", and leaves []`)
})

test.each([
  ['a message of which the model says nothing', 'a 1-2 burn', /knows write, read, cas/],
  ['an answer before its question', 'a 2-1 read = 0', /returned before it was asked/],
  ['a time that is none', 'a 1-Infinity read = 0', /as numbers/],
])('%s is refused', (_, text, message) => {
  const check = () => checkHistory(historyOf(text), register)
  expect(check).toThrow(expect.objectContaining({ code: 'invalid-history' }))
  expect(check).toThrow(message)
})

test('what a model throws that is no rejection is its own mistake', () => {
  const broken = sequentialModel<{ read(): number }, number>(0, {
    read: () => {
      throw new RangeError('oops')
    },
  })
  expect(() => checkHistory(historyOf('a 1-2 read = 0'), broken)).toThrow(RangeError)
})

function asked(
  client: string,
  name: string,
  args: readonly unknown[],
  from: number,
  to: number,
  value?: unknown,
): Operation {
  return { client, name, args, invoked: from, returned: to, outcome: { type: 'answered', value } }
}

test('a model that changes the state that it was given is refused', () => {
  const heap = sequentialModel<{ put(value: number): void; size(): number }, number[]>([], {
    put(state, value) {
      state.push(value)
      return [state]
    },
    size: (state) => [state, state.length],
  })
  const history = [asked('a', 'put', [1], 1, 4), asked('b', 'size', [], 2, 5, 0)]
  expect(() => checkHistory(history, heap)).toThrow(
    'The model\'s step "put" changed the state that it was given',
  )
})

test('a model whose step returns no array is refused', () => {
  const late = sequentialModel<{ read(): number }, number>(0, JSON.parse('{}'))
  Reflect.set(late.steps, 'read', async () => [0, 0])
  expect(() => checkHistory(historyOf('a 1-2 read = 0'), late)).toThrow(
    'step "read" must return an array of the next state and the answer, at once, not [object Promise]',
  )
})

test('where too many asks overlap the search is given up, and says so', () => {
  const log = sequentialModel<{ put(value: number): void; all(): readonly number[] }, readonly number[]>([], {
    put: (state, value) => [[...state, value]],
    all: (state) => [state, state],
  })
  const puts = Array.from({ length: 12 }, (_, i) => asked(`c${i}`, 'put', [i], 1, 100))
  const history = [...puts, asked('z', 'all', [], 101, 102, [])]
  expect(() => checkHistory(history, log, { effort: 1000 })).toThrow(
    expect.objectContaining({ code: 'history-too-large' }),
  )
  expect(() => checkHistory(history, log, { effort: 1000 })).toThrow('Nothing was decided after 1000 places')
  expect(() => checkHistory([], log, { effort: 0 })).toThrow(
    'The option effort of checkHistory is 0; it has to be a whole number, 1 or more.',
  )
})

class Hidden {
  readonly #value: unknown

  constructor(value: unknown) {
    this.#value = value
  }

  get value(): unknown {
    return this.#value
  }
}

interface BoxProtocol {
  put(value: unknown): void
  get(): unknown
}

const boxes: [string, SequentialModel][] = [
  [
    'itself',
    sequentialModel<BoxProtocol, unknown>(0, { put: (_, value) => [value], get: (state) => [state, state] }),
  ],
  [
    'in a map',
    sequentialModel<BoxProtocol, ReadonlyMap<string, unknown>>(new Map(), {
      put: (_, value) => [new Map([['x', value]])],
      get: (state) => [state, state.get('x')],
    }),
  ],
  [
    'hidden in a class',
    sequentialModel<BoxProtocol, Hidden>(new Hidden(0), {
      put: (_, value) => [new Hidden(value)],
      get: (state) => [state, state.value],
    }),
  ],
  [
    'hidden in a function',
    sequentialModel<BoxProtocol, () => unknown>(() => 0, {
      put: (_, value) => [() => value],
      get: (state) => [state, state()],
    }),
  ],
]

const pairs: [unknown, unknown][] = [
  [0, -0],
  [1, '1'],
  [1, 1n],
  [undefined, null],
  [Number.NaN, undefined],
  [new Date(1), new Date(2)],
  [new Set([1]), new Set([2])],
  [new Set([1]), [1]],
  [new Map([[1, 2]]), new Map([[2, 1]])],
  [new Uint8Array([1]), new Uint8Array([2])],
  [{ a: 1 }, { b: 1 }],
  [['a,b'], ['a', 'b']],
  [new Error('one'), new Error('two')],
]

describe.each(boxes)('states are told apart by their values, %s', (_, box) => {
  test.each(pairs)('%o and %o', (one, other) => {
    const history = (read: unknown) => [
      asked('a', 'put', [one], 1, 10),
      asked('b', 'put', [other], 2, 11),
      asked('c', 'get', [], 12, 13, read),
    ]
    expect(checkHistory(history(one), box).isLinearizable).toBe(true)
    expect(checkHistory(history(other), box).isLinearizable).toBe(true)
    const stale = [asked('a', 'put', [one], 1, 2), asked('c', 'get', [], 3, 4, other)]
    expect(checkHistory(stale, box).isLinearizable).toBe(false)
  })
})

/** Tries every order of every set of operations that holds all that were answered. */
function bruteForce(history: readonly Operation[], model: SequentialModel, state = model.initial): boolean {
  if (history.every(({ returned }) => returned === undefined)) return true
  return history.some((operation) => {
    const isFirst = history.every(({ returned }) => returned === undefined || returned >= operation.invoked)
    if (!isFirst) return false
    const { next, outcome } = applyModel(model, state, operation)
    const rest = history.filter((other) => other !== operation)
    return explains(outcome, operation.outcome) && bruteForce(rest, model, next)
  })
}

const small = fc.integer({ min: 0, max: 2 })
const calls = new Map<
  SequentialModel,
  fc.Arbitrary<{ readonly name: string; readonly args: readonly number[] }>
>([
  [
    register,
    fc.oneof(
      small.map((value) => ({ name: 'write', args: [value] })),
      fc.constant({ name: 'read', args: [] }),
      fc.tuple(small, small).map((args) => ({ name: 'cas', args })),
    ),
  ],
  [
    queue,
    fc.oneof(
      small.map((value) => ({ name: 'put', args: [value] })),
      fc.constant({ name: 'take', args: [] }),
    ),
  ],
  [counter, fc.constant({ name: 'increment', args: [] })],
])

/** Runs calls through the model at a moment between their ask and their answer; some answers are then exchanged. */
const histories = fc
  .constantFrom(...calls.keys())
  .chain((model) =>
    fc.record({
      model: fc.constant(model),
      operations: fc.array(
        fc.record({
          call: calls.get(model) ?? fc.constant({ name: '', args: [] }),
          times: fc.uniqueArray(fc.integer({ min: 0, max: 25 }), { minLength: 3, maxLength: 3 }),
          isPending: fc.boolean(),
          wrong: fc.option(small, { freq: 5 }),
        }),
        { minLength: 1, maxLength: 6 },
      ),
    }),
  )
  .map(({ model, operations }) => {
    const inOrder = operations
      .map(({ times, ...rest }) => ({ ...rest, times: times.toSorted((one, other) => one - other) }))
      .sort((one, other) => (one.times[1] ?? 0) - (other.times[1] ?? 0))
    let state = model.initial
    const history = inOrder.map(({ call, times, isPending, wrong }, index): Operation => {
      const bare = { ...call, client: `c${index}`, invoked: times[0] ?? 0 }
      const step = applyModel(model, state, { ...bare, returned: undefined, outcome: { type: 'unknown' } })
      state = step.next
      if (isPending) return { ...bare, returned: undefined, outcome: { type: 'unknown' } }
      const outcome: Outcome = wrong === null ? step.outcome : { type: 'answered', value: wrong }
      return { ...bare, returned: times[2] ?? 0, outcome }
    })
    return { model, history }
  })

test('the verdict is that of a search through all orders, its witness holds, and its prefix is the shortest', () => {
  const verdicts = { yes: 0, no: 0 }
  fc.assert(
    fc.property(histories, ({ model, history }) => {
      const verdict = checkHistory(history, model)
      verdicts[verdict.isLinearizable ? 'yes' : 'no']++
      expect(verdict.isLinearizable).toBe(bruteForce(history, model))
      let state = model.initial
      for (const operation of verdict.order) {
        const step = applyModel(model, state, operation)
        expect(explains(step.outcome, operation.outcome)).toBe(true)
        state = step.next
      }
      if (verdict.isLinearizable) return
      expect(bruteForce(verdict.prefix, model)).toBe(false)
      const before = verdict.prefix.map((one) => (one === verdict.stuck ? { ...one, ...unanswered } : one))
      expect(bruteForce(before, model)).toBe(true)
    }),
    { numRuns: 2000 },
  )
  expect(Math.min(verdicts.yes, verdicts.no)).toBeGreaterThan(200)
})

const unanswered = { returned: undefined, outcome: { type: 'unknown' } } as const

test('a long history with wide overlaps is checked in good time', () => {
  const history = Array.from({ length: 400 }, (_, index): Operation => {
    const isWrite = index % 2 === 0
    return {
      client: `c${index}`,
      name: isWrite ? 'write' : 'read',
      args: isWrite ? [index] : [],
      invoked: index * 2,
      returned: index * 2 + 9,
      outcome: { type: 'answered', value: isWrite ? undefined : index - 1 },
    }
  })
  expect(checkHistory(history, register).isLinearizable).toBe(true)
})
