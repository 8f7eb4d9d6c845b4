import { expect, test } from 'vitest'
import { causalCone } from '../../src/explore/causal-cone.ts'
import type { Finding } from '../../src/explore/finding.ts'
import { CLOCK } from '../../src/explore/footprint.ts'
import type { ModelEvent } from '../../src/explore/model.ts'
import type { Passage } from '../../src/explore/passage.ts'
import { readToken, writeToken } from '../../src/explore/replay-token.ts'
import { sequenceDiagram, sequenceText } from '../../src/explore/sequence-diagram.ts'
import { describeWaits, waitCycle } from '../../src/explore/wait-cycle.ts'
import { eventOf } from './models/events.ts'

const place = (events: readonly ModelEvent[]) => events.map((event, step) => ({ event, step }))

const events = [
  eventOf('→a#1'),
  { ...eventOf('a→b#1', 0), name: 'set', payload: { to: 1 } },
  { ...eventOf('drop a→b#2', 0), name: 'set', payload: 2 },
  eventOf('crash b'),
  { ...eventOf('b⇢a#1', 1), name: 'get', payload: 'x;y' },
]

test('a diagram has a line for each event, and says what is wrong', () => {
  expect(sequenceDiagram(place(events), "'b is 2' does not hold").split('\n')).toEqual([
    'sequenceDiagram',
    '  participant p0 as test',
    '  participant p1 as a',
    '  participant p2 as b',
    '  p0-)p1: hello()',
    '  p1-)p2: set({ to: 1 })',
    '  p1-xp2: set(2) is lost',
    '  Note over p2: crashes',
    "  p2-)p1: answer to get: 'x#59;y'",
    "  Note over p0,p2: 'b is 2' does not hold",
  ])
})

test('the text for a terminal says when a message was sent that waited', () => {
  expect(sequenceText(place(events), 'it fails').split('\n')).toEqual([
    '  1  test -> a  hello()',
    '  2  a -> b     set({ to: 1 })',
    '  3  a -x b     set(2) is lost   (sent at 1)',
    '  4  b          crashes',
    "  5  b -> a     answer to get: 'x;y'   (sent at 2)",
    '     => it fails',
  ])
})

test('nothing happened: the diagram says what is wrong all the same', () => {
  expect(sequenceText([], 'it fails')).toContain('=> it fails')
  expect(sequenceDiagram([], 'it fails')).toContain('it fails')
})

function passageOf(list: readonly ModelEvent[]): Passage {
  const footprints = list.map(({ owner }) => ({ things: [owner], barrier: false }))
  return { events: list, enabled: [], footprints, end: 'over', finding: undefined }
}

const finding = (actors: readonly string[], step: number): Finding => ({
  kind: 'always',
  name: 'p',
  text: 'p',
  step,
  actors,
})

test('only what led to the failure is drawn', () => {
  const passage = passageOf([
    eventOf('→a#1'),
    eventOf('→x#1'),
    eventOf('a→b#1', 0),
    eventOf('x→y#1', 1),
    eventOf('→b#1'),
  ])
  const cone = (actors: readonly string[], step: number) =>
    causalCone(passage, finding(actors, step)).map(({ event }) => event.id)
  expect(cone(['b'], 3)).toEqual(['→a#1', 'a→b#1'])
  expect(cone(['b'], 4)).toEqual(['→a#1', 'a→b#1', '→b#1'])
  expect(cone(['a', 'y'], 4)).toEqual(['→a#1', '→x#1', 'x→y#1'])
  expect(cone([], 1)).toEqual(['→a#1', '→x#1'])
})

test('what touched an actor is drawn, and the faults; what a property noticed, or the clock, is no cause', () => {
  const list = [
    eventOf('→a#1'),
    eventOf('→x#1'),
    eventOf('→b#1'),
    eventOf('drop →c#1'),
    eventOf('→y#1'),
    eventOf('→b#2'),
  ]
  const things = [['a', 'b'], ['x', 'always p', CLOCK], ['b', 'always p', CLOCK], ['c'], ['y'], ['b']]
  const footprints = list.map((_, i) => ({
    things: things[i] ?? [],
    noticed: ['always p'],
    barrier: i === 5,
  }))
  const cone = causalCone({ ...passageOf(list), footprints }, finding(['b'], 5))
  expect(cone.map(({ event }) => event.id)).toEqual(['→a#1', '→b#1', 'drop →c#1', '→b#2'])
})

test.each([
  [[]],
  [['a→b#1', '→b#2', 'timer a:ask#1', 'crash desk/parser']],
  [['it\'s,~_ "quoted"→$x#1', 'a\\b\n→c#1']],
])('a token says what was written into it: %o', (ids) => {
  const token = writeToken({ seed: -7, events: ids })
  expect(token).toMatch(/^v1:-7:[^\s'"`$\\]*$/)
  expect(readToken(` ${token}\n`)).toEqual({ seed: -7, events: ids })
})

const waits = (...pairs: readonly string[]) => pairs.map(([from = '', to = '']) => ({ from, to, name: 'q' }))

test.each([
  [waits('ab', 'bc', 'ca'), 'abc'],
  [waits('xa', 'ab', 'ba'), 'ab'],
  [waits('ab', 'bc'), ''],
  [[], ''],
])('who waits in a circle: %o', (asks, circle) => {
  expect(
    waitCycle(asks)
      .map(({ from }) => from)
      .sort()
      .join(''),
  ).toBe(circle)
})

test('the program outside has a name in a list of those who wait', () => {
  expect(describeWaits([{ from: '', to: 'a', name: 'get' }])).toBe("the test waits for a to answer 'get'")
})
