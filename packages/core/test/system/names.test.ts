import { describe, expect, it } from 'vitest'
import { type ActorContext, actorName, defineActor } from '../../src/index.ts'
import { createRig } from '../rig/create-rig.ts'
import { noteTaker } from '../rig/note-taker.ts'
import { settled } from '../rig/settled.ts'

describe('the registry', () => {
  it('refuses what is no name and no ref, and changes nothing', async () => {
    await using rig = await createRig()
    const { names } = rig.system
    const ref = rig.system.spawn(noteTaker([]))
    for (const name of ['', 'a/b', 'a$b', 'a b', '~a']) {
      await expect(names.register(name, ref)).rejects.toMatchObject({ code: 'invalid-name' })
      await expect(names.whereIs(name)).rejects.toMatchObject({ code: 'invalid-name' })
      await expect(names.unregister(name, ref)).rejects.toMatchObject({ code: 'invalid-name' })
      expect(() => actorName(name)).toThrow(expect.objectContaining({ code: 'invalid-name' }))
    }
    // @ts-expect-error: a name is a string
    await expect(names.register(17, ref)).rejects.toMatchObject({ code: 'invalid-name' })
    // @ts-expect-error: what has a name is an actor
    await expect(names.register('a', {})).rejects.toMatchObject({ code: 'invalid-option' })
    // @ts-expect-error: what has a name is an actor
    await expect(names.unregister('a', undefined)).rejects.toMatchObject({ code: 'invalid-option' })
    expect(await names.whereIs('a')).toBeUndefined()
    expect(rig.failures).toEqual([])
  })

  it('gives a ref without the options of the view that was registered', async () => {
    await using rig = await createRig()
    const ref = rig.system.spawn(noteTaker([]))
    await rig.system.names.register('a', ref.with({ priority: 'low' }))
    expect(await rig.system.names.whereIs('a')).toEqual(ref)
  })

  it('lets an actor have several names, and takes all of them when it ends [case 14]', async () => {
    await using rig = await createRig()
    const { names } = rig.system
    const ref = rig.system.spawn(noteTaker([]))
    for (const name of ['a', 'b', 'c']) await names.register(name, ref)
    expect(await names.unregister('b', ref)).toBe(true)
    expect(await names.whereIs('b')).toBeUndefined()
    expect((await names.whereIs('c'))?.equals(ref)).toBe(true)
    await rig.system.stop(ref)
    expect(await Promise.all(['a', 'b', 'c'].map((name) => names.whereIs(name)))).toEqual([
      undefined,
      undefined,
      undefined,
    ])
  })

  it('has freed the names of an actor before a watcher hears of its end [WAT-5]', async () => {
    await using rig = await createRig()
    const found: unknown[] = []
    const target = rig.system.spawn(noteTaker([]))
    const Heir = defineActor('Heir', (ctx: ActorContext<{ look(): Promise<void> }>) => {
      // Older than the registrar's own watch.
      ctx.watchWith(target, 'look')
      return {
        async look() {
          found.push(await ctx.names.whereIs('a'))
          found.push(await ctx.names.register('a', ctx.self))
        },
      }
    })
    rig.system.spawn(Heir)
    await rig.system.names.register('a', target)
    target.tell('stop')
    await settled()
    expect(found).toEqual([undefined, undefined])
  })

  it('is used in an actor’s own turns alone', async () => {
    await using rig = await createRig()
    let outside: ActorContext<{ nothing(): void }> | undefined
    const Leaks = defineActor('Leaks', (ctx: ActorContext<{ nothing(): void }>) => {
      outside = ctx
      return { nothing() {} }
    })
    rig.system.spawn(Leaks)
    expect(() => outside?.names).toThrow(expect.objectContaining({ code: 'outside-turn' }))
  })

  it('rejects whoever waits for it when the system is shut down', async () => {
    const rig = await createRig()
    const ref = rig.system.spawn(noteTaker([]))
    const registered = rig.system.names.register('a', ref).catch((error: unknown) => error)
    await rig[Symbol.asyncDispose]()
    expect([undefined, 'system-stopped', 'actor-terminated']).toContain(
      await registered.then((error) => (error instanceof Error && 'code' in error ? error.code : error)),
    )
  })
})
