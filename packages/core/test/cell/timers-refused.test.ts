import { describe, expect, it } from 'vitest'
import { clockwork, setUpClockwork, type Use } from '../rig/clockwork.ts'
import { createRig } from '../rig/create-rig.ts'
import { settled } from '../rig/settled.ts'

describe('timers refuse', () => {
  const wrong: { what: string; does: Use; code: string }[] = [
    { what: 'a negative delay', does: (timers) => timers.after('t', -1, 'tick'), code: 'invalid-option' },
    {
      what: 'a delay that is no number',
      does: (timers) => timers.after('t', NaN, 'tick'),
      code: 'invalid-option',
    },
    { what: 'an interval of 0', does: (timers) => timers.every('t', 0, 'tick'), code: 'invalid-option' },
    { what: 'a negative interval', does: (timers) => timers.every('t', -5, 'tick'), code: 'invalid-option' },
    {
      what: 'an interval that is no number',
      does: (timers) => timers.every('t', NaN, 'tick'),
      code: 'invalid-option',
    },
    {
      what: 'a key that is no string',
      // @ts-expect-error: the compiler sees it too
      does: (timers) => timers.after(5, 5, 'tick'),
      code: 'invalid-option',
    },
    {
      what: 'a message without a handler',
      does: (timers) => timers.after('t', 1, 'tock' as 'tick'),
      code: 'unhandled-message',
    },
    {
      what: 'what cannot be sent',
      does: (timers) => timers.every('t', 1, 'tick', (() => {}) as unknown),
      code: 'unsendable',
    },
  ]
  it.each(wrong)('$what, at the call', async ({ does, code }) => {
    await using t = await setUpClockwork()
    let thrown: unknown
    await t.use((timers) => {
      try {
        does(timers)
      } catch (error) {
        thrown = error
      }
    })
    expect(thrown).toMatchObject({ code })
    expect(await t.use((timers) => timers.has('t'))).toBe(false)
  })

  it('a message without a handler as soon as the setup has returned its handlers', async () => {
    await using rig = await createRig()
    const { Clockwork } = clockwork((timers) => timers.after('t', 1, 'tock' as 'tick'))
    rig.system.spawn(Clockwork, [], { restart: 'temporary' })
    await settled()
    expect(rig.failures[0]).toMatchObject({
      error: { code: 'actor-start-failed', cause: { code: 'unhandled-message' } },
    })
    expect(rig.clock.pending).toBe(0)
  })

  const methods: { name: string; does: Use }[] = [
    { name: 'after', does: (timers) => timers.after('t', 1, 'tick') },
    { name: 'every', does: (timers) => timers.every('t', 1, 'tick') },
    { name: 'cancel', does: (timers) => timers.cancel('t') },
    { name: 'cancelAll', does: (timers) => timers.cancelAll() },
    { name: 'has', does: (timers) => timers.has('t') },
  ]
  it.each(methods)(
    '$name outside the turn of their actor, and in a later life of it [ASY-4]',
    async ({ name, does }) => {
      await using t = await setUpClockwork()
      const [first] = t.contexts
      if (first === undefined) return expect.unreachable()
      const refused = expect.objectContaining({ code: 'outside-turn' })
      expect(() => does(first.timers)).toThrow(refused)
      expect(() => does(first.timers)).toThrow(`ctx.timers.${name} of ${t.ref.path}`)
      t.ref.tell('fail')
      await t.use(() => {
        expect(() => does(first.timers)).toThrow(refused)
      })
      expect(t.contexts).toHaveLength(2)
    },
  )
})
