import { describe, expect, it } from 'vitest'
import { createRig } from '../rig/create-rig.ts'
import { noteTaker } from '../rig/note-taker.ts'

describe('the registry, where messages are encoded within a thread too', () => {
  it('gives, finds and refuses names as anywhere else', async () => {
    await using rig = await createRig({ wire: 'always' })
    const { names } = rig.system
    const [one, other] = [rig.system.spawn(noteTaker([])), rig.system.spawn(noteTaker([]))]
    await names.register('a', one)
    await expect(names.register('a', other)).rejects.toMatchObject({ code: 'name-taken', holder: one.path })
    expect((await names.whereIs('a'))?.equals(one)).toBe(true)
    await rig.system.stop(one)
    await names.register('a', other)
    expect((await names.whereIs('a'))?.equals(other)).toBe(true)
  })
})
