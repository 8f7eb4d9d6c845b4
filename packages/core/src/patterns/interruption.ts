/**
 * What may end each of many waits, one at a time. Not `Promise.race` with one promise that outlives them all: that would
 * keep something of every wait.
 */
export class Interruption {
  private readonly signal: AbortSignal | undefined
  private reason: { readonly error: unknown } | undefined = undefined
  private end: ((error: unknown) => void) | undefined = undefined

  /** @param signal interrupts with its reason when it aborts */
  constructor(signal: AbortSignal | undefined) {
    this.signal = signal
    if (signal?.aborted) this.abort()
    signal?.addEventListener('abort', this.abort)
  }

  /** What `waited` comes to, or the error of an interruption, whichever is first. */
  unless<T>(waited: T | PromiseLike<T>): Promise<T> {
    if (this.reason !== undefined) {
      // Nobody waits for it any more.
      Promise.resolve(waited).catch(() => {})
      return Promise.reject(this.reason.error)
    }
    return new Promise((resolve, reject) => {
      this.end = reject
      Promise.resolve(waited).then(resolve, reject)
    })
  }

  /** Ends the wait that there is, and all that follow. The first interruption counts. */
  interrupt(error: unknown): void {
    this.reason ??= { error }
    this.end?.(this.reason.error)
  }

  /** Listens to the signal no longer. */
  forget(): void {
    this.signal?.removeEventListener('abort', this.abort)
  }

  private readonly abort = (): void => this.interrupt(this.signal?.reason)
}
