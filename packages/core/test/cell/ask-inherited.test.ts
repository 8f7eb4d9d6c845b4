import { describe, expect, it } from 'vitest'
import {
  type ActorContext,
  type ActorRef,
  AskTimeoutError,
  defineActor,
  type SendOptions,
} from '../../src/index.ts'
import { createRig, type Rig } from '../rig/create-rig.ts'
import { gate } from '../rig/gate.ts'
import { settled } from '../rig/settled.ts'

interface HopProtocol {
  /** Asks the next of the way, with these options, and says what came of it. */
  go(way: readonly ActorRef<HopProtocol>[], options?: SendOptions): Promise<string>
  /** The same, and lets an error through. */
  pass(way: readonly ActorRef<HopProtocol>[]): Promise<string>
  /** Asks twice, one after the other. */
  goTwice(first: ActorRef<HopProtocol>, second: ActorRef<HopProtocol>): Promise<string>
  never(): Promise<string>
  life(): string
}

function hops(rig: Rig) {
  const said: string[] = []
  const errors: AskTimeoutError[] = []
  let lives = 0
  const Hop = defineActor('Hop', (_ctx: ActorContext<HopProtocol>, name: string) => {
    const life = ++lives
    const next = async ([first, ...rest]: readonly ActorRef<HopProtocol>[], options: SendOptions = {}) =>
      first === undefined ? new Promise<string>(() => {}) : first.with(options).ask('go', rest)
    return {
      async go(way, options) {
        try {
          return await next(way, options)
        } catch (error) {
          if (error instanceof AskTimeoutError) errors.push(error)
          said.push(`${name} ${(error as AskTimeoutError).code}@${rig.clock.now()}`)
          return name
        }
      },
      pass: (way) => next(way),
      async goTwice(first, second) {
        await first.ask('life')
        return second.ask('never')
      },
      never: () => new Promise<string>(() => {}),
      life: () => `${name} ${life}`,
    }
  })
  const hop = (name: string) => rig.system.spawn(Hop, [name], { name })
  return { said, errors, hop }
}

const codeOf = (error: { code: string }): string => error.code

describe('an ask that is made while an ask is handled', () => {
  it('waits no longer than its asker does, to the millisecond', async () => {
    await using rig = await createRig()
    const { said, hop } = hops(rig)
    const [a, b, c] = [hop('a'), hop('b'), hop('c')]
    const outcome = a.with({ timeout: 70 }).ask('go', [b, c]).catch(codeOf)
    await rig.clock.advance(69)
    expect(said).toEqual([])
    await rig.clock.advance(1)
    expect(said).toEqual(['a ask-timeout@70', 'b ask-timeout@70'])
    expect(await outcome).toBe('ask-timeout')
  })

  it('waits no longer than its own time-out either', async () => {
    await using rig = await createRig()
    const { said, hop } = hops(rig)
    const [a, b] = [hop('a'), hop('b')]
    const outcome = a.with({ timeout: 70 }).ask('go', [b], { timeout: 30 }).catch(codeOf)
    await rig.clock.advance(29)
    expect(said).toEqual([])
    await rig.clock.advance(1)
    expect(said).toEqual(['a ask-timeout@30'])
    expect(await outcome).toBe('a')
  })

  it('waits for what is left of its asker’s time, where some was spent before', async () => {
    await using rig = await createRig()
    const { said, hop } = hops(rig)
    const a = hop('a')
    const held = gate<string>()
    const Slow = defineActor('Slow', (_ctx: ActorContext<HopProtocol>) => ({
      go: async () => '',
      pass: async () => '',
      goTwice: async () => '',
      never: () => new Promise<string>(() => {}),
      life: () => held.promise,
    }))
    const slow = rig.system.spawn(Slow)
    const outcome = a.with({ timeout: 100 }).ask('goTwice', slow, slow).catch(codeOf)
    await rig.clock.advance(60)
    held.open('')
    await rig.clock.advance(39)
    expect(rig.failures).toEqual([])
    await rig.clock.advance(1)
    expect(await outcome).toBe('ask-timeout')
    expect(said).toEqual([])
  })

  it('says whose time was over, and how much of it there was', async () => {
    await using rig = await createRig()
    const { errors, hop } = hops(rig)
    const outcome = hop('a')
      .with({ timeout: 70 })
      .ask('go', [hop('b')])
      .catch(codeOf)
    await rig.clock.advance(70)
    await outcome
    expect(errors[0]?.message).toBe(
      'troupe://main/b did not answer "go" within 70 ms, all that was left to whoever asked troupe://main/a for "go". Whether it was handled is unknown.',
    )
  })

  it('fails no actor that lets it through: an impatient asker costs nobody’s state', async () => {
    await using rig = await createRig()
    const { hop } = hops(rig)
    const [a, b] = [hop('a'), hop('b')]
    const impatient = a.with({ timeout: 10 }).ask('pass', [b]).catch(codeOf)
    await rig.clock.advance(10)
    expect(await impatient).toBe('ask-timeout')
    expect(rig.failures).toEqual([])
    expect(rig.deadLetters).toEqual([])
    expect(await a.ask('life')).toBe('a 1')
  })

  it('still fails an actor that lets its own time-out through', async () => {
    await using rig = await createRig()
    const { hop } = hops(rig)
    const [a, b] = [hop('a'), hop('b').with({ timeout: 10 })]
    const outcome = a.ask('pass', [b]).catch(codeOf)
    await rig.clock.advance(10)
    expect(await outcome).toBe('actor-failed')
    expect(rig.failures).toMatchObject([{ path: 'troupe://main/a', error: { code: 'ask-timeout' } }])
  })

  it('ends at once, unsent, where the asker has no time left', async () => {
    await using rig = await createRig()
    const outcomes: unknown[] = []
    const { hop } = hops(rig)
    const [slow, target] = [hop('slow'), hop('target')]
    const Late = defineActor('Late', (_ctx: ActorContext<{ go(): void }>) => ({
      async go() {
        try {
          await slow.ask('never')
        } catch {
          await target.ask('life').catch((error: unknown) => outcomes.push(error))
        }
      },
    }))
    const outcome = rig.system.spawn(Late).with({ timeout: 10 }).ask('go').catch(codeOf)
    await rig.clock.advance(10)
    expect(await outcome).toBe('ask-timeout')
    expect(outcomes).toMatchObject([{ code: 'ask-timeout', message: expect.stringContaining('within 0 ms') }])
    expect(rig.deadLetters.map(({ path, name }) => [path, name])).toEqual([
      [expect.stringContaining('Late'), 'go'],
    ])
    expect(rig.clock.now()).toBe(10)
  })

  it('does not inherit where a plain message is handled, or from an ask that was forwarded', async () => {
    await using rig = await createRig()
    const outcomes: string[] = []
    interface P {
      tellMe(other: ActorRef<HopProtocol>): void
      forwardMe(other: ActorRef<HopProtocol>): string
    }
    const A = defineActor('A', (ctx: ActorContext<P>) => {
      const ask = (other: ActorRef<HopProtocol>) =>
        void other
          .with({ timeout: 100 })
          .ask('never')
          .catch((error: { code: string }) => {
            outcomes.push(`${error.code}@${rig.clock.now()}`)
          })
      return {
        tellMe: ask,
        forwardMe(other) {
          const later = ctx.forward(other, 'never')
          ask(other)
          return later
        },
      }
    })
    const { hop } = hops(rig)
    const a = rig.system.spawn(A)
    a.tell('tellMe', hop('b'))
    const outcome = a.with({ timeout: 10 }).ask('forwardMe', hop('c')).catch(codeOf)
    await rig.clock.advance(99)
    expect(await outcome).toBe('ask-timeout')
    expect(outcomes).toEqual([])
    await rig.clock.advance(1)
    expect(outcomes).toEqual(['ask-timeout@100', 'ask-timeout@100'])
  })

  it('leaves no timer behind, nor anything that waits', async () => {
    await using rig = await createRig()
    const { hop } = hops(rig)
    const [a, b] = [hop('a'), hop('b')]
    await rig.clock.advance(3)
    for (let i = 0; i < 20; i++) expect(await a.with({ timeout: 50 }).ask('life')).toBe('a 1')
    const outcome = a.with({ timeout: 50 }).ask('go', [b]).catch(codeOf)
    await rig.clock.advance(50)
    await outcome
    await settled()
    await rig.clock.advance(25)
    expect(rig.clock.pending).toBe(0)
  })
})
