import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { createInterface } from 'node:readline'
import { setImmediate as nextTurn } from 'node:timers/promises'
import { type ActorContext, type ActorRef, defineActor, type Handlers } from '@troupe/core'
import {
  type ChannelProtocol,
  defineWorkQueue,
  type WorkerProtocol,
  type WorkQueueProtocol,
} from '@troupe/core/patterns'
import { type Whereabouts, whereabouts } from '../shared/placement.ts'

export interface SquareProtocol {
  of(n: number): number
}

/** What a pool has several of. */
export const Square = defineActor('Square', (_ctx: ActorContext<SquareProtocol>) => ({ of: (n) => n * n }))

type Words = WorkQueueProtocol<string, number>

/** A queue of words that are to be measured. */
export const Words = defineWorkQueue<string, number>('Words')

/** Measures one word after the other, whenever the queue has one. */
export const Measurer = defineActor(
  'Measurer',
  (ctx: ActorContext<WorkerProtocol<string, number>>, words: ActorRef<Words>) => {
    words.tell('join', ctx.self)
    return { work: (word) => word.length }
  },
)

export interface CounterProtocol {
  count(by: number): void
  total(): number
  whereabouts(): Whereabouts
}

/** An actor may be shaped as a class: its methods are the handlers, and its fields the state. */
class Counting implements Handlers<CounterProtocol> {
  private sum = 0
  private readonly ctx: ActorContext<CounterProtocol>

  constructor(ctx: ActorContext<CounterProtocol>) {
    this.ctx = ctx
  }

  count(by: number): void {
    this.sum += by
  }

  total(): number {
    return this.sum
  }

  whereabouts(): Whereabouts {
    return whereabouts(this.ctx.self)
  }
}

export const Counter = defineActor('Counter', (ctx: ActorContext<CounterProtocol>) => new Counting(ctx))

export interface TalkerProtocol {
  /** Puts words into a pipe, and closes it. */
  say(words: readonly string[]): void
}

/** The end of a pipe that is written to. It waits for the other end, as every ask does. */
export const Talker = defineActor(
  'Talker',
  (_ctx: ActorContext<TalkerProtocol>, pipe: ActorRef<ChannelProtocol<string>>) => ({
    async say(words) {
      for (const word of words) await pipe.ask('put', word)
      pipe.tell('end')
    },
  }),
)

export interface SpinnerProtocol {
  /** Answers, and is never heard of again. */
  spin(): void
}

/** Has its thread in an endless loop, so that nobody there ever has another turn. */
export const Spinner = defineActor('Spinner', (ctx: ActorContext<SpinnerProtocol>) => ({
  async spin() {
    ctx.reply('spin').answer()
    // The answer leaves first.
    await nextTurn()
    for (;;);
  },
}))

export interface ListenerProtocol {
  started(pid: number): void
  line(text: string): void
  exited(code: number | null): void
}

export interface ProgramProtocol {
  /** Starts the program, and has done when that has ended. */
  run(): void
}

/**
 * An outside program as an actor: each line that it prints is a message. When the actor is stopped, by whomever, the program is ended
 * with it.
 */
export const Program = defineActor(
  'Program',
  (
    ctx: ActorContext<ProgramProtocol>,
    command: string,
    args: readonly string[],
    listener: ActorRef<ListenerProtocol>,
  ) => ({
    async run() {
      const program = spawn(command, args, { stdio: ['ignore', 'pipe', 'inherit'] })
      ctx.on('stopping', () => void program.kill())
      await once(program, 'spawn')
      const closed = once(program, 'close')
      listener.tell('started', program.pid ?? 0)
      for await (const line of createInterface(program.stdout)) {
        // A program that prints faster than its listener reads is held back by its own pipe.
        if (!listener.tell('line', line)) await listener.ready()
      }
      await closed
      listener.tell('exited', program.exitCode)
    },
  }),
)
