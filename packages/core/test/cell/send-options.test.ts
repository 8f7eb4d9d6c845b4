import { type ActorContext, defineActor } from '@troupe/core'
import { memoryNodes } from '@troupe/core/remote'
import { describe, expect, it } from 'vitest'
import { createRig } from '../rig/create-rig.ts'

const Echo = defineActor('Echo', (_ctx: ActorContext<{ say(word: unknown): unknown }>) => ({
  say: (word) => word,
}))

describe.each(['here', 'on a node'])('a call that no compiler has checked, to an actor %s', (place) => {
  const spawn = async () => {
    const rig = await createRig({ nodes: { far: memoryNodes({ Echo }) } })
    return { rig, echo: rig.system.spawn(Echo, [], place === 'here' ? {} : { on: 'far' }) }
  }

  it.each([
    {
      call: 'a name that is no string',
      run: (echo: never) => Reflect.apply(Reflect.get(echo, 'tell'), echo, [5, 1]),
      code: 'invalid-name',
    },
    {
      call: 'a signal that is none',
      run: (echo: never) => Reflect.apply(Reflect.get(echo, 'with'), echo, [{ signal: {} }]),
      code: 'invalid-option',
    },
    {
      call: 'a transfer that is no list',
      run: (echo: never) => Reflect.apply(Reflect.get(echo, 'with'), echo, [{ transfer: 5 }]),
      code: 'invalid-option',
    },
  ])('with $call is refused at once, and costs nobody anything', async ({ run, code }) => {
    const { rig, echo } = await spawn()
    await using _rig = rig
    expect(() => run(echo as never)).toThrow(expect.objectContaining({ code }))
    expect(await echo.ask('say', 'still here')).toBe('still here')
  })

  it('with errors inside an error arrives whole', async () => {
    const { rig, echo } = await spawn()
    await using _rig = rig
    const both = new AggregateError([new TypeError('one'), new RangeError('two')], 'both')
    expect(await echo.ask('say', both)).toMatchObject({
      name: 'AggregateError',
      errors: [expect.objectContaining({ name: 'TypeError', message: 'one' }), expect.any(RangeError)],
    })
  })
})
