import { types } from 'node:util'
import vm from 'node:vm'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { FreezingSealer } from '../../src/message/sealer.ts'
import { WireSealer } from '../../src/remote/wire-sealer.ts'

class Money {
  amount = 1
}

const call = () => {}
const freezing = new FreezingSealer(types.isProxy)
const wire = new WireSealer(types.isProxy)

const ways: readonly (readonly [string, (value: unknown) => unknown])[] = [
  ['sent', (value) => freezing.seal(value)],
  ['sent with a buffer that moves', (value) => freezing.seal(value, [new ArrayBuffer(8)])],
  ['answered', (value) => freezing.snapshot(value)],
  ['sent over a wire', (value) => wire.seal(value)],
]

function refusal(run: () => unknown): string {
  try {
    run()
  } catch (error) {
    expect(error).toMatchObject({ name: 'UnsendableError', code: 'unsendable' })
    return error instanceof Error ? error.message : ''
  }
  return expect.fail('nothing was refused')
}

function within<T extends object>(value: T, change: (value: T) => unknown): T {
  change(value)
  return value
}

const moved = (): ArrayBuffer =>
  within(new ArrayBuffer(8), (buffer) => structuredClone(buffer, { transfer: [buffer] }))
const nested = (levels: number, core: unknown): unknown =>
  levels === 0 ? core : { a: nested(levels - 1, core) }

/** What is sent, the place of what is wrong in it, and what is said of that. */
const refused: readonly (readonly [string, () => unknown, string, RegExp])[] = [
  ['a field', () => ({ ok: 1, callback: call }), 'payload.callback', /a function \(call\)/],
  ['an argument', () => [1, { to: [call] }], 'payload[1].to[0]', /a function/],
  [
    'an item of nested arrays',
    () => [
      [],
      [
        [1, 2],
        [3, call],
      ],
    ],
    'payload[1][1][1]',
    /a function/,
  ],
  [
    'a hole in an array before it',
    () => Object.assign(new Array<unknown>(5), { 4: call }),
    'payload[4]',
    /a function/,
  ],
  [
    'the first of two',
    () => ({ items: [1, new Money(), call] }),
    'payload.items[1]',
    /instance of class Money/,
  ],
  [
    'a key that is no name',
    () => ({ 'a b': { 'x"y': call }, é: 1 }),
    'payload["a b"]["x\\"y"]',
    /a function/,
  ],
  ['a key in letters of any language', () => ({ größe_1: call }), 'payload.größe_1', /a function/],
  [
    'the value under a key of a map',
    () => ({
      by: new Map([
        ['a', 1],
        ['b', call as unknown],
      ]),
    }),
    'payload.by.get("b")',
    /a function/,
  ],
  ['the value under a number', () => new Map([[7, [call]]]), 'payload.get(7)[0]', /a function/],
  [
    'the value under an object',
    () =>
      new Map([
        [{}, 1 as unknown],
        [{}, call],
      ]),
    '[...payload.values()][1]',
    /a function/,
  ],
  [
    'a key of a map',
    () => [new Map<unknown, unknown>([[{ call }, 1]])],
    '[...payload[0].keys()][0].call',
    /a function/,
  ],
  ['an item of a set', () => ({ all: new Set([1, [call]]) }), '[...payload.all][1][0]', /a function/],
  ['a symbol', () => ({ kind: { of: Symbol('mark') } }), 'payload.kind.of', /a symbol \(Symbol\(mark\)\)/],
  ['a promise', () => ({ later: Promise.resolve(1) }), 'payload.later', /a promise/],
  ['a proxy', () => ({ ok: {}, settings: new Proxy({ call }, {}) }), 'payload.settings', /a proxy/],
  [
    'a buffer that was moved',
    () => ({ ok: new ArrayBuffer(8), pixels: moved() }),
    'payload.pixels',
    /moved before/,
  ],
  [
    'a view of such a buffer',
    () => [{ view: within(new Uint8Array(8), (view) => structuredClone(view, { transfer: [view.buffer] })) }],
    'payload[0].view',
    /moved before/,
  ],
  [
    'an object that holds itself',
    () =>
      within({ me: undefined as unknown }, (it) => {
        it.me = it
      }),
    'payload.me, which is payload',
    /contains itself/,
  ],
  [
    'a child that holds its parent',
    () =>
      within({ tree: { children: [{ n: 1 }, { parent: undefined as unknown }] } }, ({ tree }) => {
        Object.assign(tree.children[1] ?? {}, { parent: tree })
      }),
    'payload.tree.children[1].parent, which is payload.tree',
    /contains itself/,
  ],
  [
    'a map that holds itself',
    () => within(new Map<string, unknown>(), (map) => map.set('me', map)),
    'payload.get("me"), which is payload',
    /contains itself/,
  ],
  [
    'what stands behind what is there twice',
    () => within([{ n: 1 }] as unknown[], (list) => list.push(list[0], call)),
    'payload[2]',
    /a function/,
  ],
  [
    'what an error holds before it, which is sent in words',
    () => [Object.assign(new Error('no'), { call }), call],
    'payload[1]',
    /a function/,
  ],
  [
    'a key that is a symbol before it, which is not sent',
    () => ({ [Symbol('s')]: call, call }),
    'payload.call',
    /a function/,
  ],
]

describe.each(ways)('what is refused in a value that is %s', (way, send) => {
  it.each(refused)('is said to lie where it does: %s', (_what, value, place, what) => {
    const message = refusal(() => send(value()))
    expect(message).toMatch(what)
    expect(message).toMatch(/^An actor cannot be sent /)
    expect(message.slice(message.indexOf(' It '))).toBe(` It lies at ${place}.`)
  })

  it.each([[call], [Symbol('s')], [new Money()], [new Proxy([], {})]])(
    'has no place where it is all of it: %#',
    (value) => {
      expect(refusal(() => send(value))).not.toContain('It lies')
    },
  )

  it('is not looked for by calling a getter a second time', () => {
    let calls = 0
    const value = {
      list: [1],
      get bad() {
        calls++
        return call
      },
    }
    expect(refusal(() => send({ value }))).toContain(' It may come from the getter at payload.value.bad.')
    // Views of a buffer that moves are looked for first.
    expect(calls).toBe(way === 'sent with a buffer that moves' ? 2 : 1)
  })

  it('is not said to come from one of several getters', () => {
    const value = {
      get one() {
        return 1
      },
      get bad() {
        return call
      },
    }
    expect(refusal(() => send(value))).toMatch(/does the work\.$/)
  })

  it('is found behind getters that gave nothing wrong', () => {
    const value = {
      get one() {
        return 1
      },
      get two() {
        return 2
      },
      bad: Symbol('s'),
    }
    expect(refusal(() => send(value))).toContain('It lies at payload.bad.')
  })

  it('leaves what a getter throws as it is', () => {
    const broken = new RangeError('out of order')
    const value = {
      call: 1,
      get bad(): number {
        throw broken
      },
    }
    expect(() => send([value])).toThrow(broken)
  })

  it('is said in short where it lies deep, or under a long key', () => {
    const long = refusal(() => send({ [`${'k'.repeat(5000)}`]: call }))
    expect(long).toMatch(/It lies at payload\.k+ … k+\.$/)
    expect(long.length).toBeLessThan(300)
    const deep = refusal(() => send(nested(2000, 1)))
    expect(deep).toMatch(/nested deeper than 1000 .* It lies at payload\.a\.a.* … .*\.a\.$/)
    expect(refusal(() => send(nested(900, call)))).toMatch(/a function .* It lies at payload\.a\.a.*\.a\.$/)
  })

  it('is not looked for for ever', () => {
    const parts = Array.from({ length: 60_000 }, () => [1])
    expect(refusal(() => send([parts, call]))).toMatch(/does the work\.$/)
    expect(refusal(() => send([parts.slice(0, 40_000), call]))).toContain('It lies at payload[1].')
    let wide: object = [call]
    for (let i = 0; i < 20; i++) wide = { call: 1, a: wide, b: wide }
    expect(refusal(() => send(wide))).toContain(`It lies at payload${'.a'.repeat(20)}[0].`)
  })

  it('is told with the stack of whoever sent it', () => {
    function sender(): unknown {
      return send(nested(30, call))
    }
    const thrown = ((): unknown => {
      try {
        return sender()
      } catch (error) {
        return error
      }
    })()
    expect(String(Reflect.get(Object(thrown), 'stack'))).toContain('sender')
  })
})

/** Values with others around them, of every kind that is looked into. */
const { value: nest } = fc.letrec<{ value: (inside: unknown) => unknown }>((tie) => {
  const around = fc.oneof(
    fc.string().map((key) => (inside: unknown) => ({ before: 1, [key]: inside })),
    fc.nat(5).map((index) => (inside: unknown) => [...Array(index).keys(), inside, null]),
    fc.string().map(
      (key) => (inside: unknown) =>
        new Map<unknown, unknown>([
          [{}, 1],
          [key, inside],
        ]),
    ),
    fc.double().map(
      (key) => (inside: unknown) =>
        new Map<unknown, unknown>([
          ['', 1],
          [key, inside],
        ]),
    ),
    fc.constant(
      (inside: unknown) =>
        new Map<unknown, unknown>([
          ['', 1],
          [[2], inside],
        ]),
    ),
    fc.constant(
      (inside: unknown) =>
        new Map<unknown, unknown>([
          ['', 1],
          [inside, 2],
        ]),
    ),
    fc.nat(3).map((size) => (inside: unknown) => new Set<unknown>([...Array(size).keys(), inside])),
  )
  const deeper = fc.tuple(around, tie('value')).map(
    ([outer, inner]) =>
      (inside: unknown) =>
        outer(inner(inside)),
  )
  return { value: fc.oneof({ maxDepth: 4 }, around, deeper) }
})

it('a place is an expression that leads there', () => {
  fc.assert(
    fc.property(nest, fc.constantFrom(...ways), (wrapped, [, send]) => {
      const payload = wrapped([call])
      const place = / It lies at (.*)\.$/s.exec(refusal(() => send(payload)))?.[1] ?? ''
      fc.pre(!place.includes(' … '))
      expect(vm.runInNewContext(place, { payload })).toBe(call)
    }),
  )
})
