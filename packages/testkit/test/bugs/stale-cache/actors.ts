import { type ActorContext, type ActorRef, defineActor } from '@troupe/core'

export interface StoreProtocol {
  /** Tells the store of its cache. */
  cachedBy(cache: ActorRef<CacheProtocol>): void
  write(value: number): void
  read(): number
}

export interface CacheProtocol {
  read(): number
  invalidate(): void
}

export const Store = defineActor('Store', (_ctx: ActorContext<StoreProtocol>, mended: boolean) => {
  let value = 0
  let cache: ActorRef<CacheProtocol> | undefined
  return {
    cachedBy(ref) {
      cache = ref
    },
    async write(next) {
      value = next
      // Whoever wrote may go on only when nobody can read the old value any more.
      if (mended) await cache?.ask('invalidate')
    },
    read: () => value,
  }
})

/** Asks the store once, and answers from memory from then on. */
export const Cache = defineActor(
  'Cache',
  (ctx: ActorContext<CacheProtocol>, store: ActorRef<StoreProtocol>) => {
    let known: number | undefined
    let changes = 0
    store.tell('cachedBy', ctx.self)
    return {
      async read() {
        if (known !== undefined) return known
        const before = changes
        const value = await store.ask('read')
        if (before === changes) known = value
        return value
      },
      invalidate() {
        changes++
        known = undefined
      },
    }
  },
  // Without this the store and its cache could wait for each other for ever.
  { interleave: ['invalidate'] },
)
