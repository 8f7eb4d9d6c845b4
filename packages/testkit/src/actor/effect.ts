import type { GroupStrategy, LogLevel } from '@troupe/core'

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
  | {
      readonly type: 'receiveTimeout'
      /** Milliseconds. */
      readonly time: number
      readonly name: string
      readonly args: readonly unknown[]
    }
  | { readonly type: 'group'; readonly strategy: GroupStrategy }
  | { readonly type: 'register' | 'unregister'; readonly name: string; readonly actor: string }
  | { readonly type: 'whereIs'; readonly name: string }
  | { readonly type: 'deadLetter'; readonly name: string; readonly args: readonly unknown[] }
  | { readonly type: 'log'; readonly level: LogLevel; readonly text: string; readonly details: unknown }
  | { readonly type: 'reply'; readonly value: unknown }
  | { readonly type: 'reject' | 'fail'; readonly message: string }
  | { readonly type: 'pipe'; readonly name: string }
  | { readonly type: 'become' | 'cancelAll' | 'cancelReceiveTimeout' | 'stash' | 'unstash' | 'stopGroup' }
