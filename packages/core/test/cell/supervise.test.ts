import { describe, expect, it } from 'vitest'
import { completeSupervision, type SupervisionOptions } from '../../src/behavior/supervision.ts'
import { noStreak } from '../../src/cell/restart-delay.ts'
import { noRestarts, supervise } from '../../src/cell/supervise.ts'
import { ActorStartError } from '../../src/index.ts'

const failure = { error: new Error('broken'), normal: false }
const selfStop = { error: undefined, normal: true }
const start = { error: new ActorStartError('no start'), normal: false }

describe('supervise', () => {
  it.each([
    { options: {}, of: 'failure', given: failure, directive: 'restart' },
    { options: {}, of: 'stop by itself', given: selfStop, directive: 'stop' },
    { options: { restart: 'permanent' }, of: 'failure', given: failure, directive: 'restart' },
    { options: { restart: 'permanent' }, of: 'stop by itself', given: selfStop, directive: 'restart' },
    { options: { restart: 'temporary' }, of: 'failure', given: failure, directive: 'stop' },
    { options: { restart: 'temporary' }, of: 'stop by itself', given: selfStop, directive: 'stop' },
    { options: { decide: () => 'resume' }, of: 'failure', given: failure, directive: 'resume' },
    { options: { decide: () => 'escalate' }, of: 'failure', given: failure, directive: 'escalate' },
    {
      options: { decide: () => 'stop', restart: 'permanent' },
      of: 'failure',
      given: failure,
      directive: 'stop',
    },
    { options: { decide: () => undefined }, of: 'failure', given: failure, directive: 'restart' },
    { options: { decide: () => 'escalate' }, of: 'stop by itself', given: selfStop, directive: 'stop' },
    {
      options: { decide: () => 'restart', restart: 'temporary' },
      of: 'failure',
      given: failure,
      directive: 'stop',
    },
    { options: { decide: () => 'resume' }, of: 'failed start', given: start, directive: 'restart' },
    {
      options: { decide: () => 'resume', restart: 'temporary' },
      of: 'failed start',
      given: start,
      directive: 'stop',
    },
  ] satisfies { options: SupervisionOptions; of: string; given: object; directive: string }[])(
    '$options answers a $of with $directive [SUP-3]',
    ({ options, given, directive }) => {
      expect(supervise(given, completeSupervision(options), noRestarts, 4, 0).directive).toBe(directive)
    },
  )

  it('escalates what would be one restart too many [SUP-4]', () => {
    const spent = { window: [1, 2, 3], streak: noStreak }
    const verdict = supervise(failure, completeSupervision({}), spent, 4, 0)
    expect(verdict).toEqual({ directive: 'escalate', delay: 0, history: spent })
  })

  it('counts restarts alone: a resumed child keeps its budget', () => {
    const before = { window: [1], streak: noStreak }
    const resumed = supervise(failure, completeSupervision({ decide: () => 'resume' }), before, 4, 0)
    expect(resumed.history).toBe(before)
    expect(supervise(failure, completeSupervision({}), before, 4, 0).history.window).toEqual([1, 4])
  })

  it('gives the decision what was thrown, and asks it about failures only', () => {
    const asked: unknown[] = []
    const supervision = completeSupervision({ decide: (error) => void asked.push(error) })
    supervise(failure, supervision, noRestarts, 0, 0)
    supervise(selfStop, supervision, noRestarts, 0, 0)
    expect(asked).toEqual([failure.error])
  })

  it('lets each restart in a row wait longer, by chance a little less, where there is back-off [SUP-5]', () => {
    const supervision = completeSupervision({ backoff: { min: 100, max: 1000, jitter: 0.5 } })
    const first = supervise(failure, supervision, noRestarts, 1000, 0)
    const second = supervise(failure, supervision, first.history, 1200, 0.5)
    expect([first.delay, second.delay]).toEqual([100, 150])
  })

  it('counts restarts with back-off against a budget only where one is said [SUP-4]', () => {
    const backoff = { min: 1, max: 1 }
    const budget = { max: 1, within: 1000 }
    const directives = (options: SupervisionOptions): string[] => {
      let history = noRestarts
      return Array.from({ length: 10 }, (_, now) => {
        const verdict = supervise(failure, completeSupervision(options), history, now, 0)
        history = verdict.history
        return verdict.directive
      })
    }
    expect(new Set(directives({ backoff }))).toEqual(new Set(['restart']))
    expect(directives({ backoff, budget }).slice(0, 3)).toEqual(['restart', 'escalate', 'escalate'])
  })

  it('escalates at once what no life can follow, unless it is to stop anyway [SUP-8]', () => {
    const final = { ...start, final: true }
    const directive = (options: SupervisionOptions): string =>
      supervise(final, completeSupervision(options), noRestarts, 0, 0).directive
    expect(directive({})).toBe('escalate')
    expect(directive({ backoff: { min: 1, max: 1 } })).toBe('escalate')
    expect(directive({ decide: () => 'resume' })).toBe('escalate')
    expect(directive({ restart: 'temporary' })).toBe('stop')
    expect(directive({ decide: () => 'stop' })).toBe('stop')
  })

  it('knows a failed start by its code, since it may come from another node', () => {
    const error = Object.assign(new Error('no start'), { code: 'actor-start-failed' })
    const supervision = completeSupervision({ decide: () => 'resume' })
    expect(supervise({ error, normal: false }, supervision, noRestarts, 0, 0).directive).toBe('restart')
  })

  it.each([
    ['a word of its own', 'ignore', '"ignore"'],
    ['a promise', Promise.resolve('stop'), 'Promise'],
    ['null', null, 'null'],
  ])('refuses %s for a decision', (_what, chosen, words) => {
    const supervision = completeSupervision({ decide: () => chosen as 'stop' })
    expect(() => supervise(failure, supervision, noRestarts, 0, 0)).toThrow(
      expect.objectContaining({ code: 'invalid-option', message: expect.stringContaining(words) }),
    )
  })
})
