import { describe, expect, test } from 'vitest'
import { Clerk, Echo, Journal, Mate, Mourner, Speaker } from './conformance/actors.ts'
import { forManySeeds } from './conformance/storm.ts'

const nodes = ['main', 'one-0', 'one-1', 'two-0']
const settle = (ask: Promise<unknown>): Promise<unknown> => ask.catch((error: unknown) => error)

describe.each([
  ['that meet through their parent', false],
  ['that are connected directly', true],
])(
  'whatever the order in which connections deliver, between nodes %s',
  { timeout: 60_000 },
  (_how, direct) => {
    test('names are free on each node before the end of their owner is seen there [WAT-5]', () =>
      forManySeeds(async ({ system, delivery }) => {
        const journal = system.spawn(Journal)
        const owners = nodes.map((on) => ({ on, owner: system.spawn(Clerk, [], { on }) }))
        const ready = owners.flatMap(({ on, owner }) =>
          nodes.map(async (from) => {
            const [heir, registrant, name] = [
              system.spawn(Clerk, [], { on: from }),
              system.spawn(Clerk, [], { on: nodes[delivery.below(nodes.length)] ?? 'main' }),
              `${on}-${from}`,
            ]
            const inherits = heir.ask('inherit', name, owner, journal)
            // By the owner or by a third, and perhaps not before the owner ends.
            const registers = registrant.ask('register', name, owner)
            await (delivery.below(2) === 0 ? inherits : Promise.all([inherits, registers]))
          }),
        )
        await Promise.all(ready)
        for (const { owner } of owners) owner.tell('finish')
        const count = nodes.length ** 2
        expect(await journal.ask('until', count)).toEqual(Array(count).fill('free, taken over'))
      }, direct))

    test('names of a lost node are free on each of the others when its loss is seen there [WAT-5, case 14]', () =>
      forManySeeds(async ({ system, delivery, kill }) => {
        const journal = system.spawn(Journal)
        const heirs = ['main', 'one-1', 'two-0'].map((on) => system.spawn(Clerk, [], { on }))
        const owners = heirs.map(() => system.spawn(Clerk, [], { on: 'one-0' }))
        await Promise.all(owners.map((owner, i) => owner.ask('register', `name-${i}`)))
        await Promise.all(
          heirs.map((heir, i) =>
            heir.ask('inherit', `name-${i}`, owners[i] ?? expect.unreachable(), journal),
          ),
        )
        delivery.after(delivery.below(10), () => kill('one-0'))
        for (let i = 0; i < 20; i++) await Promise.all(owners.map((owner) => settle(owner.ask('ping'))))
        const count = heirs.length
        expect(await journal.ask('until', count)).toEqual(Array(count).fill('free, taken over'))
      }, direct))

    test('of those who want one name at the same time one gets it [NAM-1]', () =>
      forManySeeds(async ({ system }) => {
        const clerks = [...nodes, ...nodes].map((on) => system.spawn(Clerk, [], { on }))
        const holders = await Promise.all(clerks.map((clerk) => clerk.ask('register', 'the-one')))
        expect(new Set(holders).size).toBe(1)
        const winner = clerks.find((clerk) => clerk.path === holders[0]) ?? expect.unreachable()
        // Whoever tries again and again has it once the winner is gone.
        winner.tell('finish')
        await system.terminated(winner)
        const left = clerks.filter((clerk) => clerk !== winner)
        const next = new Set(await Promise.all(left.map((clerk) => clerk.ask('register', 'the-one'))))
        expect([...next]).toEqual([expect.not.stringContaining(winner.path)])
      }, direct))

    test('a message that stands for an end comes once, after what was sent before, unless unwatched [WAT-2, WAT-3, ORD-1, case 5]', () =>
      forManySeeds(async ({ system, delivery }) => {
        const rounds = nodes.flatMap((from) =>
          nodes.map(async (on) => {
            const journal = system.spawn(Journal)
            const mourner = system.spawn(Mourner, [journal], { on: from })
            const speaker = system.spawn(Speaker, [], { on })
            for (let i = 0; i < 4; i++) void mourner.ask('watch', speaker, 'it')
            await mourner.ask('unwatchOne', 1)
            speaker.tell('speakAndStop', mourner, 5)
            if (delivery.below(2) === 0) await speaker.ask('ping').catch(() => {})
            await mourner.ask('unwatchOne', 3)
            const sentinel = system.spawn(Echo, [], { on })
            await mourner.ask('watch', sentinel, 'sentinel')
            await system.terminated(speaker)
            await system.stop(sentinel)
            let notes: readonly string[] = []
            for (let count = 1; !notes.includes('sentinel 4 ended'); count++)
              notes = await journal.ask('until', count)
            return notes.slice(0, notes.indexOf('sentinel 4 ended'))
          }),
        )
        const words = Array.from({ length: 5 }, (_, i) => `word ${i}`)
        const ends = ['it 0 ended', 'it 2 ended']
        for (const notes of await Promise.all(rounds))
          expect([[...words, ...ends].join(), [...words, ...ends, 'it 3 ended'].join()]).toContain(
            notes.join(),
          )
      }, direct))

    test('linked actors fall together, or neither by the other, however links and unlinks cross [LNK-1]', () =>
      forManySeeds(async ({ system, delivery }) => {
        const pairs = nodes.flatMap((from) => nodes.map((on) => [from, on] as const))
        await Promise.all(
          pairs.map(async ([from, on]) => {
            const [one, other] = [from, on].map((each) =>
              system.spawn(Mate, [], { on: each, restart: 'temporary' }),
            )
            if (one === undefined || other === undefined) return expect.unreachable()
            const steps = Array.from({ length: 6 }, () => {
              const [actor, mate] = delivery.below(2) === 0 ? [one, other] : [other, one]
              return delivery.below(2) === 0 ? actor.ask('link', mate) : actor.ask('unlink', mate)
            })
            await Promise.all(steps)
            // The last word is one of linking: both sides have to agree that they are linked.
            await one.ask('link', other)
            await other.ask('link', one)
            const falling = delivery.below(2) === 0 ? one : other
            const ended = system.terminated(falling === one ? other : one)
            falling.tell('crash', 'x')
            expect(await ended).toMatchObject({
              error: { code: 'linked-actor-ended', cause: { message: 'x' } },
            })
          }),
        )
      }, direct))
  },
)
