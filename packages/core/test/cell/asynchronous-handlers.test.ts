import { describe, expect, it } from 'vitest'
import { type ActorContext, type ActorRef, defineActor } from '../../src/index.ts'
import { createRig } from '../rig/create-rig.ts'
import { type Gate, gate } from '../rig/gate.ts'
import { settled } from '../rig/settled.ts'
import { thenable } from '../rig/thenable.ts'

interface DeskProtocol {
  slow(name: string): Promise<void>
  quick(name: string): void
  peek(name: string): void
  peekSlowly(name: string): Promise<void>
  fail(name: string): void
}

function desk() {
  const seen: string[] = []
  const gates = new Map<string, Gate<void>>()
  const waitAt = async (name: string): Promise<void> => {
    seen.push(`${name} begins`)
    const each = gate()
    gates.set(name, each)
    await each.promise
    seen.push(`${name} ends`)
  }
  const Desk = defineActor(
    'Desk',
    (_ctx: ActorContext<DeskProtocol>) => ({
      slow: waitAt,
      quick: (name) => void seen.push(name),
      peek: (name) => void seen.push(name),
      peekSlowly: waitAt,
      fail(name) {
        throw new Error(name)
      },
    }),
    { interleave: ['peek', 'peekSlowly', 'fail'] },
  )
  const open = async (name: string): Promise<void> => {
    gates.get(name)?.open()
    await settled()
  }
  return { Desk, seen, open }
}

describe('a handler that returns a promise', () => {
  it('holds the mailbox until it settles [ASY-1]', async () => {
    await using rig = await createRig()
    const { Desk, seen, open } = desk()
    const ref = rig.system.spawn(Desk)
    ref.tell('slow', 'a')
    ref.tell('quick', 'b')
    ref.tell('slow', 'c')
    ref.tell('quick', 'd')
    await settled()
    expect(seen).toEqual(['a begins'])
    await open('a')
    expect(seen).toEqual(['a begins', 'a ends', 'b', 'c begins'])
    await open('c')
    expect(seen).toEqual(['a begins', 'a ends', 'b', 'c begins', 'c ends', 'd'])
  })

  it('lets pass only messages that the definition interleaves, and keeps the others in order [ORD-1, ASY-2]', async () => {
    await using rig = await createRig()
    const { Desk, seen, open } = desk()
    const ref = rig.system.spawn(Desk)
    ref.tell('slow', 'a')
    ref.tell('quick', 'b')
    ref.tell('peek', 'p1')
    ref.tell('quick', 'c')
    ref.tell('peek', 'p2')
    await settled()
    expect(seen).toEqual(['a begins', 'p1', 'p2'])
    ref.tell('quick', 'd')
    ref.tell('peek', 'p3')
    await settled()
    await open('a')
    expect(seen.slice(3)).toEqual(['p3', 'a ends', 'b', 'c', 'd'])
  })

  it('interleaved handlings run side by side, and hold up nothing [ASY-1, ASY-2]', async () => {
    await using rig = await createRig()
    const { Desk, seen, open } = desk()
    const ref = rig.system.spawn(Desk)
    ref.tell('peekSlowly', 'p')
    ref.tell('peekSlowly', 'q')
    ref.tell('quick', 'a')
    ref.tell('slow', 'b')
    ref.tell('quick', 'c')
    await settled()
    expect(seen).toEqual(['p begins', 'q begins', 'a', 'b begins'])
    await open('q')
    await open('b')
    await open('p')
    expect(seen.slice(4)).toEqual(['q ends', 'b ends', 'c', 'p ends'])
  })

  it('lets pass more interleaved messages than fit into a turn [ASY-2]', async () => {
    await using rig = await createRig()
    const { Desk, seen, open } = desk()
    const ref = rig.system.spawn(Desk)
    ref.tell('slow', 'a')
    for (let n = 0; n < 1000; n++) ref.tell('peek', `p${n}`)
    await settled()
    expect(seen).toHaveLength(1001)
    await open('a')
  })

  it('holds the mailbox, and lets pass what is interleaved, in later lives too [ASY-1, ASY-2]', async () => {
    await using rig = await createRig()
    const { Desk, seen, open } = desk()
    const ref = rig.system.spawn(Desk)
    ref.tell('fail', 'x')
    ref.tell('slow', 'a')
    ref.tell('quick', 'b')
    ref.tell('peek', 'p')
    await settled()
    expect(rig.failures).toHaveLength(1)
    expect(seen).toEqual(['a begins', 'p'])
    ref.tell('peek', 'q')
    await settled()
    await open('a')
    expect(seen).toEqual(['a begins', 'p', 'q', 'a ends', 'b'])
  })

  it('leaves what is interleaved to the next life where it has failed [ASY-2, SUP-1]', async () => {
    await using rig = await createRig()
    const seen: string[] = []
    let lives = 0
    const Peeks = defineActor(
      'Peeks',
      (_ctx: ActorContext<Pick<DeskProtocol, 'peek' | 'fail'>>) => {
        const life = ++lives
        return {
          peek: (name) => void seen.push(`${name} in life ${life}`),
          fail(name) {
            throw new Error(name)
          },
        }
      },
      { interleave: ['peek'] },
    )
    const ref = rig.system.spawn(Peeks)
    ref.tell('fail', 'x')
    ref.tell('peek', 'p')
    await settled()
    expect(seen).toEqual(['p in life 2'])
  })

  it('a high priority does not overtake what was set aside before it', async () => {
    await using rig = await createRig()
    const { Desk, seen, open } = desk()
    const ref = rig.system.spawn(Desk)
    ref.tell('slow', 'a')
    ref.tell('quick', 'b')
    ref.tell('peek', 'p')
    await settled()
    ref.with({ priority: 'high' }).tell('quick', 'urgent')
    await open('a')
    expect(seen).toEqual(['a begins', 'p', 'a ends', 'b', 'urgent'])
  })

  it('when an interleaved handler fails, the others of that life are given up and their askers told', async () => {
    await using rig = await createRig()
    const { Desk, seen, open } = desk()
    const ref = rig.system.spawn(Desk)
    const asked = ref.ask('slow', 'a').catch((error: { code: string }) => error.code)
    ref.tell('quick', 'b')
    ref.tell('fail', 'x')
    expect(await asked).toBe('actor-failed')
    await settled()
    expect(seen).toEqual(['a begins', 'b'])
    await open('a')
    expect(rig.failures.map((failure) => failure.message)).toEqual(['fail'])
  })

  it('what becomes of a handler that was given up with its life is nothing to the next one [SUP-7]', async () => {
    await using rig = await createRig()
    const held = gate()
    interface P {
      slow(): Promise<void>
      fail(): void
    }
    const Holds = defineActor(
      'Holds',
      (_ctx: ActorContext<P>) => ({
        slow: () => held.promise,
        fail() {
          throw new Error('x')
        },
      }),
      { interleave: ['fail'] },
    )
    const ref = rig.system.spawn(Holds)
    ref.tell('slow')
    ref.tell('fail')
    await settled()
    held.break(new Error('late'))
    await settled()
    expect(rig.failures.map((failure) => failure.message)).toEqual(['fail'])
  })

  it('when an interleaved handler fails and the actor is resumed, one that holds the mailbox goes on holding it', async () => {
    await using rig = await createRig()
    const { Desk, seen, open } = desk()
    const ref = rig.system.spawn(Desk, [], { decide: () => 'resume' })
    const asked = ref.ask('slow', 'a')
    ref.tell('quick', 'b')
    ref.tell('fail', 'x')
    await settled()
    expect(seen).toEqual(['a begins'])
    await open('a')
    await asked
    expect(seen).toEqual(['a begins', 'a ends', 'b'])
  })

  it('waits for any thenable, and survives one that settles twice or throws', async () => {
    await using rig = await createRig()
    const seen: string[] = []
    interface P {
      twice(): string
      throws(): string
      quick(): string
    }
    const Odd = defineActor('Odd', (_ctx: ActorContext<P>) => ({
      twice: () => thenable<string>((ok) => [ok('first'), ok('second')]),
      throws: () =>
        thenable<string>(() => {
          throw new Error('bad thenable')
        }),
      quick: () => 'quick',
    }))
    const ref = rig.system.spawn(Odd, [], { decide: () => 'resume' })
    expect(await ref.ask('twice')).toBe('first')
    await expect(ref.ask('throws')).rejects.toMatchObject({ code: 'actor-failed' })
    expect(await ref.ask('quick')).toBe('quick')
    expect(seen).toEqual([])
  })

  it('the failure of one that was told names the message, also after it has asked another actor', async () => {
    await using rig = await createRig()
    const { Desk } = desk()
    const other = rig.system.spawn(Desk)
    const Asks = defineActor(
      'Asks',
      (_ctx: ActorContext<{ go(other: ActorRef<DeskProtocol>): Promise<void> }>) => ({
        async go(to) {
          await to.ask('quick', 'x')
          throw new Error('after the answer')
        },
      }),
    )
    rig.system.spawn(Asks).tell('go', other)
    await settled()
    expect(rig.failures).toMatchObject([{ message: 'go', error: { message: 'after the answer' } }])
  })
})
