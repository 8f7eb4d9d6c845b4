import { expect, test } from 'vitest'
import { faultsOf } from './fault.ts'
import { type Fault, faultPlan, type Victim } from './fault-plan.ts'

const victims: readonly Victim[] = Array.from({ length: 10 }, (_, i) => ({
  name: `node-${i}`,
  medium: i % 2 === 0 ? 'thread' : 'process',
}))

function faults(seed: number, count: number): readonly Fault[] {
  const plan = faultPlan(seed, victims)
  return Array.from({ length: count }, () => plan.next().value)
}

test('a seed determines the faults and their order, and another one others', () => {
  expect(faults(7, 200)).toEqual(faults(7, 200))
  expect(faults(8, 200)).not.toEqual(faults(7, 200))
})

test('every way to end a thread or a process comes up again and again', () => {
  for (const medium of ['thread', 'process'] as const) {
    const seen = faults(1, 1000).filter(({ victim }) => victim.medium === medium)
    for (const kind of faultsOf(medium)) {
      const share = seen.filter((fault) => fault.kind === kind).length / seen.length
      expect(share, `${kind} of a ${medium}`).toBeGreaterThan(0.03)
    }
  }
})

test('a node is left in peace for a while after each fault', () => {
  const seen = faults(3, 500)
  seen.forEach(({ victim }, at) => {
    const next = seen.slice(at + 1, at + 4).map((fault) => fault.victim.name)
    expect(next).not.toContain(victim.name)
  })
})
