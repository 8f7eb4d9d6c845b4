import { type ActorContext, type ActorRef, type AnyActorRef, defineActor, type Watch } from '@troupe/core'
import { createTestSystem, type TestSystem } from '@troupe/testkit'
import { describe, expect, test } from 'vitest'

const ROUNDS = Number(process.env.ROUNDS ?? 1000)

interface TargetProtocol {
  word(number: number): void
  /** Says three words to a watcher, and ends by itself. */
  speakAndStop(watcher: ActorRef<WatcherProtocol>): void
  crash(): void
}

interface WatcherProtocol {
  watch(ref: AnyActorRef): void
  unwatch(number: number): void
  ended(number: number): void
  hear(word: number): void
  link(ref: AnyActorRef): void
}

interface CommanderProtocol {
  command(): void
  ended(): void
}

const target = (seen: string[]) =>
  defineActor('Target', (ctx: ActorContext<TargetProtocol>) => ({
    word: (number) => void seen.push(`word ${number}`),
    speakAndStop(watcher) {
      for (const word of [1, 2, 3]) watcher.tell('hear', word)
      ctx.stop()
    },
    crash() {
      throw new Error('oops')
    },
  }))

/** Watches with numbers, and writes down in which order it is told what. */
const watcher = (seen: string[]) =>
  defineActor('Watcher', (ctx: ActorContext<WatcherProtocol>) => {
    const watches: Watch[] = []
    ctx.on('down', ({ reason }) => void seen.push(`down ${reason}`))
    return {
      watch(ref) {
        watches.push(ctx.watchWith(ref, 'ended', watches.length))
        ctx.watch(ref)
      },
      unwatch(number) {
        const watch = watches[number]
        if (watch !== undefined) ctx.unwatch(watch)
        seen.push(`unwatched ${number}`)
      },
      ended: (number) => void seen.push(`ended ${number}`),
      hear: (word) => void seen.push(`heard ${word}`),
      link: (ref) => ctx.link(ref),
    }
  })

/** Watches its child twice, sends it words, the order to stop, and more words. */
const commander = (seen: string[], told: string[]) =>
  defineActor('Commander', (ctx: ActorContext<CommanderProtocol>) => {
    ctx.on('down', ({ reason }) => void told.push(`down ${reason}`))
    return {
      command() {
        const child = ctx.spawn(target(seen))
        ctx.watch(child)
        ctx.watchWith(child, 'ended')
        for (const word of [1, 2, 3]) child.tell('word', word)
        ctx.stop(child)
        for (const word of [4, 5, 6]) child.tell('word', word)
      },
      ended: () => void told.push('ended'),
    }
  })

/** Checks a rule in many orders of all that can happen, and names the seed of the one that breaks it. */
async function inManyOrders(
  rule: (system: TestSystem, seed: number) => Promise<void>,
  rounds = ROUNDS,
): Promise<void> {
  for (let seed = 1; seed <= rounds; seed++) {
    await using system = createTestSystem({ seed })
    try {
      await rule(system, seed)
    } catch (cause) {
      throw new Error(`With seed ${seed}: ${cause instanceof Error ? cause.message : String(cause)}`, {
        cause,
      })
    }
  }
}

describe(`in ${ROUNDS} orders of all that can happen in one thread`, { timeout: 60_000 }, () => {
  test('what is sent after the order to stop is never handled, and one end is seen [WAT-2, ORD-1, case 1]', () =>
    inManyOrders(async (system) => {
      const seen: string[] = []
      const told: string[] = []
      system.spawn(commander(seen, told)).tell('command')
      await system.settled()
      expect(['word 1', 'word 2', 'word 3'].slice(0, seen.length)).toEqual(seen)
      expect(told).toEqual(['down stopped', 'ended'])
    }))

  test('of four watches, those that are ended early or late tell of no end after that, and the others of one [WAT-2, WAT-3, case 5]', () =>
    inManyOrders(async (system, seed) => {
      const told: string[] = []
      const watched = system.spawn(target([]))
      const by = system.spawn(watcher(told))
      for (let i = 0; i < 4; i++) by.tell('watch', watched)
      by.tell('unwatch', 1)
      await system.settled()
      if (seed % 2 === 0) watched.tell('speakAndStop', by)
      else void system.stop(watched)
      by.tell('unwatch', 3)
      await system.settled()
      const ends = told.filter((each) => each.startsWith('ended'))
      expect(ends.filter((each) => each !== 'ended 3')).toEqual(['ended 0', 'ended 2'])
      expect(told.slice(told.indexOf('unwatched 3'))).not.toContain('ended 3')
      expect(told.filter((each) => each === 'down stopped')).toHaveLength(4)
    }))

  test('an end is seen after all that the ended actor had sent [ORD-1]', () =>
    inManyOrders(async (system) => {
      const told: string[] = []
      const watched = system.spawn(target([]))
      const by = system.spawn(watcher(told))
      by.tell('watch', watched)
      await system.settled()
      watched.tell('speakAndStop', by)
      await system.settled()
      expect(told).toEqual(['heard 1', 'heard 2', 'heard 3', expect.anything(), expect.anything()])
    }))

  test('what has ended, or is ending, when it is watched is told of once [WAT-1, WAT-2, case 2]', () =>
    inManyOrders(async (system) => {
      const told: string[] = []
      const watched = system.spawn(target([]))
      const by = system.spawn(watcher(told))
      by.tell('watch', watched)
      void system.stop(watched)
      by.tell('watch', watched)
      await system.settled()
      expect(told.filter((each) => each.startsWith('ended')).toSorted()).toEqual(['ended 0', 'ended 1'])
      expect(told.filter((each) => /^down (stopped|no-such-actor)$/.test(each))).toHaveLength(2)
    }))

  test('restarts are no ends, and the end after them is one [WAT-2, case 16]', () =>
    inManyOrders(async (system) => {
      const told: string[] = []
      const watched = system.spawn(target([]))
      const by = system.spawn(watcher(told))
      by.tell('watch', watched)
      watched.tell('crash')
      watched.tell('crash')
      await system.settled()
      expect(told).toEqual([])
      await system.stop(watched)
      await system.settled()
      expect(told.toSorted()).toEqual(['down stopped', 'ended 0'])
    }))

  test('of two linked actors, of which one fails for good, the other fails with it [LNK-1]', () =>
    inManyOrders(async (system) => {
      const watched = system.spawn(target([]), [], { restart: 'temporary' })
      const by = system.spawn(watcher([]), [], { restart: 'temporary' })
      const ended = system.terminated(by)
      // The failure may come before the link, which then takes effect at once.
      by.tell('link', watched)
      watched.tell('crash')
      await system.settled()
      expect(await ended).toMatchObject({ error: { code: 'linked-actor-ended' } })
    }))

  test('of those who want a name at the same time one gets it, and it is free when that one has ended [NAM-1, WAT-5, case 14]', () =>
    inManyOrders(async (system) => {
      const seen: string[] = []
      const Wants = defineActor('Wants', (ctx: ActorContext<{ take(): void }>, label: string) => ({
        async take() {
          await ctx.names.register('wanted', ctx.self).then(
            () => seen.push(label),
            (error: { code: string }) => seen.push(error.code),
          )
        },
      }))
      const all = ['a', 'b', 'c'].map((label) => system.spawn(Wants, [label], { name: label }))
      for (const each of all) each.tell('take')
      await system.settled()
      expect(seen.toSorted().slice(1)).toEqual(['name-taken', 'name-taken'])
      const winner = all.find((each) => each.path.endsWith(`/${seen.find((one) => one.length === 1)}`))
      if (winner === undefined) return expect.unreachable()
      await system.stop(winner)
      for (const each of all) if (each !== winner) each.tell('take')
      await system.settled()
      expect(seen.filter((each) => each.length === 1)).toHaveLength(2)
    }, ROUNDS / 4))

  test('an ask of one that crashes meanwhile is answered by this life or the next, or by nobody once it has ended [SUP-1, case 21]', () =>
    inManyOrders(async (system, seed) => {
      const isKept = seed % 2 === 0
      const asked = system.spawn(target([]), [], { restart: isKept ? 'permanent' : 'temporary' })
      const outcomes: string[] = []
      const Asker = defineActor('Asker', (_ctx: ActorContext<{ go(): void }>) => ({
        async go() {
          const outcome = asked.with({ timeout: Number.POSITIVE_INFINITY }).ask('word', 1)
          outcomes.push(
            await outcome.then(
              () => 'answered',
              (error: { code: string }) => error.code,
            ),
          )
        },
      }))
      const Crasher = defineActor('Crasher', (_ctx: ActorContext<{ go(): void }>) => ({
        go: () => void asked.tell('crash'),
      }))
      for (const definition of [Asker, Crasher, Asker, Asker]) system.spawn(definition).tell('go')
      await system.settled()
      expect(outcomes).toHaveLength(3)
      const possible = isKept ? ['answered'] : ['answered', 'actor-terminated']
      expect(outcomes.filter((each) => !possible.includes(each))).toEqual([])
    }))

  test('a parent that is stopped while it spawns has no child when its end is seen [SUP-7]', () =>
    inManyOrders(async (system) => {
      let [begun, over] = [0, 0]
      const seen: string[] = []
      const Child = defineActor('Child', (ctx: ActorContext<{ work(): void }>) => {
        begun++
        ctx.on('stopped', () => void over++)
        return {
          async work() {
            for (let i = 0; i < 20; i++) await Promise.resolve()
          },
        }
      })
      const Brood = defineActor('Brood', (ctx: ActorContext<{ breed(): void }>) => ({
        async breed() {
          await Promise.resolve()
          ctx.spawn(Child).tell('work')
        },
      }))
      const brood = system.spawn(Brood)
      const Stopper = defineActor('Stopper', (ctx: ActorContext<{ go(): void }>) => {
        ctx.on('down', () => void seen.push(`${begun - over} left`))
        return {
          go() {
            ctx.watch(brood)
            void system.stop(brood)
          },
        }
      })
      const stopper = system.spawn(Stopper)
      for (let i = 0; i < 3; i++) brood.tell('breed')
      stopper.tell('go')
      await system.settled()
      expect(seen).toEqual(['0 left'])
    }))
})
