/** How an ask ended, as far as it is known. */
export type Outcome =
  | { readonly type: 'answered'; readonly value: unknown }
  /** It was answered with a `Rejection` of that code. */
  | { readonly type: 'rejected'; readonly code: string }
  /** There is no answer, so that nobody knows whether it took effect. */
  | { readonly type: 'unknown' }

/** One ask of a history. */
export interface Operation {
  /** Who asked. */
  readonly client: string
  readonly name: string
  readonly args: readonly unknown[]
  /** When it was asked, on any scale that grows. */
  readonly invoked: number
  /** When the answer came, on the same scale; `undefined` where none has come. */
  readonly returned: number | undefined
  readonly outcome: Outcome
}
