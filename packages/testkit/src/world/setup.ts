/** What sets a world up, where that takes promises. */
export class Setup {
  isPending = false
  private failure: { readonly error: unknown } | undefined = undefined

  /** Looks on until the promise has settled. */
  follow(promise: Promise<unknown>): void {
    this.isPending = true
    promise.then(
      () => {
        this.isPending = false
      },
      (error: unknown) => {
        this.isPending = false
        this.failure = { error }
      },
    )
  }

  /** @throws what the setup was rejected with */
  check(): void {
    const { failure } = this
    this.failure = undefined
    if (failure !== undefined) throw failure.error
  }
}
