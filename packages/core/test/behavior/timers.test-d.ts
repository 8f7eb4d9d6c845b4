import { describe, it } from 'vitest'
import type { ActorContext } from '../../src/index.ts'

interface P {
  tick(): void
  say(word: string, times?: number): void
  call(back: () => void): void
  readonly version: number
}

declare const ctx: ActorContext<P>

describe('timers', () => {
  it('send messages of the protocol, with their arguments', () => {
    ctx.timers.after('t', 5, 'tick')
    ctx.timers.every('t', 5, 'say', 'hello')
    ctx.timers.every('t', 5, 'say', 'hello', 2)
    // @ts-expect-error there is no such message
    ctx.timers.after('t', 5, 'tock')
    // @ts-expect-error it is no message
    ctx.timers.every('t', 5, 'version')
    // @ts-expect-error `say` wants a word
    ctx.timers.after('t', 5, 'say')
    // @ts-expect-error the word is a string
    ctx.timers.every('t', 5, 'say', 5)
    // @ts-expect-error `tick` carries nothing
    ctx.timers.after('t', 5, 'tick', 5)
    // @ts-expect-error a function cannot be sent
    ctx.timers.after('t', 5, 'call', () => {})
    // @ts-expect-error the key comes first
    ctx.timers.after(5, 'tick')
  })
})
