import { describe, expect, test } from 'vitest'
import { areDependent, CLOCK } from '../../src/explore/footprint.ts'
import { HappensBefore } from '../../src/explore/happens-before.ts'
import type { ModelEvent } from '../../src/explore/model.ts'
import { firstOf, racesWith } from '../../src/explore/race.ts'
import { awake, sleepAfter } from '../../src/explore/sleep-set.ts'
import { eventOf } from './models/events.ts'

/** One event of a run: its id, what made it possible, what else it has to do with, and what could happen instead. */
type Line = readonly [id: string, createdBy: number, things?: readonly string[], instead?: readonly string[]]

function historyOf(lines: readonly Line[]): HappensBefore {
  const history = new HappensBefore()
  for (const [id, createdBy, things = [], instead = []] of lines) {
    const event = eventOf(id, createdBy)
    const enabled: readonly ModelEvent[] = [event, ...instead.map((other) => eventOf(other))]
    history.push(event, { things: [event.owner, ...things], barrier: false }, enabled)
  }
  return history
}

describe('what happens before what', () => {
  const history = historyOf([
    ['→a#1', -1],
    ['→b#1', -1],
    ['a→b#1', 0],
    ['b→c#1', 2],
    ['→d#1', -1],
  ])

  test.each([
    [0, 2, 'its sending'],
    [1, 2, 'what its owner did before'],
    [0, 3, 'the sending of what led to it'],
    [3, 3, 'itself'],
  ])('%i leads to %i: %s', (earlier, later) => expect(history.leadsTo(earlier, later)).toBe(true))

  test.each([
    [0, 1, 'other actors'],
    [1, 0, 'later'],
    [3, 4, 'nothing in common'],
    [-1, 0, 'the setup is no event'],
  ])('%i does not lead to %i: %s', (earlier, later) => expect(history.leadsTo(earlier, later)).toBe(false))

  test('a thing that two actors have in common puts their events in order', () => {
    const shared = historyOf([
      ['→a#1', -1, ['agreement']],
      ['→b#1', -1, ['agreement']],
    ])
    expect(shared.leadsTo(0, 1)).toBe(true)
  })

  test('a barrier comes after all before it and before all after it', () => {
    const barred = historyOf([['→a#1', -1]])
    barred.push(eventOf('timer b'), { things: ['b'], barrier: true }, [])
    barred.push(eventOf('→c#1'), { things: ['c'], barrier: false }, [])
    expect([barred.leadsTo(0, 1), barred.leadsTo(1, 2), barred.leadsTo(0, 2)]).toEqual([true, true, true])
  })

  test('what is cut back is forgotten', () => {
    const shortened = historyOf([
      ['→a#1', -1, ['agreement']],
      ['→b#1', -1, ['agreement']],
    ])
    shortened.truncate(0)
    shortened.push(eventOf('→c#1'), { things: ['c', 'agreement'], barrier: false }, [])
    expect(shortened.steps.map(({ previous, turn }) => [previous, turn])).toEqual([[[-1, -1], 1]])
  })
})

const race: readonly (readonly [string, readonly Line[], readonly number[]])[] = [
  [
    'two that could both have come first',
    [
      ['→a#1', -1, [], ['b→a#1']],
      ['b→a#1', -1],
    ],
    [0],
  ],
  [
    'of two actors',
    [
      ['→a#1', -1],
      ['→b#1', -1],
    ],
    [],
  ],
  [
    'one that the other led to',
    [
      ['→a#1', -1],
      ['a→a#1', 0],
    ],
    [],
  ],
  [
    'one that came into being meanwhile',
    [
      ['→a#1', -1],
      ['→b#1', -1],
      ['b→a#1', 1],
    ],
    [0],
  ],
  [
    'of one channel',
    [
      ['b→a#1', -1],
      ['b→a#2', -1],
    ],
    [],
  ],
  [
    'the one before the last is the last one’s',
    [
      ['→a#1', -1, [], ['c→a#1']],
      ['b→a#1', -1, [], ['c→a#1']],
      ['c→a#1', -1],
    ],
    [1],
  ],
  [
    'what made the owner wait, when it was refused since',
    [
      ['→a#1', -1, [], ['c→a#1']],
      ['→b#1', 0],
      ['b⇢a#1', 1],
      ['c→a#1', -1],
    ],
    [0],
  ],
  [
    'and the end of waiting, too, if it came into being since',
    [
      ['→a#1', -1],
      ['→b#1', 0],
      ['b⇢a#1', 1],
      ['→c#1', -1],
      ['c→a#1', 3],
    ],
    [2, 0],
  ],
  [
    'what both have to do with',
    [
      ['→a#1', -1, ['agreement']],
      ['→b#1', -1, ['agreement']],
    ],
    [0],
  ],
  [
    'a timer and what set one that is due before',
    [
      ['→a#1', -1, [CLOCK], ['timer b']],
      ['timer a', 0, [CLOCK]],
      ['timer b', -1, [CLOCK]],
    ],
    [0],
  ],
]

test.each(race)('the races of the last event: %s', (_title, lines, expected) => {
  expect(racesWith(historyOf(lines), lines.length - 1, 'fifo')).toEqual(expected)
})

test('messages of one sender race where channels have no order', () => {
  const history = historyOf([
    ['b→a#1', -1, [], ['b→a#2']],
    ['b→a#2', -1],
  ])
  expect(racesWith(history, 1, 'unordered')).toEqual([0])
})

test('a run in which a race is the other way round begins with what waits for nothing else', () => {
  const history = historyOf([
    ['→a#1', -1],
    ['a→c#1', 0],
    ['→b#1', -1],
    ['b→a#1', 2],
  ])
  expect(firstOf(history, 0, 3, eventOf('b→a#1', 2))).toEqual(['→b#1'])
  expect(firstOf(history, 0, 4, eventOf('→d#1'))).toEqual(['→d#1', '→b#1'])
})

const footprint = (...things: readonly string[]) => ({ things, barrier: false })

test.each([
  [footprint('a'), footprint('a'), true],
  [footprint('a'), footprint('b'), false],
  [footprint('a', 'b'), footprint('b'), true],
  [footprint('a', 'p'), footprint('b', 'p'), true],
  [footprint('a', 'p'), footprint('b', 'q'), false],
  [footprint('a'), { things: ['b'], barrier: true }, true],
])('%o and %o depend on each other: %s', (one, other, expected) => {
  expect([areDependent(one, other), areDependent(other, one)]).toEqual([expected, expected])
})

test('what sleeps wakes when something happens that it depends on', () => {
  const sleep = new Map([
    ['→a#1', footprint('a')],
    ['→b#1', footprint('b')],
  ])
  const after = sleepAfter(sleep, footprint('a'))
  expect([...after.keys()]).toEqual(['→b#1'])
  expect(awake([eventOf('→a#1'), eventOf('→b#1')], after).map(({ id }) => id)).toEqual(['→a#1'])
})
