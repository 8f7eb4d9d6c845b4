import { describe, expect, it } from 'vitest'
import { type ActorContext, defineActor } from '../../src/index.ts'
import { createRig } from '../rig/create-rig.ts'
import { settled } from '../rig/settled.ts'

interface ReadProtocol {
  read(): string
}

describe('spawning is refused at once, and nothing is left of it', () => {
  const Plain = defineActor('Plain', (_ctx: ActorContext<ReadProtocol>, _value?: unknown) => ({
    read: () => '',
  }))

  it.each([
    { what: 'a name that is taken', options: { name: 'taken' }, code: 'name-taken' },
    { what: 'a name that no actor can have', options: { name: 'a/b' }, code: 'invalid-name' },
    { what: 'a node that is not there', options: { on: 'cpu' }, code: 'no-such-node' },
    { what: 'a capacity of 0', options: { mailbox: { capacity: 0 } }, code: 'invalid-option' },
    {
      what: 'a high-water mark that is no number',
      options: { mailbox: { highWater: Number.NaN } },
      code: 'invalid-option',
    },
    {
      what: 'an unknown overflow policy',
      options: { mailbox: { overflow: 'drop' as 'fail' } },
      code: 'invalid-option',
    },
    { what: 'a negative startTimeout', options: { startTimeout: -1 }, code: 'invalid-option' },
    { what: 'a stopTimeout that is no number', options: { stopTimeout: Number.NaN }, code: 'invalid-option' },
  ])('for $what', async ({ options, code }) => {
    await using rig = await createRig()
    rig.system.spawn(Plain, [], { name: 'taken' })
    expect(() => rig.system.spawn(Plain, [], options)).toThrow(expect.objectContaining({ code }))
    expect(
      rig.system.lookup(`troupe://main/${options.name === 'taken' ? 'x' : (options.name ?? 'x')}`),
    ).toBeUndefined()
  })

  it('for arguments that cannot be sent, whose name stays free', async () => {
    await using rig = await createRig()
    const options = { name: 'name' }
    expect(() => rig.system.spawn(Plain, [() => {}], options)).toThrow(
      expect.objectContaining({ code: 'unsendable' }),
    )
    rig.system.spawn(Plain, [], options)
  })

  it('for what is no definition, and arguments that are no array', async () => {
    await using rig = await createRig()
    // @ts-expect-error: the compiler sees it too
    expect(() => rig.system.spawn({})).toThrow(expect.objectContaining({ code: 'invalid-definition' }))
    // @ts-expect-error: the compiler sees it too
    expect(() => rig.system.spawn(Plain, 'text')).toThrow(expect.objectContaining({ code: 'invalid-option' }))
  })

  it('the error for a name that is taken names the holder [case 6]', async () => {
    await using rig = await createRig()
    rig.system.spawn(Plain, [], { name: 'taken' })
    expect(() => rig.system.spawn(Plain, [], { name: 'taken' })).toThrow(/troupe:\/\/main\/taken/)
  })

  it('what the spawner does to the arguments afterwards is not seen by the setup of a later life', async () => {
    await using rig = await createRig()
    const map = new Map([['a', 1]])
    const sizes: number[] = []
    const Reads = defineActor(
      'Reads',
      (_ctx: ActorContext<{ fail(): void }>, given: ReadonlyMap<string, number>) => {
        sizes.push(given.size)
        return {
          fail() {
            throw new Error('x')
          },
        }
      },
    )
    const ref = rig.system.spawn(Reads, [map])
    map.set('b', 2)
    ref.tell('fail')
    await settled()
    expect(sizes).toEqual([1, 1])
  })
})
