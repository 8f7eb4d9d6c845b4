import { describe, expect, it } from 'vitest'
import { type ActorContext, type ActorRef, AskCycleError, defineActor } from '../../src/index.ts'
import { createRig } from '../rig/create-rig.ts'
import { gate } from '../rig/gate.ts'
import { settled } from '../rig/settled.ts'

interface HopProtocol {
  /** Asks the first of the way to go the rest of it, and answers with the names that it led to. */
  go(way: readonly ActorRef<HopProtocol>[]): Promise<string>
  /** Asks each in turn for its name, then goes. */
  goAfter(first: ActorRef<HopProtocol>, way: readonly ActorRef<HopProtocol>[]): Promise<string>
  /** Asks and does not wait. */
  fire(way: readonly ActorRef<HopProtocol>[]): void
  name(): string
}

function hops(interleave: readonly (keyof HopProtocol)[] = []) {
  const outcomes: string[] = []
  const Hop = defineActor(
    'Hop',
    (_ctx: ActorContext<HopProtocol>, name: string) => {
      const go = async (way: readonly ActorRef<HopProtocol>[]): Promise<string> => {
        const [next, ...rest] = way
        return next === undefined ? name : `${name} ${await next.ask('go', rest)}`
      }
      return {
        go,
        async goAfter(first, way) {
          await first.ask('name')
          await first.ask('name')
          return go(way)
        },
        fire(way) {
          go(way).then(
            (value) => outcomes.push(value),
            (error: { code: string }) => outcomes.push(error.code),
          )
        },
        name: () => name,
      }
    },
    { interleave },
  )
  return { Hop, outcomes }
}

/** The cycle that an asker was told of, by the way of failures that it made on its way back. */
function cycleIn(error: unknown): readonly string[] {
  let each = error
  while (each instanceof Error && !(each instanceof AskCycleError)) each = each.cause
  expect(each).toBeInstanceOf(AskCycleError)
  return (each as AskCycleError).chain.map((path) => path.replace('troupe://main/', ''))
}

const reason = (error: unknown): unknown => error

describe('an ask whose answer would wait for itself is refused at once, with the path [ASY-3]', () => {
  it.each([
    { way: ['a'], chain: ['a', 'a'] },
    { way: ['b', 'a'], chain: ['a', 'b', 'a'] },
    { way: ['b', 'c', 'a'], chain: ['a', 'b', 'c', 'a'] },
    { way: ['b', 'c', 'b'], chain: ['a', 'b', 'c', 'b'] },
  ])('from a by the way of $way', async ({ way, chain }) => {
    await using rig = await createRig()
    const { Hop } = hops()
    const refs = Object.fromEntries(
      ['a', 'b', 'c'].map((name) => [name, rig.system.spawn(Hop, [name], { name })]),
    )
    const refOf = (name: string): ActorRef<HopProtocol> => refs[name] ?? expect.unreachable()
    for (const ask of [
      () => refOf('a').ask('go', way.map(refOf)),
      () => refOf('a').ask('goAfter', rig.system.spawn(Hop, ['x']), way.map(refOf)),
    ]) {
      const error = await ask().catch(reason)
      expect(cycleIn(error)).toEqual(chain)
      expect(rig.clock.now()).toBe(0)
    }
  })

  it.each([
    { way: ['a'], answer: 'a a' },
    { way: ['b', 'a'], answer: 'a b a' },
    { way: ['b', 'c', 'a'], answer: 'a b c a' },
  ])('and goes through by the way of $way where the message interleaves', async ({ way, answer }) => {
    await using rig = await createRig()
    const { Hop } = hops(['go'])
    const refs = new Map(['a', 'b', 'c'].map((name) => [name, rig.system.spawn(Hop, [name])]))
    const refOf = (name: string): ActorRef<HopProtocol> => refs.get(name) ?? expect.unreachable()
    expect(await refOf('a').ask('go', way.map(refOf))).toBe(answer)
  })

  it('while the setup of an actor waits for one that asks it back', async () => {
    await using rig = await createRig()
    const { Hop } = hops()
    const other = rig.system.spawn(Hop, ['other'], { name: 'other' })
    const Starts = defineActor('Starts', async (ctx: ActorContext<HopProtocol>) => {
      await other.ask('go', [ctx.self])
      return expect.unreachable()
    })
    const starts = rig.system.spawn(Starts, [], { name: 'starts', restart: 'temporary' })
    const down = await rig.system.terminated(starts)
    expect(cycleIn(down.error)).toEqual(['starts', 'other', 'starts'])
  })

  it('when an actor asks itself in its setup', async () => {
    await using rig = await createRig()
    const Starts = defineActor('Starts', async (ctx: ActorContext<HopProtocol>) => {
      await ctx.self.ask('name')
      return expect.unreachable()
    })
    const starts = rig.system.spawn(Starts, [], { name: 'starts', restart: 'temporary' })
    const down = await rig.system.terminated(starts)
    expect(cycleIn(down.error)).toEqual(['starts', 'starts'])
  })
})

describe('an ask that nobody waits for in vain is not refused', () => {
  it('a handler that asks and does not wait may be asked back [ASY-3]', async () => {
    await using rig = await createRig()
    const { Hop, outcomes } = hops()
    const [a, b] = [rig.system.spawn(Hop, ['a']), rig.system.spawn(Hop, ['b'])]
    a.tell('fire', [b, a])
    await settled()
    expect(outcomes).toEqual(['a b a'])
  })

  it('an actor that has gone on to another message may be asked back [ASY-3]', async () => {
    await using rig = await createRig()
    const held = gate<string>()
    interface AProtocol {
      ask(b: ActorRef<BProtocol>): void
      hold(): Promise<string>
      name(): string
    }
    interface BProtocol {
      back(a: ActorRef<Pick<AProtocol, 'name'>>): Promise<string>
    }
    const outcomes: string[] = []
    const A = defineActor('A', (ctx: ActorContext<AProtocol>) => ({
      ask(b) {
        b.ask('back', ctx.self).then(
          (value) => outcomes.push(value),
          (error: { code: string }) => outcomes.push(error.code),
        )
      },
      hold: () => held.promise,
      name: () => 'a',
    }))
    const B = defineActor('B', (_ctx: ActorContext<BProtocol>) => ({ back: (a) => a.ask('name') }))
    const a = rig.system.spawn(A)
    a.tell('ask', rig.system.spawn(B))
    a.tell('hold')
    await settled()
    expect(outcomes).toEqual([])
    held.open('done')
    await settled()
    expect(outcomes).toEqual(['a'])
  })

  it('an interleaved handler may ask its own actor for what waits behind another', async () => {
    await using rig = await createRig()
    const { promise, open } = gate()
    interface P {
      slow(): Promise<void>
      value(): number
      peek(): Promise<number>
    }
    const Owner = defineActor(
      'Owner',
      (ctx: ActorContext<P>) => ({ slow: () => promise, value: () => 7, peek: () => ctx.self.ask('value') }),
      { interleave: ['peek'] },
    )
    const owner = rig.system.spawn(Owner)
    owner.tell('slow')
    const peeked = owner.ask('peek')
    await settled()
    open()
    expect(await peeked).toBe(7)
  })

  it('a program may ask an actor that waits, while another answer arrives there', async () => {
    await using rig = await createRig()
    const { Hop } = hops()
    const [b, c] = [rig.system.spawn(Hop, ['b']), rig.system.spawn(Hop, ['c'])]
    const { promise, open } = gate()
    interface P {
      run(): Promise<void>
      name(): string
    }
    const Waits = defineActor('Waits', (_ctx: ActorContext<P>) => ({
      async run() {
        await b.ask('name')
        await promise
      },
      name: () => 'waits',
    }))
    const waits = rig.system.spawn(Waits)
    const run = waits.ask('run')
    // Its answer and that of b come in the same round of turns; what follows here must not count as said by `waits`.
    let asked: Promise<string> = Promise.resolve('')
    const outside = c.ask('name').then(() => {
      asked = waits.ask('name').catch((error: { code: string }) => error.code)
    })
    await outside
    await settled()
    open()
    expect(await asked).toBe('waits')
    await run
  })
})
