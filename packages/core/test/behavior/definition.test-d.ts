import { describe, expectTypeOf, it } from 'vitest'
import {
  type ActorContext,
  type ActorDefinition,
  type ActorRef,
  type ActorSystem,
  defineActor,
  Rejection,
} from '../../src/index.ts'

interface CounterProtocol {
  increment(by: number): void
  read(): number
}

declare const system: ActorSystem
declare const ctx: ActorContext<CounterProtocol>

describe('a definition', () => {
  it('takes its protocol from the annotation of ctx, and the setup arguments from the other parameters', () => {
    const Counter = defineActor(
      'Counter',
      (_ctx: ActorContext<CounterProtocol>, start: number, _step?: string) => ({
        increment: (by) => void expectTypeOf(by).toEqualTypeOf<number>(),
        read: () => start,
      }),
    )
    expectTypeOf(Counter).toEqualTypeOf<
      ActorDefinition<CounterProtocol, [start: number, step?: string | undefined]>
    >()
    expectTypeOf(system.spawn(Counter, [1])).toEqualTypeOf<ActorRef<CounterProtocol>>()
    expectTypeOf(ctx.spawn(Counter, [1, 'two'])).toEqualTypeOf<ActorRef<CounterProtocol>>()
  })

  it('may answer later, with a Rejection, or with either in a promise', () => {
    defineActor('Later', (_ctx: ActorContext<CounterProtocol>) => ({
      increment: async () => {},
      read: async () => 1,
    }))
    defineActor('Refuses', (_ctx: ActorContext<CounterProtocol>) => ({
      increment: () => new Rejection('no'),
      read: () => (system.nodeName === '' ? 1 : new Rejection('no')),
    }))
    defineActor('RefusesLater', (_ctx: ActorContext<CounterProtocol>) => ({
      increment: async () => new Rejection('no'),
      read: async () => (system.nodeName === '' ? 1 : new Rejection('no')),
    }))
  })

  it('may have an asynchronous setup', () => {
    const Slow = defineActor('Slow', async (_ctx: ActorContext<CounterProtocol>) => ({
      increment: (_by: number) => {},
      read: () => 1,
    }))
    expectTypeOf(system.spawn(Slow)).toEqualTypeOf<ActorRef<CounterProtocol>>()
  })

  it('may be shaped as a class', () => {
    class Counting {
      private count: number
      constructor(_ctx: ActorContext<CounterProtocol>, start: number) {
        this.count = start
      }
      increment(by: number): void {
        this.count += by
      }
      read(): number {
        return this.count
      }
      helper(): string {
        return ''
      }
    }
    const Counter = defineActor(
      'Counter',
      (own: ActorContext<CounterProtocol>, start: number) => new Counting(own, start),
    )
    expectTypeOf(system.spawn(Counter, [1])).toEqualTypeOf<ActorRef<CounterProtocol>>()
  })

  it('must have a handler for each message', () => {
    // @ts-expect-error there is no handler for `read`
    defineActor('Counter', (_ctx: ActorContext<CounterProtocol>) => ({ increment: (_by: number) => {} }))
    // @ts-expect-error there is no handler for `read`, in an asynchronous setup either
    defineActor('Counter', async (_ctx: ActorContext<CounterProtocol>) => ({
      increment: (_by: number) => {},
    }))
    // @ts-expect-error the setup returns nothing
    defineActor('Counter', (_ctx: ActorContext<CounterProtocol>) => {})
  })

  it('must answer with what the protocol says', () => {
    // @ts-expect-error `read` answers with a string
    defineActor('Counter', (_ctx: ActorContext<CounterProtocol>) => ({
      increment: () => {},
      read: () => 'one',
    }))
    defineActor(
      'Counter',
      // @ts-expect-error `read` promises a string
      (_ctx: ActorContext<CounterProtocol>) => ({ increment: () => {}, read: async () => 'one' }),
    )
  })

  it('must take the payload that the protocol says', () => {
    // @ts-expect-error `increment` wants a string
    defineActor('Counter', (_ctx: ActorContext<CounterProtocol>) => ({
      increment: (_by: string) => {},
      read: () => 1,
    }))
    defineActor(
      'Counter',
      // @ts-expect-error `increment` wants a second argument
      (_ctx: ActorContext<CounterProtocol>) => ({
        increment: (_by: number, _times: number) => {},
        read: () => 1,
      }),
    )
  })

  it('may interleave messages of its protocol alone', () => {
    const Counter = defineActor(
      'Counter',
      (_ctx: ActorContext<CounterProtocol>) => ({
        increment: (by) => void expectTypeOf(by).toEqualTypeOf<number>(),
        read: () => 1,
      }),
      { interleave: ['read'] },
    )
    expectTypeOf(system.spawn(Counter)).toEqualTypeOf<ActorRef<CounterProtocol>>()
    const Wrong = defineActor(
      'Counter',
      (_ctx: ActorContext<CounterProtocol>) => ({ increment: (_by) => {}, read: () => 1 }),
      { interleave: ['reed'] },
    )
    // @ts-expect-error `reed` is no message, so this is no definition
    system.spawn(Wrong)
  })
})

describe('spawn', () => {
  const Counter = defineActor('Counter', (_ctx: ActorContext<CounterProtocol>, start: number) => ({
    increment: () => {},
    read: () => start,
  }))
  const Plain = defineActor('Plain', (_ctx: ActorContext<CounterProtocol>) => ({
    increment: () => {},
    read: () => 1,
  }))
  const Optional = defineActor('Optional', (_ctx: ActorContext<CounterProtocol>, start?: number) => ({
    increment: () => {},
    read: () => start ?? 1,
  }))

  it('wants the setup arguments, unless none is needed', () => {
    system.spawn(Counter, [1])
    system.spawn(Counter, [1], { name: 'counter' })
    system.spawn(Plain)
    system.spawn(Plain, [], { name: 'plain' })
    system.spawn(Optional)
    system.spawn(Optional, [2])
    // @ts-expect-error `start` is missing
    system.spawn(Counter)
    // @ts-expect-error `start` is missing
    system.spawn(Counter, [])
    // @ts-expect-error `start` is a number
    system.spawn(Counter, ['1'])
    // @ts-expect-error there is one argument only
    system.spawn(Counter, [1, 2])
    // @ts-expect-error there are no arguments
    system.spawn(Plain, [1])
    // @ts-expect-error the same holds for children
    ctx.spawn(Counter)
    // @ts-expect-error arguments come as an array
    system.spawn(Counter, 1)
  })

  it('wants options that exist', () => {
    // @ts-expect-error there is no such policy
    system.spawn(Plain, [], { restart: 'always' })
    // @ts-expect-error there is no such option
    system.spawn(Plain, [], { nam: 'x' })
    // @ts-expect-error there is no such overflow policy
    system.spawn(Plain, [], { mailbox: { overflow: 'drop' } })
    // @ts-expect-error there is no such directive
    system.spawn(Plain, [], { decide: () => 'retry' })
  })
})

describe('a context', () => {
  it('pipes to messages of its own protocol, and becomes handlers of it', () => {
    ctx.pipe(Promise.resolve(1), 'increment')
    ctx.become({ increment: () => {}, read: () => 1 })
    // @ts-expect-error there is no such message
    ctx.pipe(Promise.resolve(1), 'decrement')
    // @ts-expect-error a handler is missing
    ctx.become({ increment: () => {} })
  })

  it('watches with messages of its own protocol alone', () => {
    ctx.watchWith(ctx.self, 'increment', 1)
    ctx.watchWith(ctx.self, 'read')
    // @ts-expect-error: no such message
    ctx.watchWith(ctx.self, 'ended')
    // @ts-expect-error: the payload is a number
    ctx.watchWith(ctx.self, 'increment', 'one')
    // @ts-expect-error: the payload is missing
    ctx.watchWith(ctx.self, 'increment')
    // @ts-expect-error: what is watched is an actor
    ctx.watchWith('self', 'read')
  })

  it('listens to signals that exist', () => {
    ctx.on('down', (down) => expectTypeOf(down.reason).toBeString())
    ctx.on('child-failed', (child) => expectTypeOf(child.path).toBeString())
    // @ts-expect-error there is no such signal
    ctx.on('ended', () => {})
  })

  it('has a self of its protocol', () => {
    expectTypeOf(ctx.self).toEqualTypeOf<ActorRef<CounterProtocol>>()
  })
})
