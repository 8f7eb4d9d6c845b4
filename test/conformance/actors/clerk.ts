import { type ActorContext, type ActorRef, type AnyActorRef, defineActor } from '@troupe/core'
import type { Pingable } from './echo.ts'
import type { JournalRef } from './journal.ts'

export interface ClerkProtocol extends Pingable {
  /** Registers an actor, itself unless said; answers with the path of whoever has the name then. */
  register(name: string, ref?: AnyActorRef): string
  unregister(name: string, ref?: AnyActorRef): boolean
  whereIs(name: string): AnyActorRef | undefined
  /** Waits for the end of another, and then looks its name up and takes it: notes what comes of both. */
  inherit(name: string, from: ActorRef<Pingable>, journal: JournalRef): void
  released(name: string, from: AnyActorRef, journal: JournalRef): void
  crash(message: string): void
  finish(): void
}

export type ClerkRef = ActorRef<ClerkProtocol>

/** Gives names, finds by them, and has them. */
export const Clerk = defineActor('Clerk', (ctx: ActorContext<ClerkProtocol>) => {
  const register = (name: string, ref: AnyActorRef): Promise<string> =>
    ctx.names.register(name, ref).then(
      () => ref.path,
      (error: { readonly code?: string; readonly holder?: string }) => error.holder ?? String(error.code),
    )
  return {
    register: (name, ref = ctx.self) => register(name, ref),
    unregister: (name, ref = ctx.self) => ctx.names.unregister(name, ref),
    whereIs: (name) => ctx.names.whereIs(name),
    async inherit(name, from, journal) {
      ctx.watchWith(from, 'released', name, from, journal)
      await from.ask('ping').catch(() => {})
    },
    async released(name, from, journal) {
      const [found, holder] = [await ctx.names.whereIs(name), await register(name, ctx.self)]
      const isFree = found === undefined || !found.equals(from)
      journal.tell('note', `${isFree ? 'free' : 'found'}, ${holder === from.path ? 'taken' : 'taken over'}`)
    },
    crash(message) {
      throw new Error(message)
    },
    finish: () => ctx.stop(),
    ping: () => {},
  }
})
