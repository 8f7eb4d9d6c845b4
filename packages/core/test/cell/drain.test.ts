import { describe, expect, it } from 'vitest'
import { type ActorContext, defineActor, type Reply } from '../../src/index.ts'
import { createRig } from '../rig/create-rig.ts'
import { type Gate, gate } from '../rig/gate.ts'
import { settled } from '../rig/settled.ts'

interface ClerkProtocol {
  look(): string
  hold(): void
  fail(): void
}

const codeOf = (error: { readonly code: string }) => error.code

/** Owes every answer, and never gives one. */
function clerk(seen: string[], held: Gate<void>) {
  return defineActor('Clerk', (ctx: ActorContext<ClerkProtocol>) => {
    const owed: Reply<string>[] = []
    ctx.on('stopping', (drain) => void seen.push(`stopping ${drain}`))
    return {
      look() {
        const reply = ctx.reply('look')
        owed.push(reply)
        return reply
      },
      hold: () => held.promise,
      fail() {
        throw new Error('in between')
      },
    }
  })
}

describe('an actor that drains, and owes answers [SUP-7]', () => {
  it('ends at once where it is told to stop', async () => {
    await using rig = await createRig()
    const seen: string[] = []
    const ref = rig.system.spawn(clerk(seen, gate()))
    const asked = ref.ask('look').catch(codeOf)
    const drained = rig.system.stop(ref, { drain: true })
    await settled()
    expect(seen).toEqual(['stopping true'])
    await rig.system.stop(ref)
    await drained
    expect(seen).toEqual(['stopping true', 'stopping false'])
    expect(await asked).toBe('actor-terminated')
    expect(rig.clock.now()).toBe(0)
  })

  it('has its children end at once, too', async () => {
    await using rig = await createRig()
    const seen: string[] = []
    const held = gate<void>()
    const Parent = defineActor('Parent', (ctx: ActorContext<object>) => {
      const child = ctx.spawn(clerk(seen, held))
      child.tell('hold')
      child.tell('fail')
      return {}
    })
    const ref = rig.system.spawn(Parent)
    await settled()
    const drained = rig.system.stop(ref, { drain: true })
    await settled()
    const stopped = rig.system.stop(ref)
    await settled()
    expect(rig.deadLetters).toMatchObject([{ name: 'fail', reason: 'terminated' }])
    held.open()
    await Promise.all([stopped, drained])
    expect(rig.failures).toEqual([])
  })

  it('ends at once where it fails for good, and those who asked learn of that', async () => {
    await using rig = await createRig()
    const held = gate<void>()
    const ref = rig.system.spawn(clerk([], held), [], { restart: 'temporary' })
    const asked = ref.ask('look').catch(codeOf)
    ref.tell('hold')
    ref.tell('fail')
    const ended = rig.system.terminated(ref)
    const drained = rig.system.stop(ref, { drain: true })
    await settled()
    held.open()
    expect(await ended).toMatchObject({ reason: 'failed', error: { message: 'in between' } })
    await drained
    expect(await asked).toBe('actor-terminated')
    expect(rig.clock.now()).toBe(0)
  })

  it('waits for none of them where it was told to stop before', async () => {
    await using rig = await createRig()
    const held = gate<void>()
    const ref = rig.system.spawn(clerk([], held))
    const asked = ref.ask('look').catch(codeOf)
    ref.tell('hold')
    await settled()
    const stopped = rig.system.stop(ref)
    await settled()
    const drained = rig.system.stop(ref, { drain: true })
    held.open()
    await Promise.all([stopped, drained])
    expect(await asked).toBe('actor-terminated')
    expect(rig.clock.now()).toBe(0)
  })
})
