import { describe, expect, it } from 'vitest'
import { type ActorContext, type ActorRef, defineActor } from '../../src/index.ts'
import { createRig } from '../rig/create-rig.ts'
import { type NoteProtocol, noteTaker } from '../rig/note-taker.ts'
import { refusedWith } from '../rig/refused-with.ts'

describe('ctx.stop', () => {
  interface P {
    stopChild(): string
    stopTwice(): void
    stopOther(ref: ActorRef<NoteProtocol>): string
    stopSelf(): string
    children(): number
  }
  const Parent = defineActor('Parent', (ctx: ActorContext<P>) => ({
    stopChild: () => refusedWith(() => ctx.stop(ctx.spawn(noteTaker([]), [], { name: 'child' }))),
    stopTwice() {
      const child = ctx.spawn(noteTaker([]))
      ctx.stop(child)
      ctx.stop(child)
    },
    stopOther: (ref) => refusedWith(() => ctx.stop(ref)),
    stopSelf: () => refusedWith(() => ctx.stop(ctx.self)),
    children: () => ctx.children.length,
  }))

  it('stops a child, however often it is said', async () => {
    await using rig = await createRig()
    const parent = rig.system.spawn(Parent)
    expect(await parent.ask('stopChild')).toBe('nothing was refused')
    await parent.ask('stopTwice')
    expect(await parent.ask('children')).toBe(0)
    expect(rig.failures).toEqual([])
  })

  it('leaves a child in peace that has ended meanwhile', async () => {
    await using rig = await createRig()
    const parent = rig.system.spawn(Parent, [], { name: 'parent' })
    await parent.ask('stopChild')
    const child = rig.system.lookup('troupe://main/parent/child')
    expect(child).toBeUndefined()
    let old: ActorRef<NoteProtocol> | undefined
    const Keeps = defineActor('Keeps', (ctx: ActorContext<{ stop(): string }>) => {
      old ??= ctx.spawn(noteTaker([]))
      return {
        stop() {
          ctx.stop(old)
          return 'done'
        },
      }
    })
    const keeps = rig.system.spawn(Keeps)
    await rig.system.stop(old ?? expect.unreachable())
    expect(await keeps.ask('stop')).toBe('done')
  })

  it('refuses the ref of an actor that is no child, whether it has children or not', async () => {
    await using rig = await createRig()
    const parent = rig.system.spawn(Parent)
    const other = rig.system.spawn(noteTaker([]))
    expect(await parent.ask('stopOther', other)).toBe('invalid-option')
    await parent.ask('stopTwice')
    expect(await parent.ask('stopOther', other)).toBe('invalid-option')
    await other.ask('note', 'alive')
  })

  it('with its own ref stops the actor itself', async () => {
    await using rig = await createRig()
    const parent = rig.system.spawn(Parent)
    expect(await parent.ask('stopSelf')).toBe('nothing was refused')
    expect((await rig.system.terminated(parent)).reason).toMatch(/stopped|no-such-actor/)
  })
})
