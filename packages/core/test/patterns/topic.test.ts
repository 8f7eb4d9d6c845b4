import { describe, expect, test } from 'vitest'
import { type ActorContext, defineActor } from '../../src/index.ts'
import { defineTopic } from '../../src/patterns/index.ts'
import { createRig } from '../rig/create-rig.ts'
import { settled } from '../rig/settled.ts'
import { startAnew } from '../rig/start-anew.ts'
import { unchecked } from '../rig/unchecked.ts'

interface PriceEvents {
  priced(symbol: string, price: number): void
  closed(): void
}

const Prices = defineTopic<PriceEvents>('Prices')

const ticker = (seen: string[]) =>
  defineActor('Ticker', (ctx: ActorContext<PriceEvents & { fail(): void }>, label: string) => ({
    priced: (symbol, price) => void seen.push(`${label} ${symbol} ${price}`),
    closed: () => ctx.stop(),
    fail() {
      throw new Error('oops')
    },
  }))

describe('a topic', () => {
  test('tells all subscribers what is published, in order', async () => {
    await using rig = await createRig()
    const seen: string[] = []
    const Ticker = ticker(seen)
    const prices = rig.system.spawn(Prices)
    prices.tell('publish', 'priced', 'early', 0)
    prices.tell('subscribe', rig.system.spawn(Ticker, ['a']))
    prices.tell('subscribe', rig.system.spawn(Ticker, ['b']))
    prices.tell('publish', 'priced', 'X', 1)
    prices.tell('publish', 'priced', 'Y', 2)
    await settled()
    expect(seen.filter((line) => line.startsWith('a'))).toEqual(['a X 1', 'a Y 2'])
    expect(seen.filter((line) => line.startsWith('b'))).toEqual(['b X 1', 'b Y 2'])
  })

  test('tells a subscriber once, though it subscribed twice, and no more once it has unsubscribed', async () => {
    await using rig = await createRig()
    const seen: string[] = []
    const prices = rig.system.spawn(Prices)
    const one = rig.system.spawn(ticker(seen), ['a'])
    prices.tell('subscribe', one)
    prices.tell('subscribe', one)
    prices.tell('publish', 'priced', 'X', 1)
    prices.tell('unsubscribe', one)
    prices.tell('publish', 'priced', 'Y', 2)
    expect(await prices.ask('subscribers')).toBe(0)
    expect(seen).toEqual(['a X 1'])
  })

  test('forgets a subscriber when it ends, and keeps one that is started anew', async () => {
    await using rig = await createRig()
    const seen: string[] = []
    const Ticker = ticker(seen)
    const prices = rig.system.spawn(Prices)
    const [ending, failing] = [rig.system.spawn(Ticker, ['a']), rig.system.spawn(Ticker, ['b'])]
    await prices.ask('subscribe', ending)
    await prices.ask('subscribe', failing)
    failing.tell('fail')
    ending.tell('closed')
    await settled()
    expect(await prices.ask('subscribers')).toBe(1)
    await prices.ask('publish', 'priced', 'X', 1)
    await settled()
    expect(seen).toEqual(['b X 1'])
    expect(rig.deadLetters).toEqual([])
  })

  test('that is started anew keeps its subscribers, and learns of their ends [PAT-1]', async () => {
    await using rig = await createRig()
    const seen: string[] = []
    const Ticker = ticker(seen)
    const prices = rig.system.spawn(Prices)
    const [ending, lasting] = [rig.system.spawn(Ticker, ['a']), rig.system.spawn(Ticker, ['b'])]
    for (const each of [ending, lasting]) await prices.ask('subscribe', each)
    await startAnew(rig.system, prices)
    await prices.ask('publish', 'priced', 'X', 1)
    await rig.system.stop(ending)
    expect(await prices.ask('subscribers')).toBe(1)
    await prices.ask('unsubscribe', lasting)
    await startAnew(rig.system, prices)
    expect(await prices.ask('subscribers')).toBe(0)
    expect(seen.toSorted()).toEqual(['a X 1', 'b X 1'])
    expect(await rig.system.spawn(Prices).ask('subscribers')).toBe(0)
  })

  test('takes a subscriber that has ended already for one that ends at once', async () => {
    await using rig = await createRig()
    const prices = rig.system.spawn(Prices)
    const gone = rig.system.spawn(ticker([]), ['a'])
    await rig.system.stop(gone)
    await prices.ask('subscribe', gone)
    await settled()
    expect(await prices.ask('subscribers')).toBe(0)
  })

  test('keeps two subscribers apart that bear the same name one after the other', async () => {
    await using rig = await createRig()
    const seen: string[] = []
    const Ticker = ticker(seen)
    const prices = rig.system.spawn(Prices)
    const first = rig.system.spawn(Ticker, ['first'], { name: 'ticker' })
    await prices.ask('subscribe', first)
    await rig.system.stop(first)
    const second = rig.system.spawn(Ticker, ['second'], { name: 'ticker' })
    await prices.ask('subscribe', second)
    await prices.ask('unsubscribe', first)
    await prices.ask('publish', 'priced', 'X', 1)
    await settled()
    expect(seen).toEqual(['second X 1'])
  })

  test('answers with a rejection what no compiler checked, and goes on', async () => {
    await using rig = await createRig()
    const prices = rig.system.spawn(Prices)
    const codeOf = (ask: Promise<unknown>) => ask.catch((error) => error.code)
    expect(await codeOf(unchecked(prices).ask('subscribe', 'me'))).toBe('invalid-option')
    expect(await codeOf(unchecked(prices).ask('unsubscribe'))).toBe('invalid-option')
    expect(await codeOf(unchecked(prices).ask('publish', 1))).toBe('invalid-name')
    expect(await prices.ask('subscribers')).toBe(0)
    expect(rig.failures).toEqual([])
  })
})
