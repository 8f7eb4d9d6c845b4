import { describe, expect, it } from 'vitest'
import { type ActorContext, type AnyActorRef, defineActor } from '../../src/index.ts'
import { memoryNodes } from '../../src/remote/index.ts'
import { createRig } from '../rig/create-rig.ts'
import { refusedWith } from '../rig/refused-with.ts'

interface NamedProtocol {
  name(): string
  /** Answers with what it was given. */
  same(ref: AnyActorRef): AnyActorRef
}

const Named = defineActor('Named', (_ctx: ActorContext<NamedProtocol>, name: string) => ({
  name: () => name,
  same: (ref) => ref,
}))

describe('the ref of an actor of another system in the same program', () => {
  it('is refused by the nodes of this one, where it would lead to an actor of the same number', async () => {
    await using ours = await createRig({ nodes: { far: memoryNodes({ Named }) } })
    await using theirs = await createRig()
    const [mine, foreign] = [ours, theirs].map(({ system }, n) => system.spawn(Named, [`of system ${n}`]))
    if (mine === undefined || foreign === undefined) return
    const far = ours.system.spawn(Named, ['far'], { on: 'far' })
    expect(await far.ask('same', mine)).toMatchObject({ path: mine.path })
    expect(refusedWith(() => far.tell('same', foreign))).toBe('unsendable')
    expect(refusedWith(() => ours.system.spawn(Named, [foreign] as never, { on: 'far' }))).toBe('unsendable')
    await expect(far.ask('same', foreign)).rejects.toMatchObject({
      code: 'unsendable',
      message: expect.stringContaining('another system'),
    })
    const back = (await far.ask('same', mine)) as typeof mine
    expect(await back.ask('name')).toBe('of system 0')
  })

  it('serves within the thread, where nothing has to find its actor', async () => {
    await using ours = await createRig()
    await using theirs = await createRig()
    const [mine, foreign] = [ours, theirs].map(({ system }, n) => system.spawn(Named, [`of system ${n}`]))
    if (mine === undefined || foreign === undefined) return
    const same = (await mine.ask('same', foreign)) as typeof foreign
    expect(await same.ask('name')).toBe('of system 1')
  })
})
