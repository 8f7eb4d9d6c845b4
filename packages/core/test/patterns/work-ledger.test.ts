import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { UntypedRef } from '../../src/patterns/untyped-ref.ts'
import { Job, WorkLedger } from '../../src/patterns/work-ledger.ts'
import { createRig } from '../rig/create-rig.ts'
import { noteTaker } from '../rig/note-taker.ts'
import { unchecked } from '../rig/unchecked.ts'

await using rig = await createRig()
const refs: readonly UntypedRef[] = ['a', 'b', 'c'].map((name) =>
  unchecked(rig.system.spawn(noteTaker([], name))),
)
const [a, b] = refs
if (a === undefined || b === undefined) throw new Error('Three were spawned.')

const full = (ledger: WorkLedger) => {
  const given: { readonly job: Job; readonly to: UntypedRef }[] = []
  for (let next = ledger.assign(); next !== undefined; next = ledger.assign()) given.push(next)
  return given
}
const add = (ledger: WorkLedger, ...works: unknown[]): Job[] =>
  works.map((work) => {
    const job = new Job(work)
    ledger.add(job)
    return job
  })

describe('the ledger of work', () => {
  test('hands out what waits longest, to each worker in turn, and no more than their slots', () => {
    const ledger = new WorkLedger()
    add(ledger, 1, 2, 3, 4)
    ledger.join(a, 1)
    ledger.join(b, 2)
    expect(full(ledger).map(({ job, to }) => [job.work, to])).toEqual([
      [1, a],
      [2, b],
      [3, b],
    ])
    expect([ledger.waiting, ledger.underWay, ledger.workerCount]).toEqual([1, 3, 2])
  })

  test('puts what was not done before what was never begun', () => {
    const ledger = new WorkLedger()
    add(ledger, 1, 2)
    ledger.join(a, 1)
    const [first] = full(ledger)
    if (first === undefined) throw new Error('One was handed out.')
    ledger.join(b, 1)
    ledger.giveBack(first.job)
    const [again] = full(ledger)
    expect([again?.job, again?.to]).toEqual([first.job, b])
    expect(again?.job.deliveries).toBe(2)
  })

  test('gives one that has left nothing, and begins to count anew when it comes back', () => {
    const ledger = new WorkLedger()
    add(ledger, 1, 2)
    expect(ledger.join(a, 1)).toBe(true)
    expect(ledger.join(a, 1)).toBe(false)
    const [first] = full(ledger)
    expect([ledger.leave(a), ledger.leave(a)]).toEqual([true, false])
    expect(full(ledger)).toEqual([])
    ledger.join(a, 1)
    expect(full(ledger)).toHaveLength(1)
    if (first !== undefined) ledger.settle(first.job)
    add(ledger, 3)
    expect(full(ledger)).toEqual([])
  })

  test('keeps each job in one place only, loses none, and overloads nobody, whatever happens', () => {
    const actions = fc.array(fc.tuple(fc.constantFrom(...steps), fc.nat(20)), { maxLength: 80 })
    fc.assert(
      fc.property(actions, (taken) => {
        const run = new Run()
        for (const [step, n] of taken) {
          run[step](n)
          run.check()
        }
        expect(run.ledger.waitingJobs).toHaveLength(run.added - run.settled - run.out.length)
      }),
    )
  })
})

const steps = ['add', 'join', 'leave', 'assign', 'settle', 'giveBack'] as const

/** What may happen to a ledger, and what must hold after it. */
class Run {
  readonly ledger = new WorkLedger()
  out: Job[] = []
  added = 0
  settled = 0

  add(n: number): void {
    this.added += add(this.ledger, n).length
  }

  private who(n: number): UntypedRef {
    return refs[n % refs.length] ?? unchecked(rig.system.spawn(noteTaker([])))
  }

  join(n: number): void {
    this.ledger.join(this.who(n), 1 + (n % 4))
  }

  leave(n: number): void {
    this.ledger.leave(this.who(n))
  }

  assign(): void {
    const given = full(this.ledger)
    this.out.push(...given.map(({ job }) => job))
    for (const { job } of given) expect(job.worker?.busy).toBeLessThanOrEqual(job.worker?.slots ?? 0)
  }

  settle(n: number): void {
    for (const job of this.out.splice(n, 1)) {
      this.ledger.settle(job)
      this.ledger.settle(job)
      this.settled++
    }
  }

  giveBack(n: number): void {
    for (const job of this.out.splice(n, 1)) {
      this.ledger.giveBack(job)
      this.ledger.giveBack(job)
    }
  }

  check(): void {
    expect(this.ledger.underWay).toBe(this.out.length)
    expect(new Set(this.out).size).toBe(this.out.length)
    expect(this.ledger.waiting + this.ledger.underWay + this.settled).toBe(this.added)
    for (const { worker } of this.out) expect(worker?.busy).toBeGreaterThan(0)
  }
}
