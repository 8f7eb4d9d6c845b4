import { describe, expect, it } from 'vitest'
import type { GroupStrategy } from '../../src/behavior/group.ts'
import { endsAfterFailure, type Member, nextSteps, waitsForStart } from '../../src/cell/group-plan.ts'

const strategies = ['one-for-one', 'one-for-all', 'rest-for-one'] as const

/** What a member is like, in a word or two: its state, and what follows it. */
const kinds = {
  up: { state: 'running', proven: true },
  temp: { state: 'running', proven: true, restart: 'temporary' },
  starting: { state: 'starting' },
  again: { state: 'starting', proven: true },
  new: {},
  rests: { proven: true },
  held: { proven: true, held: true },
  newTemp: { restart: 'temporary' },
  leaving: { state: 'leaving', proven: true },
  toRest: { state: 'running', proven: true, end: 'rest' },
  resting: { state: 'running', proven: true, end: 'rest', told: true },
  toStop: { state: 'running', proven: true, end: 'stop' },
  stopping: { state: 'running', proven: true, end: 'stop', told: true },
  toDrain: { state: 'running', proven: true, end: 'drain' },
} satisfies Record<string, Partial<Member>>

/** A group of members with the numbers 1, 2, 3… */
function group(words: string): Member[] {
  return words.split(' ').map((word, index) => ({
    uid: index + 1,
    restart: 'transient',
    state: 'waiting',
    proven: false,
    held: false,
    end: undefined,
    told: false,
    ...kinds[word as keyof typeof kinds],
  }))
}

const shown = (steps: readonly { readonly uid: number; readonly order: string }[]): string =>
  steps.map(({ uid, order }) => `${order} ${uid}`).join(', ')

describe('endsAfterFailure', () => {
  it.each<[GroupStrategy, string, number, string]>([
    ['one-for-one', 'up up up', 2, 'rest 2'],
    ['rest-for-one', 'up up up', 2, 'rest 2, rest 3'],
    ['rest-for-one', 'up up up', 3, 'rest 3'],
    ['one-for-all', 'up up up', 2, 'rest 1, rest 2, rest 3'],
    // A temporary bystander is removed.
    ['one-for-one', 'temp up temp', 2, 'rest 2'],
    ['rest-for-one', 'temp up temp', 2, 'rest 2, stop 3'],
    ['one-for-all', 'temp up temp', 2, 'stop 1, rest 2, stop 3'],
    // One whose first life has not begun, or whose next one has not, has nothing to end.
    ['one-for-all', 'up starting new', 2, 'rest 1, rest 2'],
    ['one-for-all', 'up again rests newTemp', 2, 'rest 1, rest 2'],
    ['one-for-all', 'up leaving', 1, 'rest 1'],
    ['one-for-all', 'up resting toStop', 1, 'rest 1'],
  ])('%s: of [%s], %i fails, and what follows is: %s [SUP-6]', (strategy, words, failed, expected) => {
    expect(shown(endsAfterFailure(strategy, group(words), failed))).toBe(expected)
  })
})

describe('nextSteps', () => {
  it.each<[readonly GroupStrategy[], string, string]>([
    [strategies, 'new new new', 'begin 1'],
    [strategies, 'starting new new', ''],
    [strategies, 'up new new', 'begin 2'],
    [strategies, 'up starting new', ''],
    [strategies, 'up up up', ''],
    [strategies, 'up leaving new', 'begin 3'],
    // Lives end from the last to the first.
    [['one-for-all', 'rest-for-one'], 'toRest toRest toRest', 'rest 3'],
    [['one-for-all', 'rest-for-one'], 'toRest toRest resting', ''],
    [['one-for-all', 'rest-for-one'], 'toRest toRest rests', 'rest 2'],
    [['one-for-all'], 'toStop toRest rests', 'rest 2'],
    [['one-for-all'], 'toStop rests rests', 'stop 1'],
    // And begin from the first to the last, when all have ended.
    [['one-for-all'], 'resting rests rests', ''],
    [['one-for-all', 'rest-for-one'], 'rests rests rests', 'begin 1'],
    [['one-for-all', 'rest-for-one'], 'again rests rests', ''],
    [['one-for-all', 'rest-for-one'], 'up rests rests', 'begin 2'],
    // Back-off holds up those that come after it.
    [['one-for-all', 'rest-for-one'], 'up held rests', ''],
    [['one-for-one'], 'up held rests', 'begin 3'],
    // Where each stands for itself, it waits for nobody who has started once.
    [['one-for-one'], 'toRest up toRest', 'rest 1, rest 3'],
    [['one-for-one'], 'rests up rests', 'begin 1, begin 3'],
    [['one-for-one'], 'resting up new', 'begin 3'],
    [['one-for-one'], 'starting new', ''],
    [['one-for-one'], 'again new', 'begin 2'],
  ])('%s: of [%s], the next is: %s [SUP-6]', (given, words, expected) => {
    for (const strategy of given) expect(shown(nextSteps(strategy, group(words), false))).toBe(expected)
  })

  it.each([
    ['toStop toStop toStop', 'stop 3'],
    ['toStop toStop stopping', ''],
    ['toStop toStop', 'stop 2'],
    ['toDrain toStop toDrain', 'drain 3'],
    ['toDrain toStop', 'stop 2'],
    ['new', ''],
  ])('of any group that ends, [%s], the next is: %s [SUP-6]', (words, expected) => {
    for (const strategy of strategies) expect(shown(nextSteps(strategy, group(words), true))).toBe(expected)
  })
})

describe('waitsForStart', () => {
  it.each<[readonly GroupStrategy[], string, number, number, boolean]>([
    [strategies, 'starting new', 2, 1, true],
    [strategies, 'up starting new new', 4, 2, true],
    // What is before it, has started, or is not there does not wait for it.
    [strategies, 'new starting', 1, 2, false],
    [strategies, 'starting up', 2, 1, false],
    [strategies, 'up new', 2, 1, false],
    [strategies, 'starting', 1, 1, false],
    [strategies, 'starting', 7, 1, false],
    [strategies, 'new', 1, 7, false],
    // In its next life it holds up those after it, unless each stands for itself.
    [['one-for-all', 'rest-for-one'], 'again rests', 2, 1, true],
    [['one-for-one'], 'again held', 2, 1, false],
  ])('%s: of [%s], that %i waits for %i is %s [SUP-6]', (given, words, later, sooner, expected) => {
    for (const strategy of given) expect(waitsForStart(strategy, group(words), later, sooner)).toBe(expected)
  })
})
