import { describe, expect, test } from 'vitest'
import { Child, Echo, Faulty, Journal, Parent, Saboteur } from './actors.ts'
import { environment } from './environment.ts'
import { whatIsLeft, whatIsOpen } from './open-resources.ts'
import { errorOf } from './rejection.ts'
import { openStage } from './stage.ts'
import { StandingClock } from './standing-clock.ts'
import type { Transport } from './transport.ts'

export function shutdown(transport: Transport): void {
  describe(`the shutdown of a system with ${transport.name}`, () => {
    test('rejects asks under way, ends every node, and leaves nothing behind, however often it is asked for [SHU-1]', async () => {
      const before = await whatIsOpen()
      const clock = new StandingClock()
      const { system, nodesDown, deadLetters } = await openStage(
        { one: transport.nodes(2) },
        { environment: { ...environment, clock } },
      )
      const journal = system.spawn(Journal)
      const parent = system.spawn(Parent, ['parent', journal], { on: 'one-0' })
      await parent.ask('spawnChild', 'child', { on: 'one-1' })
      const slow = system.spawn(Faulty, [], { on: 'one-0' })
      const asks = [
        errorOf(slow.ask('never')),
        errorOf(system.spawn(Echo, [], { on: 'one-1' }).ask('askNever', slow)),
      ]
      await parent.ask('children')
      const first = system.shutdown({ deadline: 300 })
      const second = system.shutdown()
      await clock.leap(300)
      await Promise.all([first, second])
      await system.shutdown()
      for (const error of await Promise.all(asks)) expect(error).toMatchObject({ code: expect.any(String) })
      expect(nodesDown.map(({ name, error }) => [name, error]).toSorted()).toEqual([
        ['one-0', undefined],
        ['one-1', undefined],
      ])
      expect(await whatIsLeft(before)).toEqual([])
      expect(clock.pending).toBe(0)
      expect(() => system.spawn(Echo)).toThrow(/shut/)
      const lettersBefore = deadLetters.length
      expect(slow.tell('ping')).toBe(true)
      expect(deadLetters).toHaveLength(lettersBefore + 1)
      expect(await errorOf(slow.ask('ping'))).toMatchObject({
        code: expect.stringMatching(/node-down|actor-terminated/),
      })
    })

    test('kills by its deadline what does not stop [SHU-1, SUP-7]', async () => {
      const before = await whatIsOpen()
      const clock = new StandingClock()
      const { system } = await openStage(
        { one: transport.nodes(1) },
        { environment: { ...environment, clock } },
      )
      const child = system.spawn(Child, ['child', system.spawn(Journal)], {
        on: 'one-0',
        stopTimeout: 60_000,
      })
      const asked = errorOf(child.with({ timeout: Infinity }).ask('askNever'))
      const ended = system.shutdown({ deadline: 100 })
      await clock.leap(100)
      await ended
      // Whatever comes first: the order to kill the actor, or the end of its node.
      expect(await asked).toMatchObject({ code: expect.stringMatching(/^(actor-terminated|node-down)$/) })
      expect(await whatIsLeft(before)).toEqual([])
      expect(clock.pending).toBe(0)
    })

    test.each(transport.hangs)(
      'kills by its deadline, and not before, a node that $name [SHU-1]',
      async (hang) => {
        const before = await whatIsOpen()
        const clock = new StandingClock()
        const { system, nodesDown } = await openStage(
          { one: transport.nodes(1) },
          { environment: { ...environment, clock } },
        )
        const saboteur = system.spawn(Saboteur, [], { on: 'one-0' })
        await saboteur.ask('ping')
        await hang.end({ node: 'one-0', saboteur })
        const asked = errorOf(saboteur.with({ timeout: Infinity }).ask('ping'))
        const ended = system.shutdown({ deadline: 100 })
        await clock.pass(99)
        expect(nodesDown).toEqual([])
        await clock.leap(100)
        await ended
        expect(nodesDown).toMatchObject([{ name: 'one-0' }])
        expect(await asked).toMatchObject({ code: expect.stringMatching(/^(actor-terminated|node-down)$/) })
        expect(await whatIsLeft(before)).toEqual([])
        expect(clock.pending).toBe(0)
      },
    )

    test.each(transport.ends)(
      'while a node $name waits for nobody, and leaves nothing behind [SHU-1, NOD-1]',
      async (end) => {
        const before = await whatIsOpen()
        const clock = new StandingClock()
        const { system, nodesDown } = await openStage(
          { one: transport.nodes(2) },
          { environment: { ...environment, clock } },
        )
        const saboteur = system.spawn(Saboteur, [], { on: 'one-0' })
        const faulty = ['one-0', 'one-1'].map((on) => system.spawn(Faulty, [], { on }))
        await saboteur.ask('ping')
        const asks = faulty.map((each) => errorOf(each.ask('never')))
        // How it is brought about may be an ask of the node, which the shutdown cuts off.
        const dying = Promise.allSettled([end.end({ node: 'one-0', saboteur })])
        const ended = system.shutdown({ deadline: 100 })
        await clock.leap(100)
        await ended
        await dying
        for (const error of await Promise.all(asks)) {
          expect(error).toMatchObject({ code: expect.stringMatching(/^(actor-terminated|node-down)$/) })
        }
        expect(new Set(nodesDown.map(({ name }) => name))).toEqual(new Set(['one-0', 'one-1']))
        expect(await whatIsLeft(before)).toEqual([])
        expect(clock.pending).toBe(0)
      },
    )

    test('handles first what waits, where asked to, and leaves no node behind either [SHU-1]', async () => {
      const before = await whatIsOpen()
      const clock = new StandingClock()
      const { system, nodesDown } = await openStage(
        { one: transport.nodes(1) },
        { environment: { ...environment, clock } },
      )
      const echo = system.spawn(Echo, [], { on: 'one-0' })
      const asks = Array.from({ length: 100 }, (_, i) => echo.ask('echo', i))
      await system.shutdown({ drain: true })
      expect(await Promise.all(asks)).toHaveLength(100)
      expect(nodesDown.map(({ name, error }) => [name, error])).toEqual([['one-0', undefined]])
      expect(await whatIsLeft(before)).toEqual([])
      expect(clock.pending).toBe(0)
    })
  })
}
