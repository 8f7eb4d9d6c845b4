import { expect, test } from 'vitest'
import { diagramOn, drawings, isSameDrawing } from './drawings.ts'

const diagram = [
  'sequenceDiagram',
  '  participant p0 as ann',
  '  participant p1 as bob',
  '  p0-)p1: add(1)',
].join('\n')

function pageWith(comment: string): string {
  return ['# Title', '', comment, '```mermaid', diagram, '```', ''].join('\n')
}

test.each([
  ['<!-- drawn: bank --on here -->', { args: ['bank', '--on', 'here'], number: 1, rigour: 'exactly' }],
  ['<!-- drawn, diagram 3: bank -->', { args: ['bank'], number: 3, rigour: 'exactly' }],
  ['<!-- drawn, diagram 2, loosely: bank -->', { args: ['bank'], number: 2, rigour: 'loosely' }],
  ['<!-- drawn, once: bank -->', { args: ['bank'], number: 1, rigour: 'once' }],
])('a diagram has the command that draws it above: %s', (comment, expected) => {
  expect(drawings('page', pageWith(comment))).toEqual([
    { at: 'page:4', diagram: `${diagram}\n`, ...expected },
  ])
})

test.each([[''], ['<!-- drawn by hand -->']])('a diagram without one is nobody’s: %j', (comment) => {
  expect(drawings('page', pageWith(comment))).toEqual([])
})

test('a diagram is found on a page by its number', () => {
  expect(diagramOn(pageWith(''), 1)).toBe(`${diagram}\n`)
  expect(diagramOn(pageWith(''), 2)).toBe('')
})

const drawn = { at: 'page:1', args: [], number: 1, diagram }

test('a diagram is the same line by line', () => {
  const exact = { ...drawn, rigour: 'exactly' as const }
  expect(isSameDrawing(exact, `${diagram}\n`)).toBe(true)
  expect(isSameDrawing(exact, diagram.replace('add(1)', 'add(2)'))).toBe(false)
  expect(isSameDrawing(exact, diagram.replace('ann', 'cyd'))).toBe(false)
})

test('where that is enough, it says the same in whatever order, however often, and with other numbers', () => {
  const loose = { ...drawn, rigour: 'loosely' as const }
  const twice = [
    'sequenceDiagram',
    '  participant p0 as bob',
    '  participant p1 as ann',
    '  loop 3 times',
    '    p1-)p0: add(2), … × 12',
    '  end',
  ].join('\n')
  expect(isSameDrawing(loose, twice)).toBe(true)
  expect(isSameDrawing(loose, twice.replace('add', 'sub'))).toBe(false)
  expect(isSameDrawing(loose, twice.replace('p1-)p0', 'p0-)p1'))).toBe(false)
})

test('a run that went its own way may say more than once was said, and not less', () => {
  const once = { ...drawn, rigour: 'once' as const }
  expect(isSameDrawing(once, diagram.replace('p0-)p1', 'p1-)p0'))).toBe(true)
  expect(isSameDrawing(once, `${diagram}\n  p1-xp0: sub(1) is lost`)).toBe(true)
  expect(isSameDrawing(once, diagram.replace('add', 'sub'))).toBe(false)
  const told = (process: number): string => `${diagram}\n  p1-->>p0: { node: 'main', process: ${process}, …`
  expect(isSameDrawing({ ...once, diagram: told(31920) }, told(7))).toBe(true)
})

test('an argument that is cut short may be so elsewhere', () => {
  const cut = (args: string): string => diagram.replace('add(1)', `add(${args}…)`)
  const loose = { ...drawn, diagram: cut('{ life: 1, tag'), rigour: 'loosely' as const }
  expect(isSameDrawing(loose, cut('{ life: 12345'))).toBe(true)
  expect(isSameDrawing(loose, diagram)).toBe(false)
})
