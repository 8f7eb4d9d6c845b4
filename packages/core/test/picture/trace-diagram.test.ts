import { describe, expect, it } from 'vitest'
import { foldLines } from '../../src/picture/fold-lines.ts'
import { traceDiagram } from '../../src/picture/trace-diagram.ts'
import type { TraceStep } from '../../src/picture/trace-step.ts'

const limits = { lines: 200, participants: 12 }

function step(kind: TraceStep['kind'], path: string, more: Partial<TraceStep> = {}): TraceStep {
  return {
    kind,
    at: 0,
    path: `troupe://${path}`,
    other: undefined,
    via: undefined,
    name: 'add',
    text: '(1)',
    asks: false,
    ...more,
  }
}

const from = (other: string, more: Partial<TraceStep> = {}) => ({ other: `troupe://${other}`, ...more })

/** The diagram without its head, names in the place of aliases. */
function drawn(steps: readonly TraceStep[], left = 0, most = limits): string[] {
  const lines = traceDiagram(steps, most, left).split('\n').slice(1)
  const names = lines.flatMap((line) => / as (.*)/.exec(line)?.[1] ?? [])
  return lines
    .filter((line) => !/participant|box|^ {2}end$/.test(line) || line.includes('loop'))
    .map((line) => line.replace(/p(\d+)(?=[-:)x,])/g, (_, index) => names[Number(index)] ?? '?').trim())
}

describe('the diagram of a run', () => {
  it('has a line for each thing that happens', () => {
    const steps = [
      step('spawned', 'main/desk'),
      step('spawned', 'main/desk/clerk'),
      step('left', 'cpu-0/far', from('main/desk')),
      step('handled', 'main/desk', { other: '' }),
      step('handled', 'main/desk/clerk', from('main/desk', { asks: true })),
      step('answered', 'main/desk/clerk', from('main/desk', { text: '7' })),
      step('handled', 'main/desk/clerk'),
      step('lost', 'main/gone', from('main/desk', { text: '(1) is lost: terminated' })),
      step('failed', 'main/desk', { text: 'fails: oops' }),
      step('restarted', 'main/desk', { text: 'is started anew' }),
      step('down', 'main/desk', from('main/desk/clerk', { text: 'is told that clerk has ended' })),
    ]
    expect(drawn(steps)).toEqual([
      'program-)desk: spawn',
      'desk-)clerk: spawn',
      'program-)desk: add(1)',
      'desk->>clerk: add(1)',
      'clerk-->>desk: 7',
      'Note over clerk: add(1)',
      'desk-xgone: add(1) is lost: terminated',
      'Note over desk: fails: oops',
      'Note over desk: is started anew',
      'Note over desk: is told that clerk has ended',
    ])
  })

  it('shows that an actor on another node was spawned by its parent', () => {
    expect(drawn([step('spawned', 'cpu-0/~main/boss/hand'), step('spawned', 'cpu-0/~main/first')])).toEqual([
      'boss-)hand: spawn',
      'program-)first: spawn',
    ])
  })

  it('says of the end of a node above all who lived there', () => {
    const end = { ...step('node-down', 'x'), path: 'cpu-0', text: 'node cpu-0 is lost' }
    const on = ['a', 'b'].map((name) => step('spawned', `cpu-0/~main/${name}`))
    expect(drawn([...on, end]).at(-1)).toBe('Note over a,b: node cpu-0 is lost')
    expect(drawn([end])).toEqual(['Note over program: node cpu-0 is lost'])
  })

  it('gives an answer to the one whose ask was taken up, where only that is known', () => {
    const steps = ['ann', 'bob'].flatMap((name) => [
      step('handled', 'main/desk', from(`main/${name}`, { asks: true })),
      step('answered', 'main/desk', { other: '', text: `to ${name}` }),
    ])
    expect(drawn(steps)).toEqual([
      'ann->>desk: add(1)',
      'desk-->>ann: to ann',
      'bob->>desk: add(1)',
      'desk-->>bob: to bob',
    ])
  })

  it('numbers actors that have no name, and tells apart those that have one name', () => {
    const told = ['main/A$4294967301', 'main/A$4294967302', 'main/B$3', 'main/x/c', 'main/y/c'].map((path) =>
      step('failed', path),
    )
    expect(traceDiagram(told, limits, 0).match(/as .*/g)).toEqual([
      'as A 1',
      'as A 2',
      'as B',
      'as x/c',
      'as y/c',
    ])
  })

  it('draws a crowd as one where there are too many, the largest first', () => {
    const crowd = Array.from({ length: 20 }, (_, i) =>
      step('handled', 'main/desk', from(`main/Customer$${i}`)),
    )
    const others = ['A$1', 'A$2', 'B$3'].map((name) => step('handled', 'main/desk', from(`main/${name}`)))
    expect(drawn([...crowd, ...others])).toEqual([
      'Customer × 20-)desk: add(1) × 20',
      'A 1-)desk: add(1)',
      'A 2-)desk: add(1)',
      'B-)desk: add(1)',
    ])
  })

  it('has no more lines than it is told, and counts what is left out', () => {
    const many = Array.from({ length: 30 }, (_, i) =>
      step('failed', 'main/desk', { name: `m${i}`, text: `${i}` }),
    )
    expect(drawn(many, 1_000, { ...limits, lines: 2 })).toEqual([
      'Note over desk: 0',
      'Note over desk: 1',
      'Note over desk: … and 1,028 more steps',
    ])
  })

  it('is one of nothing where nothing has happened', () => {
    expect(traceDiagram([], limits, 0)).toBe('sequenceDiagram\n  participant p0 as program')
  })
})

describe('lines that repeat themselves', () => {
  const told = (keys: string, text = (key: string, _index: number) => key) =>
    Array.from(keys, (key, index) => ({
      key,
      line: { type: 'note', over: ['a'], text: text(key, index) } as const,
    }))
  const shown = (...args: Parameters<typeof told>): string[] =>
    foldLines(told(...args)).map((line) =>
      line.type === 'loop'
        ? `${line.text}: ${line.lines.map((each) => (each.type === 'loop' ? '' : each.text)).join('')}`
        : line.text,
    )

  it.each([
    ['', []],
    ['abc', ['a', 'b', 'c']],
    ['aa', ['a', 'a']],
    ['aaaa', ['a × 4']],
    ['xababababy', ['x', '4 times: ab', 'y']],
    ['abcabcabcd', ['3 times: abc', 'd']],
    ['abab', ['a', 'b', 'a', 'b']],
    ['aaabbb', ['a × 3', 'b × 3']],
    ['a'.repeat(1000), ['a × 1,000']],
  ])('%s', (keys, lines) => {
    expect(shown(keys)).toEqual(lines)
  })

  it('say so where they are not all alike', () => {
    expect(shown('aaa', (key, i) => `${key}${i}`)).toEqual(['a0, … × 3'])
    expect(shown('ababab', (key, i) => `${key}${i}`)).toEqual(['3 times, the first of which: a0b1'])
  })
})
