import { type ActorContext, type ActorRef, defineActor } from '@troupe/core'

export interface RegistryProtocol {
  whoIs(name: string): ActorRef<ClaimantProtocol> | null
  register(name: string, owner: ActorRef<ClaimantProtocol>): boolean
}

export interface ClaimantProtocol {
  claim(name: string): void
}

export const Registry = defineActor('Registry', (_ctx: ActorContext<RegistryProtocol>) => {
  const owners = new Map<string, ActorRef<ClaimantProtocol>>()
  return {
    whoIs: (name) => owners.get(name) ?? null,
    register(name, owner) {
      const isFree = !owners.has(name)
      owners.set(name, owners.get(name) ?? owner)
      return isFree
    },
  }
})

/** Wants a name, if nobody has it. */
export const Claimant = defineActor(
  'Claimant',
  (ctx: ActorContext<ClaimantProtocol>, registry: ActorRef<RegistryProtocol>, mended: boolean) => {
    let owns = false
    return {
      async claim(name) {
        if (mended) {
          owns = await registry.ask('register', name, ctx.self)
          return
        }
        // Between the question and what follows from the answer somebody else may do the same.
        if ((await registry.ask('whoIs', name)) !== null) return
        registry.tell('register', name, ctx.self)
        owns = true
      },
      [Symbol.for('troupe.state')]: () => owns,
    }
  },
)
