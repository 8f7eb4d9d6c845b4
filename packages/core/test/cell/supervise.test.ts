import { describe, expect, it } from 'vitest'
import { completeSupervision, type SupervisionOptions } from '../../src/behavior/supervision.ts'
import { supervise } from '../../src/cell/supervise.ts'
import { ActorStartError } from '../../src/index.ts'

const failure = { error: new Error('broken'), normal: false }
const selfStop = { error: undefined, normal: true }
const start = { error: new ActorStartError('no start'), normal: false }
const spent = [1, 2, 3]

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
      expect(supervise(given, completeSupervision(options), [], 4).directive).toBe(directive)
    },
  )

  it('escalates what would be one restart too many [SUP-4]', () => {
    expect(supervise(failure, completeSupervision({}), spent, 4)).toEqual({
      directive: 'escalate',
      window: spent,
    })
  })

  it('counts restarts alone: a resumed child keeps its budget', () => {
    expect(supervise(failure, completeSupervision({ decide: () => 'resume' }), [1], 4).window).toEqual([1])
    expect(supervise(failure, completeSupervision({}), [1], 4).window).toEqual([1, 4])
  })

  it('gives the decision what was thrown, and asks it about failures only', () => {
    const asked: unknown[] = []
    const supervision = completeSupervision({ decide: (error) => void asked.push(error) })
    supervise(failure, supervision, [], 0)
    supervise(selfStop, supervision, [], 0)
    expect(asked).toEqual([failure.error])
  })
})
