import { describe, expect, test } from 'vitest'
import { Echo, Faulty, Forwarder, type ForwarderRef, Gate } from './actors.ts'
import { errorOf } from './rejection.ts'
import type { Places } from './suite.ts'

/** The nodes of the asker, of the forwarder, and of the one that answers. */
const layouts: readonly (readonly [string, string, string])[] = [
  ['main', 'main', 'main'],
  ['main', 'one-0', 'main'],
  ['main', 'main', 'one-0'],
  ['main', 'one-0', 'one-1'],
  ['one-0', 'one-1', 'two-0'],
  ['two-0', 'main', 'two-0'],
]

export function forwarding({ stage }: Places): void {
  describe.each(layouts)('an ask from %s that is forwarded on %s to %s', (from, by, to) => {
    const forwarder = (on = by): ForwarderRef => stage().system.spawn(Forwarder, [], { on })
    const faulty = () => stage().system.spawn(Faulty, [], { on: to })

    test('is answered by the one it came to in the end', async () => {
      const way = [to, by, from, to].map(forwarder)
      const last = way.at(-1)?.path
      const note = { list: new Set([1, 'two']), ref: forwarder(from).path }
      expect(await forwarder().ask('pass', way, note)).toEqual([last, note])
      for (const each of way.slice(0, -1)) expect(await each.ask('count')).toBe(1)
    })

    test('is answered by an actor that was asked by an actor, too', async () => {
      const asker = stage().system.spawn(Echo, [], { on: from })
      const far = stage().system.spawn(Echo, [], { on: to })
      expect(await asker.ask('askFor', far, 'directly')).toBe('directly')
      const other = forwarder(from)
      expect(await other.ask('pass', [forwarder(), forwarder(to)], 1)).toEqual([expect.any(String), 1])
    })

    test('is rejected as it was rejected there', async () => {
      const first = forwarder()
      expect(await errorOf(first.ask('reject', faulty(), 'no'))).toMatchObject({
        message: 'no',
        code: 'overdrawn',
        missing: 17,
      })
      const failed = await errorOf(first.ask('fail', faulty()))
      expect(failed).toMatchObject({ code: 'actor-failed', cause: { message: 'out of range' } })
      expect(await first.ask('count')).toBe(0)
    })

    test('is rejected at once where that one has ended [case 21]', async () => {
      const gone = faulty()
      await stage().system.stop(gone)
      const asked = forwarder().with({ timeout: Number.POSITIVE_INFINITY }).ask('never', gone)
      expect(await errorOf(asked)).toMatchObject({ code: 'actor-terminated' })
    })

    test('outlives the forwarder', async () => {
      const { system } = stage()
      const [first, gate] = [forwarder(), system.spawn(Gate)]
      const asked = first.ask('wait', faulty(), gate)
      await gate.ask('knocked')
      await system.stop(first)
      gate.tell('open')
      expect(await asked).toBe('late')
    })
  })
}
