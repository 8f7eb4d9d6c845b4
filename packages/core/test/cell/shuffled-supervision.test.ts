import { describe, expect, it } from 'vitest'
import {
  type ActorContext,
  type ActorRef,
  defineActor,
  type GroupOptions,
  type RestartPolicy,
} from '../../src/index.ts'
import { createRig, type Rig } from '../rig/create-rig.ts'
import { settled } from '../rig/settled.ts'
import { ShuffledDispatcher, seeded } from '../rig/shuffled-dispatcher.ts'

const ROUNDS = 1000

function shuffledRig(chance: () => number): Promise<Rig> {
  const createDispatcher = () => new ShuffledDispatcher(chance)
  return createRig({ environment: { createDispatcher, random: { next: chance } } })
}

interface TakerProtocol {
  take(sender: number, n: number): void
  crash(): void
  end(): void
  ping(): string
}

type TakerRef = ActorRef<TakerProtocol>

/** Takes numbers, and knows of each sender whether they came in order. */
class Taken {
  readonly counts = new Map<number, number>()
  readonly faults: string[] = []

  take(sender: number, n: number): void {
    const due = this.counts.get(sender) ?? 0
    if (n !== due) this.faults.push(`${sender} sent ${due}, and ${n} came`)
    this.counts.set(sender, n + 1)
  }
}

describe('in any order of turns', () => {
  it(`messages of three senders that wait are handled in order by lives that crash, ${ROUNDS} times [SUP-1, case 24]`, async () => {
    for (let seed = 1; seed <= ROUNDS; seed++) {
      const chance = seeded(seed)
      await using rig = await shuffledRig(chance)
      const taken = new Taken()
      const Taker = defineActor('Taker', (_ctx: ActorContext<TakerProtocol>) => ({
        take: (sender, n) => taken.take(sender, n),
        crash() {
          throw new Error('x')
        },
        end() {},
        ping: () => 'pong',
      }))
      const Sender = defineActor(
        'Sender',
        (ctx: ActorContext<{ go(n: number): void }>, id: number, to: TakerRef) => ({
          go(n) {
            if (chance() < 0.3) to.tell('crash')
            to.tell('take', id, n)
            if (n < 9) ctx.self.tell('go', n + 1)
          },
        }),
      )
      const Parent = defineActor('Parent', (ctx: ActorContext<{ child(): TakerRef }>) => {
        const child = ctx.spawn(Taker, [], { budget: { max: 100, within: 1000 } })
        return { child: () => child }
      })
      const child = await rig.system.spawn(Parent).ask('child')
      for (const id of [1, 2, 3]) rig.system.spawn(Sender, [id, child]).tell('go', 0)
      await settled()
      expect({ seed, faults: taken.faults, counts: [...taken.counts].toSorted() }).toEqual({
        seed,
        faults: [],
        counts: [
          [1, 10],
          [2, 10],
          [3, 10],
        ],
      })
      expect(rig.deadLetters).toEqual([])
    }
  }, 30_000)

  it(`a group keeps its order of starts and ends, and loses no message, ${ROUNDS} times [SUP-3, SUP-6]`, async () => {
    for (let seed = 1; seed <= ROUNDS; seed++) await new GroupStory(seed).play()
  }, 30_000)
})

const strategies = ['one-for-one', 'one-for-all', 'rest-for-one'] as const
const policies: readonly RestartPolicy[] = ['permanent', 'transient', 'temporary']

/** One group, what chance does to it, and what must hold whatever that is. */
class GroupStory {
  private readonly chance: () => number
  private readonly options: GroupOptions
  private readonly members: {
    readonly policy: RestartPolicy
    readonly taken: Taken
    sent: number
    up: boolean
  }[]
  private readonly faults: string[] = []
  private readonly seed: number

  constructor(seed: number) {
    this.seed = seed
    this.chance = seeded(seed)
    const backoff = this.chance() < 0.5 ? undefined : { min: 1, max: 5, jitter: 0.5 }
    const budget = { max: 10_000, within: 1_000_000 }
    this.options = { strategy: this.pick(strategies), budget, ...(backoff && { backoff }) }
    this.members = Array.from({ length: 4 }, () => ({
      policy: this.pick(policies),
      taken: new Taken(),
      sent: 0,
      up: false,
    }))
  }

  async play(): Promise<void> {
    await using rig = await shuffledRig(this.chance)
    const refs: TakerRef[] = []
    const Parent = defineActor('Parent', (ctx: ActorContext<{ ping(): void }>) => {
      const group = ctx.group(this.options)
      for (const [index, { policy }] of this.members.entries()) {
        refs.push(group.spawn(this.taker(index), [], { restart: policy }))
      }
      return { ping: () => {} }
    })
    const parent = rig.system.spawn(Parent)
    for (let event = 0; event < 30; event++) {
      this.disturb(refs)
      if (this.chance() < 0.3) await settled()
      if (this.chance() < 0.2) await rig.clock.advance(Math.floor(this.chance() * 4))
    }
    await rig.clock.advance(1000)
    for (const [index, { policy }] of this.members.entries()) {
      if (policy !== 'temporary') expect(await refs[index]?.ask('ping')).toBe('pong')
    }
    await rig.system.stop(parent)
    this.judge(rig)
  }

  private judge(rig: Rig): void {
    const faults = [...this.faults, ...this.members.flatMap(({ taken }) => taken.faults)]
    const lost = this.members.filter(
      ({ policy, sent, taken }) => policy !== 'temporary' && (taken.counts.get(0) ?? 0) !== sent,
    )
    const { seed, options } = this
    expect({ seed, options, faults, lost }).toEqual({ seed, options, faults: [], lost: [] })
    // Of messages to members that ended for good, each that was not handled is a dead letter.
    const sent = this.members.reduce((sum, member) => sum + member.sent, 0)
    const handled = this.members.reduce((sum, { taken }) => sum + (taken.counts.get(0) ?? 0), 0)
    const dead = rig.deadLetters.filter(({ name }) => name === 'take')
    expect({ seed, accounted: handled + dead.length }).toEqual({ seed, accounted: sent })
    expect(rig.clock.pending).toBeLessThanOrEqual(1)
  }

  private disturb(refs: readonly TakerRef[]): void {
    const index = Math.floor(this.chance() * refs.length)
    const [ref, member] = [refs[index], this.members[index]]
    if (ref === undefined || member === undefined) return
    const dice = this.chance()
    if (dice < 0.3) ref.tell('crash')
    else if (dice < 0.4 && member.policy === 'permanent') ref.tell('end')
    else ref.tell('take', 0, member.sent++)
  }

  private taker(index: number) {
    let lives = 0
    return defineActor('Taker', async (ctx: ActorContext<TakerProtocol>) => {
      ctx.on('started', () => this.started(index))
      ctx.on('restart', () => this.ended(index))
      ctx.on('stopped', () => this.leave(index))
      const pauses = Math.floor(this.chance() * 6)
      for (let pause = 0; pause < pauses; pause++) await Promise.resolve()
      if (++lives > 1 && this.chance() < 0.1) throw new Error('no start')
      const handlers = {
        take: (sender: number, n: number) => this.members[index]?.taken.take(sender, n),
        crash() {
          throw new Error('x')
        },
        end: () => ctx.stop(),
        ping: () => 'pong',
      }
      return handlers
    })
  }

  private started(index: number): void {
    const member = this.members[index]
    if (member === undefined) return
    member.up = true
    if (this.options.strategy === 'one-for-one') return
    this.check(
      `${index} started`,
      this.members.slice(0, index),
      (other) => other.up || other.policy === 'temporary',
    )
  }

  private ended(index: number): void {
    this.leave(index)
    if (this.options.strategy === 'one-for-one') return
    this.check(
      `${index} ended`,
      this.members.slice(index + 1),
      (other) => !other.up || other.policy === 'temporary',
    )
  }

  private leave(index: number): void {
    const member = this.members[index]
    if (member !== undefined) member.up = false
  }

  private check(
    what: string,
    others: typeof this.members,
    holds: (other: (typeof others)[number]) => boolean,
  ): void {
    if (!others.every(holds)) this.faults.push(`${what} out of its turn`)
  }

  private pick<T>(from: readonly T[]): T {
    const picked = from[Math.floor(this.chance() * from.length)]
    if (picked === undefined) throw new Error('There is nothing to pick from.')
    return picked
  }
}
