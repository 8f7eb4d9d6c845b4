import { expect, it } from 'vitest'
import { sequenceDiagram } from '../../src/picture/sequence-diagram.ts'

const a = { id: 'a', name: 'a' }
const b = { id: 'b', name: 'b' }

it('has an arrow for each kind of message', () => {
  const arrow = { type: 'arrow', from: 'a', to: 'b', text: 'x(1)' } as const
  const lines = (['tell', 'ask', 'answer', 'lost'] as const).map((as) => ({ ...arrow, as }))
  expect(sequenceDiagram([a, b], lines).split('\n')).toEqual([
    'sequenceDiagram',
    '  participant p0 as a',
    '  participant p1 as b',
    '  p0-)p1: x(1)',
    '  p0->>p1: x(1)',
    '  p0-->>p1: x(1)',
    '  p0-xp1: x(1)',
  ])
})

it('puts those of one node side by side, into a box', () => {
  const far = (id: string) => ({ id, name: id, box: 'cpu-0' })
  const here = (id: string) => ({ id, name: id, box: 'main' })
  const note = { type: 'note', over: ['d', 'b'], text: 'all of cpu-0' } as const
  expect(sequenceDiagram([here('a'), far('b'), here('c'), far('d')], [note]).split('\n')).toEqual([
    'sequenceDiagram',
    '  box transparent main',
    '    participant p0 as a',
    '    participant p1 as c',
    '  end',
    '  box transparent cpu-0',
    '    participant p2 as b',
    '    participant p3 as d',
    '  end',
    '  Note over p2,p3: all of cpu-0',
  ])
})

it('indents what is in a loop', () => {
  const note = { type: 'note', over: ['a'], text: 'again' } as const
  expect(
    sequenceDiagram([a], [{ type: 'loop', text: '3 times', lines: [note] }])
      .split('\n')
      .slice(2),
  ).toEqual(['  loop 3 times', '    Note over p0: again', '  end'])
})

it('escapes what Mermaid would take for a line, a code or a tag', () => {
  const note = { type: 'note', over: ['a'], text: 'a;b#c\nend\u2028<b>' } as const
  expect(
    sequenceDiagram([{ id: 'a', name: 'x\n;<br>' }], [note])
      .split('\n')
      .slice(1),
  ).toEqual(['  participant p0 as x #59;#60;br#62;', '  Note over p0: a#59;b#35;c end #60;b#62;'])
})

it.each([
  ['%%{init: {"theme": "dark"}}%% x', '#37;%{init: {"theme": "dark"}}#37;% x'],
  ['5 % of $1', '5 % of $1'],
  ['$$x^2$$', '#36;$x^2#36;$'],
  ['wrap: x', 'wrap#58; x'],
  [' :nowrap: x', ':nowrap#58; x'],
  ['unwrap: x', 'unwrap: x'],
])(
  'escapes what Mermaid would take for a directive, a formula or a word on how to set the text: %s',
  (text, written) => {
    const loop = { type: 'loop', text, lines: [{ type: 'note', over: ['a'], text }] } as const
    const lines = sequenceDiagram([{ id: 'a', name: text }], [loop]).split('\n')
    const notes = [`  participant p0 as ${written}`, `  loop ${written}`, `    Note over p0: ${written}`]
    expect(lines.slice(1, 4)).toEqual(notes)
  },
)
