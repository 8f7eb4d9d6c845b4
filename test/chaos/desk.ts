import { type ActorContext, type ActorSystem, defineActor } from '@troupe/core'
import type { DeskProtocol, DeskRef } from './actors/desk.ts'

/** Whom the desk tells what it hears. */
export interface DeskListener {
  noted(talker: number, n: number): void
  /** The talker of that number has ended. */
  lost(talker: number): void
  /** One watch of the mortal of that number was told of its end. */
  ended(mortal: number, how: 'signals' | 'messages'): void
}

/** Spawns the desk, on this node, since it tells a listener. */
export function openDesk(system: ActorSystem, listener: DeskListener): DeskRef {
  const Desk = defineActor(
    'Desk',
    (ctx: ActorContext<DeskProtocol & { ended(mortal: number): void; lost(talker: number): void }>) => {
      const mortals = new Map<string, number>()
      ctx.on('down', ({ ref }) => {
        const mortal = mortals.get(ref.path)
        mortals.delete(ref.path)
        listener.ended(mortal ?? -1, 'signals')
      })
      return {
        noted: (talker, n) => listener.noted(talker, n),
        watch(mortal, talker, number) {
          ctx.watchWith(talker, 'lost', number)
          mortals.set(mortal.path, number)
          ctx.watch(mortal)
          ctx.watchWith(mortal, 'ended', number)
        },
        lost: (talker) => listener.lost(talker),
        ended: (mortal) => listener.ended(mortal, 'messages'),
      }
    },
  )
  return system.spawn(Desk, [], { name: 'desk' })
}
