import fc from 'fast-check'
import { expect, it } from 'vitest'
import { Mailbox } from '../../src/cell/mailbox.ts'
import { usualTerms } from '../../src/cell/terms.ts'
import type { Priority } from '../../src/message/priority.ts'

const order: readonly Priority[] = ['high', 'normal', 'low']

type Step = { readonly push: Priority } | 'shift' | 'shiftOldest' | 'takeAsks'

const steps = fc.array(
  fc.oneof(
    {
      weight: 4,
      arbitrary: fc.record({ push: fc.constantFrom<Priority>('normal', 'normal', 'high', 'low') }),
    },
    { weight: 4, arbitrary: fc.constantFrom<Step>('shift') },
    { weight: 1, arbitrary: fc.constantFrom<Step>('shiftOldest', 'takeAsks') },
  ),
  { maxLength: 60 },
)

/** What a mailbox should hold: the numbers of what was sent. */
class Model {
  readonly lanes: Record<Priority, number[]> = { high: [], normal: [], low: [] }

  get length(): number {
    return order.reduce((sum, priority) => sum + this.lanes[priority].length, 0)
  }

  take(from: readonly Priority[]): number | undefined {
    return from
      .map((priority) => this.lanes[priority])
      .find(({ length }) => length > 0)
      ?.shift()
  }
}

function play(step: Step, number: number, mailbox: Mailbox, model: Model): void {
  if (typeof step === 'object') {
    model.lanes[step.push].push(number)
    mailbox.pushTo(step.push, `n${number}`, number)
  } else if (step === 'takeAsks') {
    // None waits: all that does stays where it is.
    expect(mailbox.takeAsks()).toEqual([])
  } else {
    const expected = model.take(step === 'shift' ? order : order.toReversed())
    expect(mailbox[step]()).toBe(expected && `n${expected}`)
    if (expected !== undefined) expect(mailbox.payload).toBe(expected)
  }
}

it('a mailbox gives what waits by priority and in order, however much of it there is, and gives up the oldest', () => {
  fc.assert(
    fc.property(steps, (run) => {
      const mailbox = new Mailbox(usualTerms.mailbox)
      const model = new Model()
      for (const [index, step] of run.entries()) {
        play(step, index + 1, mailbox, model)
        expect(mailbox.length).toBe(model.length)
      }
    }),
  )
})

it('system messages come in their order, however many wait', () => {
  const mailbox = new Mailbox(usualTerms.mailbox)
  const stops = Array.from({ length: 5 }, () => ({ type: 'stop-self' }) as const)
  for (const waiting of [1, 2, 5]) {
    for (const stop of stops.slice(0, waiting)) mailbox.pushSystem(stop)
    expect(mailbox.lastSystem).toBe(stops[waiting - 1])
    for (const stop of stops.slice(0, waiting)) expect(mailbox.shiftSystem()).toBe(stop)
    expect(mailbox.hasSystem).toBe(false)
    expect(mailbox.shiftSystem()).toBeUndefined()
  }
})
