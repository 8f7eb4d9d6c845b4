import { describe, expect, test } from 'vitest'
import { Echo, Gate, Producer, Sink } from './actors.ts'
import { pairs } from './ordering.ts'
import type { Places } from './suite.ts'

export function backPressure({ stage }: Places): void {
  describe.each(pairs)('a producer on $from and a slow actor on $to', ({ from, to }) => {
    test('tell says when the way is full, and ready when it is free again [OVL-2]', async () => {
      const { system } = stage()
      const gate = system.spawn(Gate)
      const sink = system.spawn(Sink, [gate], { on: to })
      const producer = system.spawn(Producer, [], { on: from })
      sink.tell('block')
      await gate.ask('knocked')
      const sent = await producer.ask('fill', sink)
      expect(sent).toBeGreaterThan(1000)
      expect(sent).toBeLessThan(20_000)
      const ready = producer.ask('awaitReady', sink)
      // Meanwhile its neighbours are as quick as ever.
      const neighbour = system.spawn(Echo, [], { on: to })
      const asked = system.spawn(Echo, [], { on: from })
      expect(await asked.ask('askFor', neighbour, 1)).toBe(1)
      gate.tell('open')
      expect(await ready).toEqual({ count: sent, fault: undefined })
    })

    test('ready resolves when the actor ends', async () => {
      const { system } = stage()
      const gate = system.spawn(Gate)
      const sink = system.spawn(Sink, [gate], { on: to })
      const producer = system.spawn(Producer, [], { on: from })
      sink.tell('block')
      await gate.ask('knocked')
      await producer.ask('fill', sink)
      const ready = producer.ask('awaitReady', sink).catch((error: unknown) => error)
      const stopped = system.stop(sink)
      gate.tell('open')
      await stopped
      expect(await ready).toMatchObject({ cause: { code: 'actor-terminated' } })
    })

    test('all of 200,000 messages are handled where the producer heeds the sign [OVL-2]', async () => {
      const { system } = stage()
      const sink = system.spawn(Sink, [], { on: to })
      const producer = system.spawn(Producer, [], { on: from }).with({ timeout: 9000 })
      const { waits, ...taken } = await producer.ask('flood', sink, 'one', 200_000)
      expect(taken).toEqual({ count: 200_000, fault: undefined })
      expect(waits).toBeGreaterThan(0)
    })
  })
}
