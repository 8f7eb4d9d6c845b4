import { describe, expect, test } from 'vitest'
import { type ActorContext, defineActor } from '../../src/index.ts'
import {
  confirmService,
  defineGroupRouter,
  deregisterService,
  Receptionist,
  serviceKey,
} from '../../src/patterns/index.ts'
import { createRig } from '../rig/create-rig.ts'
import { refusedWith } from '../rig/refused-with.ts'
import { settled } from '../rig/settled.ts'
import { startAnew } from '../rig/start-anew.ts'

interface ClerkProtocol {
  who(): string
}
const clerks = serviceKey<ClerkProtocol>('clerks')
const Clerk = defineActor('Clerk', (_ctx: ActorContext<ClerkProtocol>, label: string) => ({
  who: () => label,
}))
const AnyClerk = defineGroupRouter('AnyClerk', clerks)

async function scene() {
  const rig = await createRig()
  const receptionist = rig.system.spawn(Receptionist)
  const hire = async (label: string) => {
    const clerk = rig.system.spawn(Clerk, [label])
    await confirmService(receptionist, clerks, clerk)
    return clerk
  }
  return { rig, receptionist, hire, [Symbol.asyncDispose]: () => rig[Symbol.asyncDispose]() }
}

describe('a group router', () => {
  test('routes to whoever is registered, from its first message on', async () => {
    await using t = await scene()
    const [a] = [await t.hire('a'), await t.hire('b')]
    const router = t.rig.system.spawn(AnyClerk, [t.receptionist])
    expect([await router.ask('who'), await router.ask('who')]).toEqual(['a', 'b'])
    await t.hire('c')
    await settled()
    deregisterService(t.receptionist, clerks, a)
    await settled()
    const served = [await router.ask('who'), await router.ask('who'), await router.ask('who')]
    expect(new Set(served)).toEqual(new Set(['b', 'c']))
  })

  test('has nobody until somebody is registered, and says so', async () => {
    await using t = await scene()
    const router = t.rig.system.spawn(AnyClerk, [t.receptionist])
    await expect(router.ask('who')).rejects.toMatchObject({ code: 'no-routees' })
    await t.hire('a')
    await settled()
    expect(await router.ask('who')).toBe('a')
  })

  test('that is started anew learns again who there is, and of those that come', async () => {
    await using t = await scene()
    const a = await t.hire('a')
    const router = t.rig.system.spawn(AnyClerk, [t.receptionist])
    await router.ask('who')
    await startAnew(t.rig.system, router)
    expect(await router.ask('who')).toBe('a')
    await t.rig.system.stop(a)
    await t.hire('b')
    await settled()
    expect(await router.ask('who')).toBe('b')
  })

  test('routes to no one that has ended, though no receptionist is left to say so [PAT-2]', async () => {
    await using t = await scene()
    const [a] = [await t.hire('a'), await t.hire('b')]
    const router = t.rig.system.spawn(AnyClerk, [t.receptionist])
    await router.ask('who')
    await t.rig.system.stop(t.receptionist)
    await t.rig.system.stop(a)
    await settled()
    expect([await router.ask('who'), await router.ask('who')]).toEqual(['b', 'b'])
  })

  test('needs a receptionist', async () => {
    await using t = await scene()
    // @ts-expect-error stands for JavaScript
    expect(refusedWith(() => t.rig.system.spawn(AnyClerk, ['receptionist']))).toBe('invalid-option')
  })
})
