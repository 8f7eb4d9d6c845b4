import { describe, expectTypeOf, it } from 'vitest'
import { type ActorContext, type ActorSystem, defineActor } from '../../src/index.ts'

interface P {
  tick(): void
  say(word: string): void
}

declare const system: ActorSystem
declare const ctx: ActorContext<P>
const setup = (_ctx: ActorContext<P>) => ({ tick: () => {}, say: (_word: string) => {} })

describe('the options of a definition', () => {
  it('name messages of its protocol alone', () => {
    const Right = defineActor('Right', setup, {
      interleave: ['tick'],
      quiet: ['say'],
      priority: { say: 'low', tick: 'high' },
    })
    system.spawn(Right)
    const Inferred = defineActor(
      'Inferred',
      (_ctx: ActorContext<P>, count: number) => ({
        tick: () => void expectTypeOf(count).toBeNumber(),
        say: (word) => void expectTypeOf(word).toBeString(),
      }),
      { quiet: ['tick'], priority: { say: 'low' } },
    )
    system.spawn(Inferred, [1])
    const Quiet = defineActor('Quiet', setup, { quiet: ['tock'] })
    // @ts-expect-error `tock` is no message
    system.spawn(Quiet)
    const Lanes = defineActor('Lanes', setup, { priority: { tock: 'high' } })
    // @ts-expect-error `tock` is no message
    system.spawn(Lanes)
    const Both = defineActor('Both', setup, { interleave: ['tick'], priority: { tock: 'high' } })
    // @ts-expect-error `tock` is no message
    system.spawn(Both)
    // @ts-expect-error there is no such priority
    defineActor('Lanes', setup, { priority: { tick: 'highest' } })
  })
})

describe('a receive time-out', () => {
  it('sends a message of the protocol, with its arguments', () => {
    ctx.receiveTimeout(5, 'tick')
    ctx.receiveTimeout(5, 'say', 'hello')
    // @ts-expect-error there is no such message
    ctx.receiveTimeout(5, 'tock')
    // @ts-expect-error `say` wants a word
    ctx.receiveTimeout(5, 'say')
    // @ts-expect-error the word is a string
    ctx.receiveTimeout(5, 'say', 5)
  })
})
