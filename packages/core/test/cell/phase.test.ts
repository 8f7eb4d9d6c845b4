import { describe, expect, it } from 'vitest'
import { type Move, moveFor, type Phase } from '../../src/cell/phase.ts'
import type { Order } from '../../src/cell/system-message.ts'

const phases = ['resting', 'starting', 'running', 'suspended', 'restarting', 'stopping', 'stopped'] as const

/** What each order means in each of the phases above; those that are left out are ignored. */
const table: Readonly<Record<Order, Partial<Record<Phase, Move>>>> = {
  resume: { suspended: 'resume' },
  restart: { suspended: 'restart' },
  rest: { starting: 'rest', running: 'rest', suspended: 'rest' },
  begin: { resting: 'begin', restarting: 'due' },
  stop: Object.fromEntries(phases.map((phase) => [phase, 'stop'])),
  kill: Object.fromEntries(phases.map((phase) => [phase, 'kill'])),
}
const cases = (Object.keys(table) as Order[]).flatMap((order) =>
  phases.map((phase) => ({ order, phase, move: table[order][phase] ?? 'ignore' })),
)

describe('moveFor', () => {
  it.each(cases)('$order given while $phase means $move', ({ order, phase, move }) => {
    expect(moveFor(order, phase, true)).toBe(move)
  })

  it('restarts what is to be resumed and has no handlers', () => {
    expect(moveFor('resume', 'suspended', false)).toBe('restart')
  })
})
