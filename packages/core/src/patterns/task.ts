import {
  type ActorContext,
  type ActorDefinition,
  defineActor,
  InvalidOptionError,
  isRejection,
} from '../index.ts'
import { TaskCancelledError, TaskFailedError, TaskTimeoutError } from './errors.ts'

/** What a task can be told: `R` is what comes of it. */
export interface TaskProtocol<R> {
  /**
   * Answers when the job is done, with what it returned or promised, or is rejected with why there is nothing: its own
   * `Rejection`, `TaskFailedError`, `TaskTimeoutError` or `TaskCancelledError`. All who ask before it is done are answered;
   * then the task ends.
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
 * is the outcome, and nothing that comes later changes it. A job that fails is not begun again.
 *
 * A task that nobody asks for its result stays until its parent ends, or it is cancelled or stopped.
 *
 * @param name of the definition; export the result from the module of a node to spawn the task there
 * @param job is given the signal, and the arguments of `spawn`
 * @throws InvalidDefinitionError if `name` is empty; InvalidOptionError for a time-out that is not above 0
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
  const { timeout = Number.POSITIVE_INFINITY } = options
  if (!(timeout > 0)) throw new InvalidOptionError(`timeout must be milliseconds above 0, not ${timeout}.`)
  const setup = (ctx: ActorContext<TaskInside>, ...args: unknown[]) =>
    handlers(ctx, async (signal) => job(signal, ...args), timeout)
  return defineActor(name, setup, { interleave: ['result', 'cancel', 'task:done', 'task:late', 'task:end'] })
}

/** The job's outcome comes as a message, so that what cannot be sent is known before somebody is answered with it. */
interface TaskInside extends TaskProtocol<unknown> {
  'task:begin'(): void
  'task:done'(outcome: unknown): void
  'task:late'(): void
  'task:end'(): void
}

function handlers(
  ctx: ActorContext<TaskInside>,
  job: (signal: AbortSignal) => Promise<unknown>,
  timeout: number,
) {
  const aborter = new AbortController()
  let settle: (outcome: unknown) => void = () => {}
  const outcome = new Promise<unknown>((resolve) => {
    settle = resolve
  })
  let isDone = false
  let isAwaited = false
  const conclude = (result: unknown): void => {
    if (isDone) return
    isDone = true
    settle(result)
    ctx.timers.cancel('timeout')
    if (isAwaited) ctx.self.tell('task:end')
  }
  const abort = (error: Error): void => {
    if (!isDone) aborter.abort(error)
    conclude(error)
  }
  const report = (result: unknown): void => {
    if (aborter.signal.aborted) return
    try {
      ctx.self.tell('task:done', result)
    } catch (error) {
      ctx.self.tell('task:done', failureOf(error))
    }
  }
  ctx.on('stopped', () => aborter.abort())
  ctx.self.tell('task:begin')
  if (timeout < Number.POSITIVE_INFINITY) ctx.timers.after('timeout', timeout, 'task:late')
  return {
    'task:begin'() {
      job(aborter.signal).then(report, (error) => report(failureOf(error)))
    },
    'task:done': conclude,
    'task:late': () => abort(new TaskTimeoutError(`${ctx.self.path} was not done within ${timeout} ms.`)),
    'task:end': () => ctx.stop(),
    result() {
      if (isDone && !isAwaited) ctx.self.tell('task:end')
      isAwaited = true
      return outcome
    },
    cancel(reason?: string) {
      abort(
        new TaskCancelledError(`${ctx.self.path} was cancelled${reason === undefined ? '' : `: ${reason}`}.`),
      )
      if (!isAwaited) ctx.stop()
    },
  }
}

function failureOf(error: unknown): Error {
  if (isRejection(error)) return error
  return new TaskFailedError(`The job failed: ${error instanceof Error ? error.message : String(error)}`, {
    cause: error,
  })
}
