import { type ActorContext, type ActorSystem, type AnyActorRef, defineActor } from '../../src/index.ts'

const Saboteur = defineActor('Saboteur', (ctx: ActorContext<{ fall(): void }>, victim: AnyActorRef) => {
  ctx.link(victim)
  return {
    fall() {
      throw new Error('sabotage')
    },
  }
})

/** Makes an actor fail, for a reason that is none of its own: it is started anew, unless it may not be. */
export async function startAnew(system: ActorSystem, victim: AnyActorRef): Promise<void> {
  const saboteur = system.spawn(Saboteur, [victim], { restart: 'temporary' })
  await saboteur.ask('fall').catch(() => {})
}
