import { describe, expect, test } from 'vitest'
import { ask, choice, message, optional, par, repeat, seq } from '../../src/protocol/interaction.ts'
import { type Protocol, protocol } from '../../src/protocol/protocol.ts'

const m = message

const shop = protocol(
  'shop',
  seq(
    m('client', 'shop', 'order'),
    choice(
      seq(m('shop', 'client', 'confirm'), m('client', 'bank', 'pay'), m('bank', 'shop', 'paid')),
      m('shop', 'client', 'refuse'),
    ),
  ),
)
const lookup = protocol('lookup', seq(repeat(ask('client', 'server', 'get')), m('client', 'server', 'bye')))
const votes = protocol(
  'votes',
  seq(par(m('c', 'p', 'prepare'), m('c', 'q', 'prepare')), par(m('p', 'c', 'yes'), m('q', 'c', 'yes'))),
)
const maybe = protocol('maybe', seq(m('a', 'b', 'x'), optional(m('b', 'a', 'y'))))

const rounds = protocol('rounds', repeat(m('a', 'b', 'go'), m('a', 'log', 'begun'), m('b', 'log', 'done')))
const overlapping = protocol(
  'overlapping',
  par(repeat(m('a', 'b', 'go'), m('a', 'log', 'begun')), repeat(m('b', 'log', 'done'))),
)

/** `a>b x`: sent; `a=b x`: received; `a#b x`: lost; `-a`: gone; `a:b x`: sent and received at once. */
function follow(protocol: Protocol, story: string): string[] {
  const monitor = protocol.begin()
  for (const step of story.split(', ').filter((one) => one !== '')) {
    const gone = /^-(\w+)$/.exec(step)?.[1]
    if (gone !== undefined) monitor.gone(gone)
    const [, from = '', sign, to = '', name = ''] = /^(\w+)([>=#:])(\w+) (.+)$/.exec(step) ?? []
    if (sign === '>' || sign === ':') monitor.sent(from, to, name)
    if (sign === '=' || sign === ':') monitor.received(from, to, name)
    if (sign === '#') monitor.lost(from, to, name, 'it was dropped')
  }
  return monitor.finish().map(({ kind, role, places }) => `${kind} ${role} ${places.join(' ')}`.trim())
}

describe('a run that follows its protocol has no violations', () => {
  test.each([
    [shop, 'client:shop order, shop:client refuse'],
    [shop, 'client:shop order, shop:client confirm, client:bank pay, bank:shop paid'],
    [lookup, 'client:server bye'],
    [
      lookup,
      'client:server get, server:client answer to get, client:server get, server:client answer to get, client:server bye',
    ],
    [votes, 'c>p prepare, c>q prepare, c=q prepare, q>c yes, c=p prepare, p>c yes, p=c yes, q=c yes'],
    [maybe, 'a:b x'],
    [maybe, 'a:b x, b:a y'],
    [rounds, 'a:b go, a:log begun, b:log done, a:b go, a:log begun, b:log done'],
    [overlapping, 'a:b go, a:log begun, b>log done, a:b go, a:log begun, b=log done, b:log done'],
    [shop, 'stranger:shop hello, client:shop order, shop:stranger hello, shop:client refuse'],
  ])('%s: %s', (protocol, story) => {
    expect(follow(protocol, story)).toEqual([])
  })
})

describe('what does not fit is reported with the place in the protocol', () => {
  test.each([
    [
      'a message of a round before the last one of the round before',
      rounds,
      'a:b go, a:log begun, b>log done, a:b go, a:log begun, b=log done, b:log done',
      ['unexpected log 3', 'unexpected log 2'],
    ],
    [
      'an answer before the question',
      shop,
      'shop:client refuse',
      ['unexpected shop 1', 'missing client 1', 'missing shop 1'],
    ],
    [
      'both parts of a choice',
      shop,
      'client:shop order, shop:client refuse, shop:client confirm',
      ['unexpected shop'],
    ],
    ['a message sent twice and received once', maybe, 'a:b x, a>b x', ['unexpected a 2']],
    [
      'a double answer',
      lookup,
      'client:server get, server:client answer to get, server:client answer to get, client:server bye',
      ['unexpected server 1 3'],
    ],
    ['an unknown message', maybe, 'a:b x, b>a z, b=a z', ['unexpected b 2']],
    [
      'a run that ends too early',
      shop,
      'client:shop order, shop:client confirm, client:bank pay',
      ['missing shop 4', 'missing bank 4'],
    ],
    ['an empty run', votes, '', ['missing c 1 2', 'missing p 1', 'missing q 2']],
    ['a lost message', maybe, 'a>b x, a#b x', ['orphan b 1', 'missing b 1']],
    ['a message under way at the end', maybe, 'a>b x', ['orphan b 1', 'missing b 1']],
    ['a duplicate', maybe, 'a>b x, a=b x, a=b x', ['unexpected b 2']],
    [
      'a role that crashed',
      votes,
      'c:p prepare, c>q prepare, c#q prepare, -q, p:c yes',
      ['orphan q 2', 'missing c 4'],
    ],
    [
      'a role that is played again after a crash',
      votes,
      'c:p prepare, -p, c:q prepare, p>c yes',
      ['orphan c 3', 'missing c 3 4', 'missing q 4'],
    ],
    [
      'a slip at either end',
      maybe,
      'a:b x, a:b x, b>a y, b>a y',
      ['unexpected a 2', 'unexpected b', 'orphan a 2'],
    ],
  ])('%s', (_, protocol, story, violations) => {
    expect(follow(protocol, story)).toEqual(violations)
  })

  test('in words, with the protocol and a mark at what was expected', () => {
    const monitor = shop.begin()
    monitor.sent('client', 'shop', 'order')
    monitor.received('client', 'shop', 'order')
    monitor.sent('shop', 'client', 'maybe')
    expect(monitor.violations.map(({ text }) => text)).toEqual([
      `"shop" sent "maybe" to "client": no such message is in the protocol, and it was to send "confirm" to "client" (2) or send "refuse" to "client" (5).
shop
    1  client -> shop: order
       either
>   2    shop -> client: confirm
    3    client -> bank: pay
    4    bank -> shop: paid
       or
>   5    shop -> client: refuse`,
    ])
  })
})

test('a protocol prints itself with its messages numbered', () => {
  expect(String(lookup)).toBe(`lookup
       repeat
    1    client -> server: get
    2    server -> client: answer to get
    3  client -> server: bye`)
})

test('one protocol watches any number of runs', () => {
  maybe.begin().sent('a', 'b', 'x')
  expect(follow(maybe, 'a:b x')).toEqual([])
})
