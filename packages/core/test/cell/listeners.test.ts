import { describe, expect, it } from 'vitest'
import { type ActorContext, type AnyActorRef, defineActor, type LifecycleSignals } from '../../src/index.ts'
import { createRig } from '../rig/create-rig.ts'
import { settled } from '../rig/settled.ts'

interface HearerProtocol {
  hear(signal: keyof LifecycleSignals): void
  watch(ref: AnyActorRef): void
  crash(): void
  ping(): number
}

/** Makes promises in its listeners that come to nothing. */
const hearer = () => {
  let lives = 0
  return defineActor('Hearer', (ctx: ActorContext<HearerProtocol>) => {
    lives++
    return {
      hear(signal) {
        ctx.on(signal, async () => {
          await Promise.resolve()
          throw new Error(`${signal} in vain`)
        })
      },
      watch: (ref) => void ctx.watch(ref),
      crash() {
        throw new Error('oops')
      },
      ping: () => lives,
    }
  })
}

describe('a listener whose promise is rejected', () => {
  it('fails its actor, as one that throws, while that life goes on', async () => {
    await using rig = await createRig()
    const ref = rig.system.spawn(hearer())
    await ref.ask('hear', 'down')
    const other = rig.system.spawn(hearer())
    await ref.ask('watch', other)
    await rig.system.stop(other)
    await settled()
    expect(rig.failures).toMatchObject([{ path: ref.path, error: { message: 'down in vain' } }])
    expect(await ref.ask('ping')).toBe(2)
  })

  it.each(['stopping', 'stopped'] as const)('is reported where its actor ends (%s)', async (signal) => {
    await using rig = await createRig()
    const ref = rig.system.spawn(hearer())
    await ref.ask('hear', signal)
    await rig.system.stop(ref)
    await settled()
    expect(rig.failures).toMatchObject([{ path: ref.path, error: { message: `${signal} in vain` } }])
  })

  it('is reported where its life is over, and costs the next one nothing', async () => {
    await using rig = await createRig()
    const ref = rig.system.spawn(hearer(), [], { budget: { max: 1, within: 1000 } })
    await ref.ask('hear', 'restart')
    ref.tell('crash')
    await settled()
    expect(rig.failures).toMatchObject([
      { path: ref.path, error: { message: 'oops' } },
      { path: ref.path, error: { message: 'restart in vain' } },
    ])
    expect(await ref.ask('ping')).toBe(2)
  })
})

describe('several listeners that throw', () => {
  it('fail their actor once, and none of their errors is lost', async () => {
    await using rig = await createRig()
    const Torn = defineActor('Torn', (ctx: ActorContext<{ work(): void }>) => {
      for (const name of ['first', 'second', 'third'])
        ctx.on('stopping', () => {
          throw new Error(name)
        })
      ctx.on('stopped', () => ctx.log.write('info', 'has stopped'))
      return { work() {} }
    })
    const ref = rig.system.spawn(Torn)
    await rig.system.stop(ref)
    await settled()
    const error = (message: string) => ({ path: ref.path, error: { message } })
    expect(rig.failures).toMatchObject([error('first'), error('second'), error('third')])
  })
})
