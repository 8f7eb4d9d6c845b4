/** Where one side gives an item at a time, and the other takes it: who comes first waits. */
export class Handover<T> {
  private offered: { readonly item: T; readonly settle: (isTaken: boolean) => void } | undefined = undefined
  private taker:
    | {
        readonly resolve: (next: IteratorResult<T, undefined>) => void
        readonly reject: (error: Error) => void
      }
    | undefined = undefined
  private isClosed = false
  private failure: Error | undefined = undefined

  /** Whether `item` has been taken: once it has, or nobody will take it any more. Called again only then. */
  give(item: T): Promise<boolean> | boolean {
    if (this.isClosed) return false
    if (this.taker !== undefined) {
      this.taker.resolve({ done: false, value: item })
      this.taker = undefined
      return true
    }
    return new Promise((settle) => {
      this.offered = { item, settle }
    })
  }

  /** The next item; the end; or the error that it was closed with. Called again only when it has settled. */
  async take(): Promise<IteratorResult<T, undefined>> {
    const { offered } = this
    if (offered !== undefined) {
      this.offered = undefined
      offered.settle(true)
      return { done: false, value: offered.item }
    }
    if (!this.isClosed) return new Promise((resolve, reject) => (this.taker = { resolve, reject }))
    const { failure } = this
    this.failure = undefined
    if (failure !== undefined) throw failure
    return { done: true, value: undefined }
  }

  /** There is nothing more to give, or to take. The first close counts. */
  close(failure?: Error): void {
    if (this.isClosed) return
    this.isClosed = true
    this.offered?.settle(false)
    this.offered = undefined
    if (this.taker === undefined) this.failure = failure
    else if (failure === undefined) this.taker.resolve({ done: true, value: undefined })
    else this.taker.reject(failure)
  }
}
