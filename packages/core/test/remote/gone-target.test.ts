import { describe, expect, it } from 'vitest'
import { type ActorContext, type ActorRef, defineActor } from '../../src/index.ts'
import { memoryNodes } from '../../src/remote/index.ts'
import { createRig } from '../rig/create-rig.ts'
import { settled } from '../rig/settled.ts'

interface LostProtocol {
  find(): void
  keep(bytes: ArrayBuffer): void
}

/** No node exports it: whoever is spawned on one by this could never start. */
const Lost = defineActor('Lost', (_ctx: ActorContext<LostProtocol>) => ({ find() {}, keep() {} }))

interface SeekerProtocol {
  /** Asks one that is gone, and then another one for the way back to itself. */
  seek(gone: ActorRef<LostProtocol>, other: ActorRef<SeekerProtocol>): string
  lead(back: ActorRef<SeekerProtocol>): string
  name(): string
}

const Seeker = defineActor('Seeker', (ctx: ActorContext<SeekerProtocol>) => ({
  async seek(gone, other) {
    try {
      await gone.ask('find')
      return 'found'
    } catch {
      return await other.ask('lead', ctx.self)
    }
  },
  lead: (back) => back.ask('name'),
  name: () => 'seeker',
}))

describe('an actor that could never start', () => {
  const far = () => ({ far: memoryNodes({ Seeker }) })

  it('leaves it known, to whoever has asked it and goes on, who asks next [ASY-3]', async () => {
    await using rig = await createRig({ nodes: far() })
    const gone = rig.system.spawn(Lost, [], { on: 'far' })
    const seeker = rig.system.spawn(Seeker)
    const other = rig.system.spawn(Seeker)
    const sought = seeker.ask('seek', gone, other).catch((error: Error) => error)
    await settled()
    expect(rig.clock.now()).toBe(0)
    expect(await sought).toMatchObject({ cause: { cause: { code: 'ask-cycle' } } })
  })

  it('costs the sender the buffers that it was to have, as any does', async () => {
    await using rig = await createRig({ nodes: far() })
    const gone = rig.system.spawn(Lost, [], { on: 'far' })
    const [told, asked] = [new ArrayBuffer(8), new ArrayBuffer(8)]
    gone.with({ transfer: [told] }).tell('keep', told)
    const answer = gone.with({ transfer: [asked] }).ask('keep', asked)
    await expect(answer).rejects.toMatchObject({ code: 'actor-start-failed' })
    expect([told.byteLength, asked.byteLength]).toEqual([0, 0])
    expect(rig.deadLetters).toMatchObject([{ name: 'keep' }, { name: 'keep' }])
  })

  it('answers for one that is asked with a signal, unless that has aborted before', async () => {
    await using rig = await createRig({ nodes: far() })
    const gone = rig.system.spawn(Lost, [], { on: 'far' })
    const code = (error: { readonly code: string }) => error.code
    expect(await gone.with({ signal: AbortSignal.abort() }).ask('find').catch(code)).toBe('ask-aborted')
    const aborter = new AbortController()
    expect(await gone.with({ signal: aborter.signal }).ask('find').catch(code)).toBe('actor-start-failed')
    aborter.abort()
    expect(rig.deadLetters).toMatchObject([{ name: 'find' }])
  })
})
