import { describe, expectTypeOf, it } from 'vitest'
import { type ActorContext, type ActorRef, defineActor, type Reply } from '../../src/index.ts'

interface QueueProtocol {
  take(): string
  put(item: string): void
}

declare const ctx: ActorContext<QueueProtocol>
declare const clerk: ActorRef<{ answer(reply: Reply<string>): void }>
declare const counter: ActorRef<{ count(): number; take(count: number): string }>

describe('a reply', () => {
  it('takes what the named message answers with', () => {
    expectTypeOf(ctx.reply('take')).toEqualTypeOf<Reply<string>>()
    ctx.reply('put').answer()
    // @ts-expect-error: a number is no string
    ctx.reply('take').answer(1)
    // @ts-expect-error: there is no such message
    ctx.reply('nonsense')
  })

  it('can be sent, where the receiver may answer what the asker waits for', () => {
    clerk.tell('answer', ctx.reply('take'))
    // @ts-expect-error: the asker waits for nothing, not for a string
    clerk.tell('answer', ctx.reply('put') as Reply<number>)
    expectTypeOf<Reply<string | number>>().toExtend<Reply<string>>()
    expectTypeOf<Reply<string>>().not.toExtend<Reply<string | number>>()
  })
})

describe('a handler', () => {
  it('may return a reply, or what forward returns, in place of its answer, if that is of the right type', () => {
    defineActor('Queue', (own: ActorContext<QueueProtocol>) => ({
      take: () => own.reply('take'),
      put: () => {},
    }))
    defineActor('Desk', (own: ActorContext<QueueProtocol>) => ({
      take: async () => own.forward(counter, 'take', 1),
      put: () => {},
    }))
    const counts = (own: ActorContext<QueueProtocol>) => ({
      take: () => own.forward(counter, 'count'),
      put: () => {},
    })
    // @ts-expect-error: whoever asked waits for a string, and would get a number
    defineActor('Wrong', counts)
    // @ts-expect-error: an argument is missing
    ctx.forward(counter, 'take')
    // @ts-expect-error: no such message
    ctx.forward(counter, 'nonsense')
  })
})
