import { type ActorContext, defineActor } from '@troupe/core'

export interface Steps {
  step(): void
}

/** Sends itself the next step for ever, and says when it has been stopped. */
export const Walker = defineActor('Walker', (ctx: ActorContext<Steps>) => {
  ctx.on('stopped', () => console.log('stopped', ctx.self.path))
  ctx.self.tell('step')
  return {
    step: () => void ctx.self.tell('step'),
  }
})
