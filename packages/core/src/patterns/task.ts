import {
  type ActorContext,
  type ActorDefinition,
  defineActor,
  type Handlers,
  InvalidDefinitionError,
  isRejection,
  type Reply,
} from '../index.ts'
import { TaskCancelledError, TaskFailedError, TaskTimeoutError } from './errors.ts'
import { Legacy } from './legacy.ts'
import { checkOptions, checkTime } from './limits.ts'
import { wordsOf } from './thrown.ts'

/** What a task can be told: `R` is what comes of it. */
export interface TaskProtocol<R> {
  /**
   * Answers when the job is done, with what it returned or promised, or is rejected with why there is nothing: its own
   * `Rejection`, `TaskFailedError`, `TaskTimeoutError` or `TaskCancelledError`. All who ask before it is done are answered;
   * then the task ends. Whoever has given up by then is not counted: the result waits for somebody who asks again.
   */
  result(): R
  /** Aborts the job's signal, and ends the task. */
  cancel(reason?: string): void
}

/** What a task does. `signal` aborts when it is cancelled, when its time is over, and when it is stopped. */
export type TaskJob<A extends readonly unknown[], R> = (signal: AbortSignal, ...args: A) => R | PromiseLike<R>

/**
 * The limits of a task.
 *
 * @example
 * ```ts
 * import type { TaskOptions } from '@troupe/core/patterns'
 *
 * export const quick: TaskOptions = { timeout: 500 }
 * ```
 */
export interface TaskOptions {
  /** Milliseconds that the job may take; without end unless said. */
  readonly timeout?: number
}

/**
 * Defines a task: an actor for one job, which begins when it is spawned and is done once. Its result waits until somebody
 * asks for it; with the answer the task ends. Whatever comes first (the job's result or failure, its time-out, a cancel)
 * is the outcome, and nothing that comes later changes it. A job that fails is not begun again; nor is it when the task
 * is started anew, which aborts the job and has a `TaskFailedError` for its outcome, unless it was done.
 *
 * A task that nobody asks for its result stays until its parent ends, or it is cancelled or stopped.
 *
 * @param name of the definition; export the result from the module of a node to spawn the task there
 * @param job is given the signal, and the arguments of `spawn`
 * @throws InvalidDefinitionError if `name` is no name, or `job` is no function; InvalidOptionError for a time-out that is not
 * above 0
 *
 * @example
 * ```ts
 * import { createSystem } from '@troupe/core'
 * import { defineTask } from '@troupe/core/patterns'
 *
 * const Download = defineTask('Download', async (signal, url: string) => (await fetch(url, { signal })).status)
 *
 * await using system = await createSystem()
 * const download = system.spawn(Download, ['https://example.org'])
 * download.tell('cancel', 'not needed any more')
 * ```
 */
export function defineTask<A extends unknown[], R>(
  name: string,
  job: TaskJob<A, R>,
  options?: TaskOptions,
): ActorDefinition<TaskProtocol<Awaited<R>>, A>
export function defineTask(
  name: string,
  job: TaskJob<unknown[], unknown>,
  options: TaskOptions = {},
): unknown {
  const { timeout = Number.POSITIVE_INFINITY } = checkOptions('defineTask', options)
  if (typeof job !== 'function')
    throw new InvalidDefinitionError(`defineTask("${name}") needs its job second: a function.`)
  checkTime('timeout', timeout)
  const legacy = new Legacy<Outcome>()
  const setup = (ctx: ActorContext<TaskInside>, ...args: unknown[]) =>
    handlers(ctx, async (signal) => job(signal, ...args), timeout, legacy)
  return defineActor(name, setup)
}

/** The job's outcome comes as a message, so that what cannot be sent is known before somebody is answered with it. */
interface TaskInside extends TaskProtocol<unknown> {
  'task:begin'(): void
  'task:done'(value: unknown): void
  'task:late'(): void
  'task:end'(): void
}

/** What came of a job: what it returned, or an error that is an answer. */
interface Outcome {
  readonly value: unknown
}

function handlers(
  ctx: ActorContext<TaskInside>,
  job: (signal: AbortSignal) => Promise<unknown>,
  timeout: number,
  legacy: Legacy<Outcome>,
): Handlers<TaskInside> {
  const task = new Undertaking(ctx, legacy.of(ctx))
  ctx.on('stopped', () => task.end())
  legacy.leave(ctx, (cause) => task.breakOff(cause))
  if (!task.isDone) {
    ctx.self.tell('task:begin')
    if (timeout < Number.POSITIVE_INFINITY) ctx.timers.after('timeout', timeout, 'task:late')
  }
  return {
    'task:begin': () => task.begin(job),
    'task:done': (value) => task.conclude(value),
    'task:late'() {
      task.abort(new TaskTimeoutError(`${ctx.self.path} was not done within ${timeout} ms.`))
    },
    'task:end': () => ctx.stop(),
    result: () => task.result(),
    cancel: (reason) => task.cancel(reason),
  }
}

/** A job of one life of a task: what came of it, and who waits for that. */
class Undertaking {
  private readonly ctx: ActorContext<TaskInside>
  private readonly aborter = new AbortController()
  private outcome: Outcome | undefined
  private waiting: Reply<unknown>[] = []

  /** @param outcome what came of it in a life before */
  constructor(ctx: ActorContext<TaskInside>, outcome: Outcome | undefined) {
    this.ctx = ctx
    this.outcome = outcome
  }

  get isDone(): boolean {
    return this.outcome !== undefined
  }

  begin(job: (signal: AbortSignal) => Promise<unknown>): void {
    job(this.aborter.signal).then(
      (value) => this.report(value),
      (error) => this.report(failureOf(error)),
    )
  }

  /** The first outcome counts. */
  conclude(value: unknown): void {
    if (this.isDone) return
    this.outcome = { value }
    this.ctx.timers.cancel('timeout')
    this.answer()
  }

  result(): Reply<unknown> {
    const reply = this.ctx.reply('result')
    this.waiting.push(reply)
    this.answer()
    return reply
  }

  abort(error: Error): void {
    if (!this.isDone) this.aborter.abort(error)
    this.conclude(error)
  }

  cancel(reason: string | undefined): void {
    const isAwaited = this.waiting.some(({ isOpen }) => isOpen)
    const why = reason === undefined ? '' : `: ${reason}`
    this.abort(new TaskCancelledError(`${this.ctx.self.path} was cancelled${why}.`))
    if (!isAwaited) this.ctx.stop()
  }

  /** Its life is over: whatever the job does yet comes to nothing. Returns what is left of it to the next. */
  breakOff(cause: unknown): Outcome {
    const said = `${this.ctx.self.path} was started anew before its job was done.`
    const error = new TaskFailedError(said, { cause })
    this.aborter.abort(error)
    return this.outcome ?? { value: error }
  }

  /** The actor has ended. */
  end(): void {
    this.aborter.abort()
  }

  private report(value: unknown): void {
    if (this.aborter.signal.aborted) return
    try {
      this.ctx.self.tell('task:done', value)
    } catch (error) {
      this.ctx.self.tell('task:done', failureOf(error))
    }
  }

  private answer(): void {
    if (this.outcome === undefined) return
    const open = this.waiting.filter(({ isOpen }) => isOpen)
    this.waiting = []
    for (const reply of open) reply.answer(this.outcome.value)
    // Those who have asked meanwhile are answered before it ends.
    if (open.length > 0) this.ctx.self.tell('task:end')
  }
}

function failureOf(error: unknown): Error {
  if (isRejection(error)) return error
  return new TaskFailedError(`The job failed: ${wordsOf(error)}`, { cause: error })
}
