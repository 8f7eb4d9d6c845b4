import { describe, expect, it } from 'vitest'
import { AskDeadlines } from '../../src/cell/ask-deadlines.ts'
import { PendingAsk } from '../../src/cell/pending-ask.ts'
import type { Target } from '../../src/cell/target.ts'
import { VirtualClock } from '../rig/virtual-clock.ts'

function setUp() {
  const clock = new VirtualClock()
  const late: [PendingAsk, unknown][] = []
  const sealer = { seal: (value: unknown) => value, snapshot: (value: unknown) => value }
  const asks = new AskDeadlines(clock, sealer, (ask, value) => late.push([ask, value]))
  const ended: string[] = []
  const target = { address: { node: 0, uid: 1, path: 'troupe://main/x' } } as Target
  const begin = (name: string, timeout: number): PendingAsk => {
    const ask = new PendingAsk(asks, target, name, timeout, undefined, undefined)
    ask.promise.then(
      (value) => ended.push(`${name}=${value}`),
      (error) => ended.push(`${name} ${error.code}@${clock.now()}`),
    )
    asks.add(ask)
    return ask
  }
  return { clock, asks, late, ended, begin }
}

describe('AskDeadlines', () => {
  it('gives up on each ask at its own time, whatever the order in which they were made', async () => {
    const { clock, asks, ended, begin } = setUp()
    begin('slow', 300)
    begin('quick', 40)
    begin('second', 300)
    begin('middle', 100)
    await clock.advance(39)
    expect(ended).toEqual([])
    await clock.advance(1000)
    expect(ended).toEqual([
      'quick ask-timeout@40',
      'middle ask-timeout@100',
      'slow ask-timeout@300',
      'second ask-timeout@300',
    ])
    expect(asks.size).toBe(0)
  })

  it('tells which asks wait', () => {
    const { asks, begin } = setUp()
    const [first, , third] = [begin('first', 300), begin('second', 40), begin('third', 300)]
    first?.giveUp(new Error('no more'))
    expect(Array.from(asks.open(), ({ name }) => name)).toEqual(['third', 'second'])
    third?.answer(1)
    expect(Array.from(asks.open(), ({ name }) => name)).toEqual(['second'])
  })

  it('a shorter time-out than that of the ask before it is kept to the millisecond', async () => {
    const { clock, ended, begin } = setUp()
    begin('long', 5000)
    await clock.advance(1)
    begin('short', 3)
    await clock.advance(3)
    expect(ended).toEqual(['short ask-timeout@4'])
  })

  it('an endless ask outlives others that time out', async () => {
    const { clock, asks, ended, begin } = setUp()
    const endless = begin('endless', Number.POSITIVE_INFINITY)
    begin('short', 10)
    await clock.advance(10_000)
    expect(ended).toEqual(['short ask-timeout@10'])
    expect(asks.size).toBe(1)
    endless.answer(7)
    await clock.advance(0)
    expect(ended).toEqual(['short ask-timeout@10', 'endless=7'])
  })

  it('an endless ask sets no timer', async () => {
    const { clock, begin } = setUp()
    begin('endless', Number.POSITIVE_INFINITY)
    expect(clock.pending).toBe(0)
    begin('short', 10)
    await clock.advance(100)
    expect(clock.pending).toBe(0)
  })

  it('one timer serves all, and is set no more when no ask waits', async () => {
    const { clock, begin } = setUp()
    const asks = [begin('a', 1000), begin('b', 2000), begin('c', 1000)]
    expect(clock.pending).toBe(1)
    for (const ask of asks) ask.answer(undefined)
    await clock.advance(25)
    expect(clock.pending).toBe(0)
  })

  it('an ask that is answered leaves its neighbours in their places', async () => {
    const { clock, ended, begin } = setUp()
    begin('first', 50)
    const middle = begin('middle', 50)
    begin('last', 50)
    middle.answer('yes')
    await clock.advance(50)
    expect(ended).toEqual(['middle=yes', 'first ask-timeout@50', 'last ask-timeout@50'])
  })

  it('what comes after the end of an ask is reported, and changes nothing [DEL-3]', async () => {
    const { clock, ended, late, begin } = setUp()
    const ask = begin('slow', 5)
    await clock.advance(5)
    ask.answer('too late')
    await clock.advance(0)
    expect(late).toEqual([[ask, 'too late']])
    expect(ended).toEqual(['slow ask-timeout@5'])
  })

  it('rejects all that wait when told to, endless ones too, and then sets no timer', async () => {
    const { clock, asks, ended, begin } = setUp()
    begin('a', 10)
    begin('b', Number.POSITIVE_INFINITY)
    asks.rejectAll({ code: 'over' })
    await clock.advance(0)
    expect(ended).toEqual(['a over@0', 'b over@0'])
    expect(clock.pending).toBe(0)
  })
})
