/** A promise that a test settles when it pleases. */
export interface Gate<T> {
  readonly promise: Promise<T>
  /** Lets those that await it go on. */
  open(value: T): void
  /** Lets those that await it fail. */
  fail(error: unknown): void
}

/** Makes a gate that is counted while it is closed. */
export function openGate<T>(counter: { openGates: number }): Gate<T> {
  let settle: { fulfil(value: T): void; refuse(error: unknown): void } | undefined
  const promise = new Promise<T>((fulfil, refuse) => {
    settle = { fulfil, refuse }
  })
  // Whether anybody awaits it is the actors' business.
  promise.catch(() => {})
  counter.openGates++
  const take = (): typeof settle => {
    const taken = settle
    if (taken !== undefined) counter.openGates--
    settle = undefined
    return taken
  }
  return { promise, open: (value) => take()?.fulfil(value), fail: (error) => take()?.refuse(error) }
}
