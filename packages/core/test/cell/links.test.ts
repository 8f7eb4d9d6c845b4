import { describe, expect, it } from 'vitest'
import { type ActorContext, type AnyActorRef, defineActor, type SpawnOptions } from '../../src/index.ts'
import { createRig, type Rig } from '../rig/create-rig.ts'
import { settled } from '../rig/settled.ts'
import { unchecked } from '../rig/unchecked.ts'

interface MateProtocol {
  link(ref: AnyActorRef): void
  unlink(ref: AnyActorRef): void
  crash(message: string): void
  /** Handles nothing else until the other has ended, and then unlinks. */
  unlinkLate(ref: AnyActorRef): Promise<void>
}

const temporary: SpawnOptions = { restart: 'temporary' }

function mates(rig: Rig, count = 2, options = temporary) {
  const Mate = defineActor('Mate', (ctx: ActorContext<MateProtocol>) => ({
    link: (ref) => ctx.link(ref),
    unlink: (ref) => ctx.unlink(ref),
    crash(message) {
      throw new Error(message)
    },
    async unlinkLate(ref) {
      await rig.system.terminated(ref)
      ctx.unlink(ref)
    },
  }))
  return Array.from({ length: count }, (_, i) => rig.system.spawn(Mate, [], { ...options, name: `mate${i}` }))
}

const failuresOf = (rig: Rig): string[] =>
  rig.failures.map(
    ({ path, error }) => `${path.split('/').at(-1)}: ${error instanceof Error && error.message}`,
  )

describe('a link', () => {
  it('takes a whole circle down, each once [LNK-1]', async () => {
    await using rig = await createRig()
    const all = mates(rig, 4)
    all.forEach((mate, i) => void mate.tell('link', all[(i + 1) % 4] ?? mate))
    all[0]?.tell('crash', 'x')
    await settled()
    expect(
      failuresOf(rig)
        .map((line) => line.slice(0, 6))
        .toSorted(),
    ).toEqual(['mate0:', 'mate1:', 'mate2:', 'mate3:'])
  })

  it('that is made twice, and from both sides, is one: to end it once is enough', async () => {
    await using rig = await createRig()
    const [one, other] = mates(rig)
    if (one === undefined || other === undefined) return expect.unreachable()
    one.tell('link', other)
    one.tell('link', other)
    other.tell('link', one)
    await settled()
    one.tell('unlink', other)
    other.tell('crash', 'alone')
    await settled()
    expect(failuresOf(rig)).toEqual(['mate1: alone'])
  })

  it('can be made anew after it was ended', async () => {
    await using rig = await createRig()
    const [one, other] = mates(rig)
    if (one === undefined || other === undefined) return expect.unreachable()
    one.tell('link', other)
    other.tell('unlink', one)
    await settled()
    one.tell('link', other)
    other.tell('crash', 'x')
    await settled()
    expect(failuresOf(rig)).toHaveLength(2)
  })

  it('that is ended while the word of the end lies in the mailbox fails nobody [LNK-1]', async () => {
    await using rig = await createRig()
    const [one, other] = mates(rig)
    if (one === undefined || other === undefined) return expect.unreachable()
    one.tell('link', other)
    one.tell('unlinkLate', other)
    await settled()
    other.tell('crash', 'alone')
    await settled()
    expect(failuresOf(rig)).toEqual(['mate1: alone'])
  })

  it('with itself is none, and an unlink where there is no link is nothing', async () => {
    await using rig = await createRig()
    const [one, other] = mates(rig)
    if (one === undefined || other === undefined) return expect.unreachable()
    one.tell('link', one)
    one.tell('unlink', other)
    one.tell('crash', 'x')
    await settled()
    expect(failuresOf(rig)).toEqual(['mate0: x'])
  })

  it('leaves nothing behind where both have ended', async () => {
    await using rig = await createRig()
    const [one, other] = mates(rig, 2, {})
    if (one === undefined || other === undefined) return expect.unreachable()
    one.tell('link', other)
    await settled()
    await Promise.all([rig.system.stop(one), rig.system.stop(other)])
    expect(failuresOf(rig)).toEqual([])
    expect(rig.deadLetters).toEqual([])
  })

  it('is not ended by unwatch, nor does a listener for down hear of it', async () => {
    await using rig = await createRig()
    const [other] = mates(rig, 1)
    if (other === undefined) return expect.unreachable()
    const heard: string[] = []
    const Both = defineActor('Both', (ctx: ActorContext<{ nothing(): void }>) => {
      ctx.on('down', () => void heard.push('down'))
      ctx.link(other)
      ctx.watch(other)
      ctx.unwatch(other)
      return { nothing() {} }
    })
    const ended = rig.system.terminated(rig.system.spawn(Both, [], temporary))
    other.tell('crash', 'x')
    expect(await ended).toMatchObject({ error: { code: 'linked-actor-ended' } })
    expect(heard).toEqual([])
  })

  it('fails whoever links what could not start', async () => {
    await using rig = await createRig()
    const [one] = mates(rig, 1)
    if (one === undefined) return expect.unreachable()
    const Bad = defineActor('Bad', (_ctx: ActorContext<{ nothing(): void }>): never => {
      throw new Error('no start')
    })
    one.tell('link', rig.system.spawn(Bad, [], temporary))
    expect(await rig.system.terminated(one)).toMatchObject({ error: { code: 'linked-actor-ended' } })
  })

  it('with what is no ref is refused at the call', async () => {
    await using rig = await createRig()
    const [one] = mates(rig, 1)
    if (one === undefined) return expect.unreachable()
    unchecked(one).tell('link', 'somebody')
    expect(await rig.system.terminated(one)).toMatchObject({ error: { code: 'invalid-option' } })
  })
})
