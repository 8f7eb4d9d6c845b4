/** A promise that a test settles when it pleases. */
export interface Gate<T> {
  readonly promise: Promise<T>
  open(value: T): void
  break(error: unknown): void
}

export function gate<T = void>(): Gate<T> {
  let open: (value: T) => void = () => {}
  let fail: (error: unknown) => void = () => {}
  const promise = new Promise<T>((resolve, reject) => {
    open = resolve
    fail = reject
  })
  // Whether anybody waits for it is the actor's business; a broken gate is not to end the test run.
  promise.catch(() => {})
  return { promise, open: (value) => open(value), break: (error) => fail(error) }
}
