import { describe, expect, test } from 'vitest'
import { Commander, Journal, Producer, Sink, Speaker, Watcher } from './actors.ts'
import type { Places } from './suite.ts'

/** A sender and a receiver: on one node, or on two of which either can be the parent. */
export const pairs = [
  { from: 'main', to: 'main' },
  { from: 'main', to: 'one-0' },
  { from: 'one-0', to: 'main' },
  { from: 'one-0', to: 'one-0' },
  { from: 'one-0', to: 'one-1' },
  { from: 'one-1', to: 'two-0' },
]

/** Nothing can be spawned on the main node from elsewhere: it has no module of definitions. */
const spawnable = pairs.filter(({ from, to }) => from === 'main' || (to !== 'main' && to !== from))

export function ordering({ stage }: Places): void {
  describe.each(pairs)('from $from to $to', ({ from, to }) => {
    test('10,000 messages arrive once, in the order sent, with asks and large payloads among them [ORD-1, DEL-1]', async () => {
      const { system } = stage()
      const sink = system.spawn(Sink, [], { on: to })
      const producer = system.spawn(Producer, [], { on: from }).with({ timeout: 9000 })
      const taken = await producer.ask('produce', sink, 'one', 10_000, true)
      expect(taken).toEqual({ count: 10_000, fault: undefined })
    })

    test('messages of two senders arrive in the order of each [ORD-1]', async () => {
      const { system } = stage()
      const sink = system.spawn(Sink, [], { on: to })
      const senders = ['one', 'other'].map((sender) =>
        system.spawn(Producer, [], { on: from }).ask('produce', sink, sender, 2000, true),
      )
      for (const taken of await Promise.all(senders)) expect(taken).toEqual({ count: 2000, fault: undefined })
    })

    test('the end of a watched actor is seen after the last message that it had sent [ORD-1]', async () => {
      const { system } = stage()
      const journal = system.spawn(Journal)
      const watcher = system.spawn(Watcher, [journal], { on: to })
      const speaker = system.spawn(Speaker, [], { on: from })
      await watcher.ask('watch', speaker, 'speaker')
      speaker.tell('speakAndStop', watcher, 100)
      const notes = await journal.ask('until', 101)
      expect(notes).toEqual([...Array.from({ length: 100 }, (_, i) => `word ${i}`), 'speaker down: stopped'])
    })
  })

  // semantics.md, case 1; OTP signal_SUITE:xm_sig_order
  test.each(spawnable)(
    'what $from sends to $to after the order to stop is not handled, and one end is seen, 1,000 times [ORD-1, case 1]',
    async ({ from, to }) => {
      const commander = stage().system.spawn(Commander, [], { on: from }).with({ timeout: 9000 })
      commander.tell('command', 1000, to)
      await commander.ask('rounds')
      const rounds = await commander.ask('rounds')
      expect(rounds).toHaveLength(1000)
      for (const { handled, downs } of rounds) {
        expect([1, 2, 3].slice(0, handled.length)).toEqual(handled)
        expect(downs).toEqual(['stopped'])
      }
    },
  )
}
