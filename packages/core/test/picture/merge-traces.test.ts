import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { mergeTraces } from '../../src/picture/merge-traces.ts'
import type { TraceStep } from '../../src/picture/trace-step.ts'

function step(kind: TraceStep['kind'], at: number, more: Partial<TraceStep> = {}): TraceStep {
  return { kind, at, path: 'p', other: undefined, via: undefined, name: 'n', text: '', asks: false, ...more }
}

const merged = (main: readonly TraceStep[], far: readonly TraceStep[]) =>
  mergeTraces([
    { node: 'main', steps: main, left: 0 },
    { node: 'far-0', steps: far, left: 0 },
  ])

describe('the traces of several nodes', () => {
  it('are put in the order of time, and what one node did at once stays together', () => {
    const main = [step('spawned', 1, { path: 'm1' }), step('spawned', 3, { path: 'm2' })]
    const far = [
      step('spawned', 2, { path: 'f1' }),
      step('spawned', 2, { path: 'f2' }),
      step('spawned', 3, { path: 'f3' }),
    ]
    expect(merged(main, far).map(({ path }) => path)).toEqual(['m1', 'f1', 'f2', 'f3', 'm2'])
  })

  it('have a message after it was sent, whatever the clocks say, and its sender', () => {
    const main = [step('spawned', 8), step('left', 9, { other: 'ann' })]
    const far = [step('handled', 5, { via: 'main' })]
    expect(merged(main, far).map(({ kind, other }) => [kind, other])).toEqual([
      ['spawned', undefined],
      ['left', 'ann'],
      ['handled', 'ann'],
    ])
  })

  it('give alike messages to their senders in the order they were sent', () => {
    const main = ['ann', 'bob'].map((other) => step('left', 1, { other }))
    const far = [
      step('handled', 1, { via: 'main' }),
      step('lost', 1, { via: 'main' }),
      step('handled', 2, { via: 'main' }),
    ]
    expect(
      merged(main, far)
        .filter(({ kind }) => kind !== 'left')
        .map(({ other }) => other),
    ).toEqual(['ann', 'bob', undefined])
  })

  it('have what follows from an answer, or an end, after it', () => {
    const far = [step('answered', 9, { path: 'q', other: 'p' }), step('stopped', 9, { path: 'q' })]
    const main = [
      step('arrived', 1, { via: 'far-0' }),
      step('handled', 1, { other: 'p' }),
      step('down', 1, { other: 'q' }),
    ]
    expect(merged(main, far).map(({ kind }) => kind)).toEqual([
      'answered',
      'arrived',
      'handled',
      'stopped',
      'down',
    ])
  })

  it('have a child after its parent', () => {
    const main = [step('spawned', 2, { path: 'troupe://main/a' })]
    const far = ['b', 'c'].map((name) => step('spawned', 1, { path: `troupe://far-0/~main/a/${name}` }))
    expect(merged(main, far).map(({ path }) => path.at(-1))).toEqual(['a', 'b', 'c'])
  })

  it('are merged all the same where each waits for what the other has not recorded', () => {
    const main = [step('handled', 1, { via: 'far-0' }), step('left', 2, { path: 'f' })]
    const far = [step('handled', 3, { via: 'main', path: 'f' }), step('left', 4)]
    expect(merged(main, far)).toHaveLength(4)
  })

  it('keep every step once, in the order of its node', () => {
    const steps = fc.array(
      fc.record({
        kind: fc.constantFrom('left', 'handled', 'answered', 'arrived', 'stopped', 'down', 'failed'),
        at: fc.nat(5),
        path: fc.constantFrom('p', 'q'),
        other: fc.constantFrom('p', 'q', undefined),
        via: fc.constantFrom('main', 'far-0', undefined),
        name: fc.constant('n'),
        asks: fc.boolean(),
      }),
    )
    fc.assert(
      fc.property(steps, steps, (main, far) => {
        const [mine, theirs] = [main, far].map((all, lane) =>
          all.map((each, i): TraceStep => ({ ...each, text: `${lane} ${i}` })),
        )
        const all = merged(mine ?? [], theirs ?? []).map(({ text }) => text)
        expect(all.filter((text) => text.startsWith('0'))).toEqual(main.map((_, i) => `0 ${i}`))
        expect(all.filter((text) => text.startsWith('1'))).toEqual(far.map((_, i) => `1 ${i}`))
      }),
    )
  })
})
