import type { LifecycleSignals } from '../behavior/context.ts'
import type { Lapsing } from '../message/expiry.ts'
import { isThenable } from './handlers.ts'
import type { TimerTable } from './timer-table.ts'

type Listener<S extends keyof LifecycleSignals> = LifecycleSignals[S]
type Listeners = { [S in keyof LifecycleSignals]?: Listener<S>[] }

/** One life of an actor, from its setup to its end or restart: who listens to it, and who is told when it is over. */
export class Life implements Lapsing {
  /** Its timers, once it has used any. */
  timers: TimerTable | undefined = undefined

  private readonly listeners: Listeners = {}
  /** Told what a listener has promised, which nobody awaits. */
  private readonly heed: (promised: PromiseLike<unknown>) => void
  private aborter: AbortController | undefined = undefined
  private over = false

  constructor(heed: (promised: PromiseLike<unknown>) => void) {
    this.heed = heed
  }

  /** What was sent on behalf of this life is of no use to the next. */
  get hasLapsed(): boolean {
    return this.over
  }

  get abortSignal(): AbortSignal {
    if (this.aborter === undefined) {
      this.aborter = new AbortController()
      if (this.over) this.aborter.abort()
    }
    return this.aborter.signal
  }

  on<S extends keyof LifecycleSignals>(signal: S, listener: Listener<S>): void {
    const listeners: Listener<S>[] = this.listeners[signal] ?? []
    listeners.push(listener)
    this.listeners[signal] = listeners as Listeners[S]
  }

  has(signal: keyof LifecycleSignals): boolean {
    return this.listeners[signal] !== undefined
  }

  /** Calls each listener; a throwing one does not keep the others from being called. Throws what the first of them threw. */
  emit<S extends keyof LifecycleSignals>(signal: S, ...args: Parameters<LifecycleSignals[S]>): void {
    const errors: unknown[] = []
    for (const listener of this.listeners[signal] ?? []) {
      try {
        const made: unknown = Reflect.apply(listener, undefined, args)
        if (isThenable(made)) this.heed(made)
      } catch (error) {
        errors.push(error)
      }
    }
    const [first, ...others] = errors
    for (const error of others) this.heed(Promise.reject(error))
    if (errors.length > 0) throw first
  }

  end(): void {
    this.over = true
    this.aborter?.abort()
    this.timers?.end()
  }
}

/** Stands for any life that is over. */
export const lifeThatEnded = new Life(() => {})
lifeThatEnded.end()
