import { describe, expect, test } from 'vitest'
import { Gate, Sink } from './actors.ts'
import type { Places } from './suite.ts'

export function expiry({ stage, places }: Places): void {
  describe.each(places)('messages that may wait for so long only for an actor $name', ({ on }) => {
    test('are not handled after that, and asks among them are refused', async () => {
      const { system, pass } = stage()
      const gate = system.spawn(Gate)
      const sink = system.spawn(Sink, [gate], on)
      sink.tell('block')
      await gate.ask('knocked')
      const [brief, patient] = [sink.with({ ttl: 100 }), sink.with({ ttl: 60_000 })]
      brief.tell('take', 'any', 0)
      patient.tell('take', 'any', 0)
      brief.tell('take', 'any', 7, new ArrayBuffer(8))
      const refused = expect(brief.ask('takeAndConfirm', 'any', 1)).rejects.toMatchObject({
        code: 'message-expired',
        name: 'MessageExpiredError',
      })
      const answered = patient.ask('takeAndConfirm', 'any', 1)
      await pass(101, on.on)
      gate.tell('open')
      await refused
      expect(await answered).toBe(1)
      expect(await sink.ask('taken', 'any')).toEqual({ count: 2, fault: undefined })
    })
  })
}
