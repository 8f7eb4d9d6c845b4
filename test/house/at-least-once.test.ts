import { type ActorContext, defineActor, shownState } from '@troupe/core'
import { defineCourier, defineInbox } from '@troupe/core/patterns'
import { type ExploreOptions, explore, type StateView } from '@troupe/testkit'
import { expect, test } from 'vitest'

interface LedgerProtocol {
  book(amount: number): void
}

const Ledger = defineActor('Ledger', (_ctx: ActorContext<LedgerProtocol>) => {
  const booked: number[] = []
  return { book: (amount) => void booked.push(amount), [shownState]: () => [...booked] }
})

const LedgerInbox = defineInbox<LedgerProtocol>('LedgerInbox')
const ToLedger = defineCourier<LedgerProtocol>('ToLedger', { window: 2, retryAfter: 100, deliveries: 1000 })

/** A courier with so much to deliver, and nothing reliable between it and the inbox. */
function deliver(amounts: readonly number[], options: ExploreOptions) {
  return explore((system) => {
    const ledger = system.spawn(Ledger, [], { name: 'ledger' })
    const inbox = system.spawn(LedgerInbox, [ledger], { name: 'inbox' })
    const courier = system.spawn(ToLedger, [inbox], { name: 'courier' })
    for (const amount of amounts) courier.tell('book', amount)
  }, options)
}

const bookedIn = (state: StateView): readonly number[] => state.stateOf<number[]>('ledger') ?? []

/** In both directions, and nowhere else. */
const lossy = (drop: number, duplicate: number) =>
  ({ drop, duplicate, between: ['courier', 'inbox'] }) as const

const onceInOrder = (amounts: readonly number[], lost: number): ExploreOptions => ({
  always: {
    'none is handled twice, and none overtakes': (state) =>
      bookedIn(state).every((amount, index) => amount === amounts[index]),
  },
  finally: { 'all are handled': (state) => bookedIn(state).length === amounts.length },
  sometimes: { 'as many are lost as may be': (state) => state.deadLetters.length === lost },
})

// Two lost and two repeated would be ten times the schedules of these, and show nothing that these do not.
test.each([
  { amounts: [1, 2], drop: 2, duplicate: 1 },
  { amounts: [1, 2], drop: 1, duplicate: 2 },
  { amounts: [1, 2, 3], drop: 1, duplicate: 1 },
])(
  'whatever is lost and repeated between courier and inbox, all is handled once, in order: $amounts, $drop lost, $duplicate repeated [PAT-5]',
  async ({ amounts, drop, duplicate }) => {
    const options = { faults: lossy(drop, duplicate), timers: 'idle' } as const
    const report = await deliver(amounts, { ...onceInOrder(amounts, drop), ...options })
    expect(report.exhaustive).toBe(true)
  },
)

test('nor does it matter when the courier loses patience', async () => {
  const report = await deliver([1, 2, 3], {
    ...onceInOrder([1, 2, 3], 2),
    faults: lossy(2, 2),
    strategy: 'portfolio',
    runs: 60,
    maxSteps: 100,
  })
  expect(report.traces).toBeGreaterThan(30)
})

test('an inbox that is started anew leaves nothing out, and may repeat what nobody knew to be handled', async () => {
  const report = await deliver([1, 2], {
    faults: { drop: 1, between: ['courier', 'inbox'], crash: { of: ['inbox'], max: 1, restart: true } },
    timers: 'idle',
    finally: {
      'all are handled, the first time in order': (state) => String([...new Set(bookedIn(state))]) === '1,2',
    },
    sometimes: { 'one is handled again': (state) => bookedIn(state).length > 2 },
  })
  expect(report.exhaustive).toBe(true)
})

test('a courier that is started anew leaves a dead letter of each message that may not have been handled', async () => {
  const report = await deliver([1, 2, 3], {
    faults: { drop: 1, between: ['courier', 'inbox'], crash: { of: ['courier'], max: 1, restart: true } },
    timers: 'idle',
    always: {
      'none is handled twice, and none overtakes': (state) =>
        bookedIn(state).every((amount, index, all) => index === 0 || amount > Number(all[index - 1])),
    },
    finally: {
      'each is handled, or given up with a trace': (state) => {
        const givenUp = state.deadLetters
          .filter(({ path }) => path === 'courier')
          .map(({ payload }) => payload)
        return [1, 2, 3].every((amount) => bookedIn(state).includes(amount) || givenUp.includes(amount))
      },
    },
    sometimes: { 'some are given up': (state) => state.deadLetters.length > 0 },
  })
  expect(report.exhaustive).toBe(true)
})
