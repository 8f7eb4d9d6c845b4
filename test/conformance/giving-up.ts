import { describe, expect, test } from 'vitest'
import { Faulty, Forwarder, Gate, Journal, Labourer } from './actors.ts'
import { codeOf } from './rejection.ts'
import type { Places } from './suite.ts'

/** The nodes of the one that asks for the program, and of the one that works. */
const layouts: readonly (readonly [string, string])[] = [
  ['main', 'main'],
  ['main', 'one-0'],
  ['one-0', 'main'],
  ['one-0', 'one-1'],
  ['one-0', 'two-0'],
]

export function givingUp({ stage }: Places): void {
  describe.each(layouts)('an ask by way of %s to %s', (by, to) => {
    const cast = () => {
      const { system } = stage()
      const [gate, journal] = [system.spawn(Gate), system.spawn(Journal)]
      const labourer = system.spawn(Labourer, [journal], { on: to })
      const foreman = system.spawn(Labourer, [system.spawn(Journal)], { on: by })
      const forwarder = system.spawn(Forwarder, [], { on: by })
      return { gate, journal, labourer, foreman, forwarder }
    }

    test('that is given up stops the work at once, and the actors go on', async () => {
      const { gate, journal, labourer, foreman } = cast()
      const aborter = new AbortController()
      const outcome = codeOf(labourer.with({ signal: aborter.signal }).ask('work', gate))
      expect(await journal.ask('until', 2)).toEqual(['begins', 'works'])
      aborter.abort()
      expect(await outcome).toBe('ask-aborted')
      expect(await journal.ask('until', 3)).toEqual(['begins', 'works', 'stopped: ask-given-up'])
      const second = foreman.ask('delegate', labourer, gate)
      await journal.ask('until', 4)
      gate.tell('open')
      expect(await second).toBe('done')
    })

    test('that is handled by asking on ends with its asker’s time, and costs nobody a life', async () => {
      const { gate, journal, labourer, foreman } = cast()
      const outcome = codeOf(foreman.with({ timeout: 300 }).ask('delegate', labourer, gate))
      await journal.ask('until', 2)
      // What an actor asks in turn ends by the clock of its own node.
      for (const on of new Set(['main', by])) await stage().pass(300, on)
      expect(await outcome).toBe('ask-timeout')
      expect(await journal.ask('until', 3)).toEqual(['begins', 'works', 'stopped: ask-given-up'])
      gate.tell('open')
      expect(await foreman.ask('delegate', labourer, gate)).toBe('done')
      expect((await journal.ask('all')).filter((note) => note === 'begins')).toHaveLength(1)
    })

    test('by an actor that ends is given up', async () => {
      const { gate, journal, labourer } = cast()
      const { system } = stage()
      const asker = system.spawn(Labourer, [system.spawn(Journal)], { on: by, stopTimeout: 0 })
      const outcome = codeOf(asker.with({ timeout: Infinity }).ask('delegate', labourer, gate))
      await journal.ask('until', 2)
      await system.stop(asker)
      expect(await outcome).toBe('actor-terminated')
      expect(await journal.ask('until', 3)).toContain('stopped: ask-given-up')
    })

    test('that waits behind another is not handled once it is given up [DEL-2]', async () => {
      const { gate, journal, labourer } = cast()
      const first = labourer.ask('work', gate)
      await journal.ask('until', 2)
      const aborter = new AbortController()
      const second = codeOf(labourer.with({ signal: aborter.signal }).ask('work', gate))
      const third = labourer.ask('work', gate)
      aborter.abort()
      expect(await second).toBe('ask-aborted')
      gate.tell('open')
      expect([await first, await third]).toEqual(['done', 'done'])
      expect(await journal.ask('all')).toEqual(['begins', 'works', 'done', 'works', 'done'])
    })

    test('that was forwarded is given up where it went', async () => {
      const { forwarder } = cast()
      const { system } = stage()
      const gate = system.spawn(Gate)
      const faulty = system.spawn(Faulty, [], { on: to })
      const outcome = codeOf(forwarder.with({ timeout: 300 }).ask('wait', faulty, gate))
      await gate.ask('knocked')
      await stage().pass(300)
      expect(await outcome).toBe('ask-timeout')
      gate.tell('open')
      expect(await forwarder.ask('wait', faulty, gate)).toBe('late')
    })
  })
}
