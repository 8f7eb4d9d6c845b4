import { describe, expect, it } from 'vitest'
import {
  type ActorContext,
  type ActorGroup,
  type ActorRef,
  defineActor,
  type GroupOptions,
  type MemberOptions,
  type SpawnOptions,
} from '../../src/index.ts'
import { createRig } from '../rig/create-rig.ts'
import { gate } from '../rig/gate.ts'
import { desk, labelled } from '../rig/group-desk.ts'
import { settled } from '../rig/settled.ts'

const strategies = ['one-for-one', 'one-for-all', 'rest-for-one'] as const
/** Takes what has been seen, so that the next look sees what is new. */
const taken = (seen: string[]): string => seen.splice(0).join(', ')

describe('a group', () => {
  it.each(strategies)(
    '%s starts in order, each member when those before it have started [SUP-6]',
    async (strategy) => {
      await using rig = await createRig()
      const seen: string[] = []
      const [first, second] = [gate(), gate()]
      const { Desk, ref } = desk(seen, { strategy }, [
        ['a', {}, { setups: [first] }],
        ['b'],
        ['c', {}, { setups: [second] }],
        ['d'],
      ])
      rig.system.spawn(Desk)
      for (const label of ['d', 'c', 'b', 'a']) ref(label).tell('note', 'hears')
      await settled()
      expect(taken(seen)).toBe('desk')
      first.open()
      await settled()
      expect(taken(seen)).toBe('a up, a hears, b up, b hears')
      second.open()
      await settled()
      expect(taken(seen)).toBe('c up, c hears, d up, d hears')
    },
  )

  it.each(strategies)('%s of members that start at once is up when its setup returns', async (strategy) => {
    await using rig = await createRig()
    const seen: string[] = []
    rig.system.spawn(desk(seen, { strategy }, [['a'], ['b'], ['c']]).Desk)
    expect(taken(seen)).toBe('desk, a up, b up, c up')
  })

  it.each(strategies)(
    '%s stops in reverse, each member when the one after it has ended [SUP-6]',
    async (strategy) => {
      await using rig = await createRig()
      const seen: string[] = []
      const held = gate()
      const { Desk, ref } = desk(seen, { strategy }, [['a'], ['b', {}, { held: held.promise }], ['c']])
      const parent = rig.system.spawn(Desk)
      ref('b').tell('hold')
      await settled()
      taken(seen)
      const ended = rig.system.stop(parent)
      await settled()
      expect(taken(seen)).toBe('c stopped')
      held.open()
      await ended
      expect(taken(seen)).toBe('b stopped, a stopped, desk stopped')
    },
  )

  it('that stops gives each member its time, then kills it, and goes on with the one before [SUP-6, SUP-7, case 9]', async () => {
    await using rig = await createRig()
    const seen: string[] = []
    const { Desk, ref } = desk(seen, { strategy: 'one-for-all' }, [
      ['a'],
      ['b', { stopTimeout: 100 }, { held: new Promise(() => {}) }],
      ['c'],
    ])
    const parent = rig.system.spawn(Desk)
    ref('b').tell('hold')
    await settled()
    taken(seen)
    const b = rig.system.terminated(ref('b'))
    const ended = rig.system.stop(parent)
    await rig.clock.advance(99)
    expect(taken(seen)).toBe('c stopped')
    await rig.clock.advance(1)
    await ended
    expect(taken(seen)).toBe('b stopped, a stopped, desk stopped')
    expect((await b).reason).toBe('killed')
  })

  it('drains in reverse where its parent is to drain', async () => {
    await using rig = await createRig()
    const seen: string[] = []
    const { Desk, ref } = desk(seen, { strategy: 'rest-for-one' }, [['a'], ['b']])
    const parent = rig.system.spawn(Desk)
    ref('a').tell('note', '1')
    ref('b').tell('note', '2')
    await rig.system.stop(parent, { drain: true })
    expect(taken(seen)).toBe('desk, a up, b up, a 1, b 2, b stopped, a stopped, desk stopped')
    expect(rig.deadLetters).toEqual([])
  })

  it('is one of the parent’s children, by name, and knows its members', async () => {
    await using rig = await createRig()
    const { Desk, ref } = desk([], { strategy: 'one-for-one' }, [['a'], ['b']])
    const parent = rig.system.spawn(Desk, [], { name: 'desk' })
    expect(await parent.ask('members')).toEqual(['a', 'b'])
    expect(rig.system.lookup('troupe://main/desk/b')?.equals(ref('b'))).toBe(true)
    await rig.system.stop(ref('a'))
    expect(await parent.ask('members')).toEqual(['b'])
    parent.tell('add', 'a')
    expect(await parent.ask('members')).toEqual(['b', 'a'])
  })

  it('stopped by its actor ends in reverse, and takes no more members', async () => {
    await using rig = await createRig()
    const seen: string[] = []
    const { Desk } = desk(seen, { strategy: 'one-for-one' }, [['a'], ['b']])
    const parent = rig.system.spawn(Desk)
    parent.tell('stopGroup')
    await settled()
    expect(taken(seen)).toBe('desk, a up, b up, b stopped, a stopped')
    await expect(parent.ask('add', 'c')).rejects.toMatchObject({ cause: { code: 'invalid-option' } })
  })
})

describe('a group belongs to its actor', () => {
  interface KeeperProtocol {
    keep(): Promise<void>
    fail(): void
  }

  it('and is of no use outside its turns, or after its life', async () => {
    await using rig = await createRig()
    const groups: ActorGroup[] = []
    const Keeper = defineActor('Keeper', (ctx: ActorContext<KeeperProtocol>) => {
      groups.push(ctx.group({ strategy: 'one-for-all' }))
      return {
        keep: async () => {},
        fail() {
          throw new Error('x')
        },
      }
    })
    const keeper = rig.system.spawn(Keeper)
    const code = { code: 'outside-turn' }
    for (const use of [
      (group: ActorGroup) => group.spawn(labelled([], 'a')),
      (group: ActorGroup) => group.members,
      (group: ActorGroup) => group.stop(),
    ]) {
      expect(() => use(groups[0] ?? expect.unreachable())).toThrow(expect.objectContaining(code))
    }
    keeper.tell('fail')
    await settled()
    expect(groups).toHaveLength(2)
  })

  it('and ends what is spawned in it while its actor ends', async () => {
    await using rig = await createRig()
    const seen: string[] = []
    const held = gate()
    const Keeper = defineActor('Keeper', (ctx: ActorContext<KeeperProtocol>) => {
      const group = ctx.group({ strategy: 'rest-for-one' })
      group.spawn(labelled(seen, 'a'))
      return {
        async keep() {
          await held.promise
          group.spawn(labelled(seen, 'b')).tell('note', 'hears nothing')
        },
        fail() {},
      }
    })
    const keeper = rig.system.spawn(Keeper)
    keeper.tell('keep')
    await settled()
    const ended = rig.system.stop(keeper)
    await settled()
    held.open()
    await ended
    expect(seen).toEqual(['a up', 'a stopped'])
    expect(rig.deadLetters).toMatchObject([{ name: 'note', payload: 'hears nothing' }])
    expect(rig.failures).toEqual([])
  })
})

describe('a member that awaits, in its setup, one that starts after it', () => {
  it('fails when its time to start is over, with an error that says so [SUP-6, SUP-8]', async () => {
    await using rig = await createRig()
    let later: ActorRef<{ ping(): void }> | undefined
    const Early = defineActor('Early', async (_ctx: ActorContext<{ ping(): void }>) => {
      await Promise.resolve()
      await later?.ask('ping')
      return { ping: () => {} }
    })
    const Late = defineActor('Late', (_ctx: ActorContext<{ ping(): void }>) => ({ ping: () => {} }))
    const Parent = defineActor('Parent', (ctx: ActorContext<{ ping(): void }>) => {
      const group = ctx.group({ strategy: 'rest-for-one', budget: { max: 0, within: 1000 } })
      group.spawn(Early, [], { startTimeout: 100 })
      later = group.spawn(Late)
      return { ping: () => {} }
    })
    rig.system.spawn(Parent, [], { restart: 'temporary' })
    await rig.clock.advance(99)
    expect(rig.failures).toEqual([])
    await rig.clock.advance(1)
    expect(rig.failures[0]?.error).toMatchObject({
      code: 'actor-start-failed',
      message: expect.stringContaining('cannot await those that start after it'),
    })
    await expect(later?.ask('ping')).rejects.toMatchObject({ code: 'actor-terminated' })
  })
})

describe('a member that asks, in its setup, one that starts after it', () => {
  interface MateProtocol {
    ping(): string
  }

  /** A group of two, of whom the first has this setup; and how it goes with them. */
  const pair = (early: (ctx: ActorContext<MateProtocol>, late: ActorRef<MateProtocol>) => unknown) => {
    const met: string[] = []
    const known: ActorRef<MateProtocol>[] = []
    const Early = defineActor('Early', async (ctx: ActorContext<MateProtocol>) => {
      await ctx.names.whereIs('nobody')
      const [late] = known
      if (late !== undefined) await early(ctx, late)
      return { ping: () => 'early' }
    })
    const Late = defineActor('Late', (_ctx: ActorContext<MateProtocol>) => ({
      ping() {
        met.push('late')
        return 'late'
      },
    }))
    const Pair = defineActor('Pair', (ctx: ActorContext<MateProtocol>) => {
      const group = ctx.group({ strategy: 'one-for-all', budget: { max: 0, within: 1000 } })
      group.spawn(Early, [], { name: 'early' })
      known[0] = group.spawn(Late, [], { name: 'late' })
      return { ping: () => 'pair' }
    })
    return { Pair, met, late: () => known[0] ?? expect.unreachable() }
  }

  it('is refused that at once, with the reason; the other never handles it [SUP-6, SUP-8, ASY-3]', async () => {
    await using rig = await createRig()
    const { Pair, met } = pair((_ctx, late) => late.ask('ping'))
    const ended = rig.system.terminated(rig.system.spawn(Pair, [], { name: 'pair', restart: 'temporary' }))
    await settled()
    expect(await ended).toMatchObject({
      reason: 'failed',
      error: {
        code: 'actor-start-failed',
        cause: {
          code: 'ask-cycle',
          chain: ['troupe://main/pair/early', 'troupe://main/pair/late'],
          message: expect.stringContaining('starts after it'),
        },
      },
    })
    expect(rig.clock.now()).toBe(0)
    expect(met).toEqual([])
  })

  it('is refused what it asked before it was known to wait, too [SUP-6, ASY-3]', async () => {
    await using rig = await createRig()
    const asked: string[] = []
    const waiting: ActorRef<MateProtocol>[] = []
    const Early = defineActor('Early', (ctx: ActorContext<MateProtocol>) => {
      const [late] = waiting
      if (late === undefined) return { ping: () => ctx.stop() as never }
      return late.ask('ping').then(
        () => ({ ping: () => 'early' }),
        (error) => {
          asked.push(error.code)
          return { ping: () => 'early, alone' }
        },
      )
    })
    const Late = defineActor('Late', (_ctx: ActorContext<MateProtocol>) => ({
      ping() {
        asked.push('late')
        return 'late'
      },
    }))
    const Pair = defineActor('Pair', (ctx: ActorContext<MateProtocol>) => {
      const group = ctx.group({ strategy: 'one-for-all' })
      const early = group.spawn(Early, [], { restart: 'permanent' })
      waiting[0] = group.spawn(Late)
      return { ping: () => early.ask('ping') }
    })
    const couple = rig.system.spawn(Pair)
    await expect(couple.with({ timeout: 1 }).ask('ping')).resolves.toBe(undefined)
    await settled()
    expect(await couple.ask('ping')).toBe('early, alone')
    expect(asked).toEqual(['ask-cycle'])
    expect(rig.deadLetters).toMatchObject([{ name: 'ping', reason: 'expired' }])
  })

  it('may pipe the answer, or tell it, where its setup does not wait [SUP-6]', async () => {
    await using rig = await createRig()
    const heard: string[] = []
    const late: ActorRef<MateProtocol>[] = []
    interface EarlyProtocol {
      heard(word: string): void
      fall(): void
    }
    const Early = defineActor('Early', (ctx: ActorContext<EarlyProtocol>) => {
      for (const ref of late) ctx.pipe(ref.ask('ping'), 'heard')
      return {
        heard: (word) => void heard.push(word),
        fall() {
          throw new Error('falls')
        },
      }
    })
    const Late = defineActor('Late', (_ctx: ActorContext<MateProtocol>) => ({ ping: () => 'late' }))
    const Pair = defineActor('Pair', (ctx: ActorContext<MateProtocol>) => {
      const group = ctx.group({ strategy: 'one-for-all' })
      const early = group.spawn(Early)
      late[0] = group.spawn(Late)
      early.tell('fall')
      return { ping: () => 'pair' }
    })
    rig.system.spawn(Pair)
    await settled()
    expect(heard).toEqual(['late'])
    expect(rig.failures).toHaveLength(1)
  })
})

describe('a bad group', () => {
  it.each([
    ['a strategy that does not exist', { strategy: 'all-for-one' }, 'all-for-one'],
    ['no strategy', {}, 'strategy'],
    ['nothing at all', undefined, 'strategy'],
    ['a bad budget', { strategy: 'one-for-one', budget: { max: -1, within: 1 } }, 'budget'],
    ['a bad back-off', { strategy: 'one-for-one', backoff: { min: Number.NaN, max: 1 } }, 'backoff.min'],
  ])('with %s is refused when it is made', async (_what, options, words) => {
    await using rig = await createRig()
    const seen: string[] = []
    rig.system.spawn(desk(seen, options as GroupOptions, [['a']]).Desk, [], { restart: 'temporary' })
    expect(seen).toEqual(['desk'])
    expect(rig.failures[0]?.error).toMatchObject({
      cause: { code: 'invalid-option', message: expect.stringContaining(words) },
    })
  })

  it.each<SpawnOptions>([{ budget: { max: 1, within: 1 } }, { backoff: { min: 1, max: 1 } }])(
    'member, with %o of its own, is refused when it is spawned',
    async (options) => {
      await using rig = await createRig()
      const seen: string[] = []
      const wrong: MemberOptions = { restart: 'temporary', ...options }
      rig.system.spawn(desk(seen, { strategy: 'one-for-one' }, [['a', wrong]]).Desk, [], {
        restart: 'temporary',
      })
      expect(seen.filter((each) => each === 'a up')).toEqual([])
      expect(rig.failures[0]?.error).toMatchObject({ cause: { code: 'invalid-option' } })
    },
  )
})
