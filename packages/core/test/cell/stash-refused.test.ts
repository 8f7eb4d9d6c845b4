import { describe, expect, it } from 'vitest'
import { type ActorContext, defineActor } from '../../src/index.ts'
import { createRig } from '../rig/create-rig.ts'
import { settled } from '../rig/settled.ts'
import { door, setUpDoor } from '../rig/stash-door.ts'

describe('stash refuses', () => {
  const nothing = expect.objectContaining({ code: 'nothing-to-stash', name: 'NothingToStashError' })

  it('a message that was put aside already', async () => {
    await using t = await setUpDoor()
    let thrown: unknown
    void t.use((ctx) => {
      ctx.stash()
      try {
        ctx.stash()
      } catch (error) {
        thrown = error
      }
    })
    await settled()
    expect(thrown).toEqual(nothing)
    expect(await t.use((ctx) => ctx.unstashAll())).toBe(1)
  })

  it('the setup, also one that awaits, and listeners', async () => {
    await using rig = await createRig()
    const thrown: unknown[] = []
    const attempt = (ctx: ActorContext<{ go(): void }>): void => {
      try {
        ctx.stash()
      } catch (error) {
        thrown.push(error)
      }
    }
    const Eager = defineActor('Eager', async (ctx: ActorContext<{ go(): void }>) => {
      attempt(ctx)
      ctx.on('started', () => attempt(ctx))
      await settled()
      attempt(ctx)
      expect(ctx.unstashAll()).toBe(0)
      return { go: () => {} }
    })
    const ref = rig.system.spawn(Eager)
    await ref.ask('go')
    expect(thrown).toEqual([nothing, nothing, nothing])
  })

  it('to guess which of several handlers calls it after an await', async () => {
    await using t = await setUpDoor({}, { interleave: ['enterLater'] })
    const asked = [t.ref.ask('enterLater', 'a'), t.ref.ask('enterLater', 'b')]
    await settled()
    t.inside.open()
    for (const ask of asked) await expect(ask).rejects.toMatchObject({ cause: { code: 'outside-turn' } })
  })

  it('a message that was passed on', async () => {
    await using t = await setUpDoor()
    const other = t.rig.system.spawn(door().Door)
    let thrown: unknown
    void t.use((ctx) => {
      ctx.forward(other, 'use')
      try {
        ctx.stash()
      } catch (error) {
        thrown = error
      }
    })
    await settled()
    expect(thrown).toEqual(nothing)
  })

  it.each(['stash', 'unstashAll'] as const)('%s outside the turn of its actor [ASY-4]', async (method) => {
    await using rig = await createRig()
    const contexts: ActorContext<{ go(): void }>[] = []
    const Leaky = defineActor('Leaky', (ctx: ActorContext<{ go(): void }>) => {
      contexts.push(ctx)
      return { go: () => {} }
    })
    await rig.system.spawn(Leaky).ask('go')
    expect(() => contexts[0]?.[method]()).toThrow(expect.objectContaining({ code: 'outside-turn' }))
  })

  it.each([0, -1, NaN, '5'])('a size of %s', async (stash) => {
    await using rig = await createRig()
    const mailbox = { stash: stash as number }
    expect(() => rig.system.spawn(door().Door, [], { mailbox })).toThrow(
      expect.objectContaining({ code: 'invalid-option' }),
    )
  })
})
