import { describe, expect, it } from 'vitest'
import type { Turn } from '../../src/env/dispatcher.ts'
import { FairDispatcher } from '../../src/env/fair-dispatcher.ts'
import { VirtualClock } from '../rig/virtual-clock.ts'

/** A host whose loop is turned by hand, and that knows what it was asked for. */
function setUp() {
  const clock = new VirtualClock()
  const soon: (() => void)[] = []
  const later: (() => void)[] = []
  const loop = {
    soon: (task: () => void) => void soon.push(task),
    later: (task: () => void) => void later.push(task),
  }
  const dispatcher = new FairDispatcher(clock, loop)
  const runSoon = (): void => {
    for (let task = soon.shift(); task !== undefined; task = soon.shift()) task()
  }
  /** Lets the host see to its own input and timers once. */
  const runHost = (): void => {
    runSoon()
    for (const task of later.splice(0)) task()
    runSoon()
  }
  return { clock, dispatcher, soon, later, runSoon, runHost }
}

const FOR_EVER = 1_000_000

/** An actor that has more to do for as long as any test looks on, each message taking `cost` ms. */
function busy(
  dispatcher: FairDispatcher,
  clock: VirtualClock,
  cost: number,
): Turn & { handled: number; limits: number[] } {
  const turn = {
    handled: 0,
    limits: [] as number[],
    run(limit: number) {
      turn.limits.push(limit)
      turn.handled += limit
      clock.spend(cost * limit)
      if (turn.handled < FOR_EVER) dispatcher.schedule(turn, false)
      return limit
    },
  }
  return turn
}

describe('the fair dispatcher', () => {
  it('gives turns in the order in which they were asked for', () => {
    const { dispatcher, runSoon } = setUp()
    const seen: string[] = []
    const turn = (name: string): Turn => ({ run: () => seen.push(name) && 1 })
    for (const name of ['a', 'b', 'c']) dispatcher.schedule(turn(name), false)
    expect(seen).toEqual([])
    runSoon()
    expect(seen).toEqual(['a', 'b', 'c'])
  })

  it('gives those that a turn has brought to life theirs before others begin, and those that come from outside in their order', () => {
    const { dispatcher, runSoon } = setUp()
    const seen: string[] = []
    const turn = (name: string, children: readonly string[] = []): Turn => ({
      run() {
        for (const child of children) dispatcher.schedule(turn(child), true)
        return seen.push(name) && 1
      },
    })
    dispatcher.schedule(turn('a', ['a1', 'a2']), true)
    dispatcher.schedule(turn('b', ['b1']), true)
    runSoon()
    expect(seen).toEqual(['a', 'a1', 'a2', 'b', 'b1'])
  })

  it('names the actor whose turn it is, and nobody outside of turns', () => {
    const { dispatcher, runSoon } = setUp()
    const seen: unknown[] = []
    const turn: Turn = { run: () => seen.push(dispatcher.current === turn) && 1 }
    expect(dispatcher.current).toBeUndefined()
    dispatcher.schedule(turn, false)
    runSoon()
    expect(seen).toEqual([true])
    expect(dispatcher.current).toBeUndefined()
  })

  it('gives the host a chance at the latest after a few milliseconds, though actors never rest [OVL-3]', () => {
    const { clock, dispatcher, soon, later, runSoon, runHost } = setUp()
    const [a, b] = [busy(dispatcher, clock, 0.001), busy(dispatcher, clock, 0.001)]
    dispatcher.schedule(a, false)
    dispatcher.schedule(b, false)
    for (let round = 0; round < 10; round++) {
      const start = clock.now()
      runSoon()
      expect(soon).toEqual([])
      expect(later).toHaveLength(1)
      expect(clock.now() - start).toBeLessThan(4)
      runHost()
    }
    expect(Math.abs(a.handled - b.handled)).toBeLessThanOrEqual(512)
  })

  it('lets no actor handle more than 256 messages in a turn', () => {
    const { clock, dispatcher, runHost } = setUp()
    const turn = busy(dispatcher, clock, 0.0001)
    dispatcher.schedule(turn, false)
    for (let round = 0; round < 20; round++) runHost()
    expect(Math.max(...turn.limits)).toBe(256)
  })

  it('adapts to handlers that are slow: after a few turns it looks at the clock after each message', () => {
    const { clock, dispatcher, runHost } = setUp()
    const slow = busy(dispatcher, clock, 1.5)
    dispatcher.schedule(slow, false)
    for (let round = 0; round < 20; round++) runHost()
    expect(slow.limits.slice(-10)).toEqual(Array(10).fill(1))
  })

  it('and back to quick ones', () => {
    const { clock, dispatcher, runHost } = setUp()
    let cost = 1.5
    const limits: number[] = []
    const turn: Turn = {
      run(limit) {
        limits.push(limit)
        clock.spend(cost * limit)
        dispatcher.schedule(turn, false)
        return limit
      },
    }
    dispatcher.schedule(turn, false)
    for (let round = 0; round < 20; round++) runHost()
    cost = 0.0001
    for (let round = 0; round < 20; round++) runHost()
    expect(limits.at(-1)).toBe(256)
  })

  it('gives the host a chance after a number of short drains, since a chain of microtasks would starve it [OVL-3]', () => {
    const { dispatcher, soon, later } = setUp()
    let drains = 0
    const turn: Turn = { run: () => ++drains && 1 }
    for (let i = 0; i < 1000 && later.length === 0; i++) {
      dispatcher.schedule(turn, false)
      soon.shift()?.()
    }
    expect(later).toHaveLength(1)
    expect(drains).toBeLessThan(100)
  })

  it('gives the host a chance sooner where short drains take long, as when handlers await between slow steps [OVL-3]', () => {
    const { clock, dispatcher, soon, later } = setUp()
    const turn: Turn = {
      run() {
        clock.spend(1)
        return 1
      },
    }
    while (later.length === 0) {
      dispatcher.schedule(turn, false)
      soon.shift()?.()
    }
    expect(clock.now()).toBeLessThan(20)
  })

  it('gives the host a chance though each turn ends with an answer that goes on to the next [OVL-3]', () => {
    const { dispatcher, later, runSoon } = setUp()
    let answers = 0
    const turn: Turn = {
      run() {
        dispatcher.schedule(turn, false)
        dispatcher.breathe(() => ++answers)
        return 1
      },
    }
    dispatcher.schedule(turn, false)
    runSoon()
    expect(later).toHaveLength(1)
    expect(answers).toBeLessThan(100)
  })

  it('names the actor of an answer to what awaits it, and not to what else continues then', () => {
    const { dispatcher, soon, runSoon } = setUp()
    const seen: [string, boolean][] = []
    const look = (who: string) => () => void seen.push([who, dispatcher.current === turn])
    const turn: Turn = {
      run() {
        soon.push(look('settled before'))
        dispatcher.breathe(() => soon.push(look('awaits the answer')))
        soon.push(look('settled after'))
        return 1
      },
    }
    dispatcher.schedule(turn, false)
    runSoon()
    expect(seen).toEqual([
      ['settled before', false],
      ['awaits the answer', true],
      ['settled after', false],
    ])
    expect(dispatcher.current).toBeUndefined()
  })

  it('after an answer, goes on with the turns that wait', () => {
    const { dispatcher, runSoon } = setUp()
    const seen: string[] = []
    dispatcher.schedule(
      {
        run() {
          dispatcher.breathe(() => seen.push('answer'))
          return 1
        },
      },
      false,
    )
    dispatcher.schedule({ run: () => seen.push('next') && 1 }, false)
    runSoon()
    expect(seen).toEqual(['answer', 'next'])
  })

  it('runs what was to come after the turns, once they have ended, and wakes up for it alone', () => {
    const { dispatcher, runSoon } = setUp()
    const seen: string[] = []
    dispatcher.schedule(
      {
        run() {
          dispatcher.afterTurns(() => seen.push('after'))
          return 1
        },
      },
      false,
    )
    dispatcher.schedule({ run: () => seen.push('turn') && 1 }, false)
    runSoon()
    expect(seen).toEqual(['turn', 'after'])
    dispatcher.afterTurns(() => seen.push('alone'))
    runSoon()
    expect(seen).toEqual(['turn', 'after', 'alone'])
  })

  it('lives on when a turn breaks', () => {
    const { dispatcher, runHost } = setUp()
    const seen: string[] = []
    dispatcher.schedule(
      {
        run() {
          throw new Error('a turn never throws')
        },
      },
      false,
    )
    dispatcher.schedule({ run: () => seen.push('next') && 1 }, false)
    expect(runHost).toThrow('a turn never throws')
    runHost()
    expect(seen).toEqual(['next'])
    expect(dispatcher.current).toBeUndefined()
  })
})
