/** One thing that an actor did, as data. Actors are called by their names; the actor under test is `self`. */
export type Effect =
  | {
      readonly type: 'spawn'
      readonly name: string
      /** The name of its definition. */
      readonly definition: string
      readonly args: readonly unknown[]
    }
  | {
      readonly type: 'tell' | 'ask' | 'forward'
      readonly to: string
      readonly name: string
      readonly args: readonly unknown[]
    }
  | { readonly type: 'watch' | 'unwatch' | 'link' | 'unlink' | 'stop' | 'restart'; readonly actor: string }
  | {
      readonly type: 'watchWith'
      readonly actor: string
      readonly name: string
      readonly args: readonly unknown[]
    }
  | {
      readonly type: 'after' | 'every'
      readonly key: string
      /** Milliseconds. */
      readonly time: number
      readonly name: string
      readonly args: readonly unknown[]
    }
  | { readonly type: 'cancel'; readonly key: string }
  | { readonly type: 'reply'; readonly value: unknown }
  | { readonly type: 'reject' | 'fail'; readonly message: string }
  | { readonly type: 'pipe'; readonly name: string }
  | { readonly type: 'become' | 'cancelAll' | 'stash' | 'unstash' }
