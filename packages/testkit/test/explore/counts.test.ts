import { describe, expect, test } from 'vitest'
import { allTraces, countSchedules, countStates, naiveTraces } from './models/brute-force.ts'
import {
  changRoberts,
  disjointPairs,
  fanIn,
  lostUpdate,
  type Protocol,
  philosophers,
  twoPhaseCommit,
} from './models/protocols.ts'
import { exhaust } from './models/survey.ts'

/** Schedules, traces, bad traces, states: known numbers that an explorer has to come to. */
const known: readonly (readonly [string, Protocol, number, number, number, number])[] = [
  ['three senders to one receiver', fanIn(3), 6, 6, 0, 16],
  ['five senders to one receiver', fanIn(5), 120, 120, 0, 326],
  ['five pairs that have nothing to do with each other', disjointPairs(5), 120, 1, 0, 32],
  ['a lost update of two clients', lostUpdate(2), 20, 6, 4, 22],
  ['a lost update of three clients', lostUpdate(3), 1680, 90, 84, 175],
  ['three philosophers, left fork first', philosophers(3, 'left first'), 456_195, 49, 1, 359],
  ['three philosophers, lower fork first', philosophers(3, 'lower first'), 347_248, 48, 0, 328],
  ['two-phase commit', twoPhaseCommit(3), 540, 6, 0, 34],
  ['two-phase commit with a crash', twoPhaseCommit(3, { crash: ['coordinator'] }), 2352, 16, 10, 68],
  ['an election in a ring', changRoberts(3), 8, 1, 0, 11],
]

/** Beyond that, beginnings of runs that differ only in what commutes are looked at once, and not each on its own. */
const MOST_SCHEDULES = 3000

describe('the exact counts of known protocols', () => {
  test.each(known)('%s: schedules and states', (_title, protocol, schedules, _traces, _bad, states) => {
    expect([countSchedules(protocol), countStates(protocol)]).toEqual([schedules, states])
  })

  test.each(known)('%s: traces, none of them explored twice', (_title, protocol, _schedules, traces, bad) => {
    const found = exhaust(protocol)
    expect([found.traces.size, found.ended, found.bad]).toEqual([traces, traces, bad])
  })

  test.each(known)('%s: the traces are those of all schedules', (_title, protocol, schedules) => {
    const found = exhaust(protocol)
    const all = schedules > MOST_SCHEDULES ? allTraces(protocol) : naiveTraces(protocol)
    expect([...found.traces].sort()).toEqual([...all.keys()].sort())
  })

  test.each(known)('%s: few runs are cut short', (_title, protocol, _schedules, traces) => {
    expect(exhaust(protocol).runs).toBeLessThanOrEqual(traces + 1)
  })
})

/** Protocols with faults, or whose channels have no order: nobody has published their numbers. */
const unpublished: readonly (readonly [string, Protocol, 'fifo' | 'unordered'])[] = [
  ['two messages may be lost', lostUpdate(2, { drop: 2 }), 'fifo'],
  ['a message may arrive twice', lostUpdate(2, { duplicate: 1 }), 'fifo'],
  ['a message may be lost, and one arrive twice', lostUpdate(2, { drop: 1, duplicate: 1 }), 'fifo'],
  ['one of two may crash', twoPhaseCommit(2, { crash: ['coordinator', 'p0'] }), 'fifo'],
  [
    'one may crash, and two messages be lost',
    twoPhaseCommit(2, { crash: ['coordinator', 'p0'], drop: 2 }),
    'fifo',
  ],
  ['messages may overtake each other', twoPhaseCommit(2, { channels: 'unordered' }), 'unordered'],
  ['and arrive twice', twoPhaseCommit(2, { channels: 'unordered', duplicate: 1 }), 'unordered'],
]

test.each(unpublished)('every trace is found where %s', (_title, protocol, channels) => {
  const all = allTraces(protocol)
  const found = exhaust(protocol, channels)
  expect([...found.traces].sort()).toEqual([...all.keys()].sort())
  expect(found.ended).toBe(all.size)
  expect(found.bad).toBe([...all.values()].filter(Boolean).length)
})
