import { type ActorContext, type ActorRef, defineActor } from '@troupe/core'

export interface ForkProtocol {
  take(by: ActorRef<PhilosopherProtocol>): void
  putBack(): void
}

export interface PhilosopherProtocol {
  taken(): void
}

/** Lies on the table, or is held by one philosopher while others wait for it. */
export const Fork = defineActor('Fork', (_ctx: ActorContext<ForkProtocol>) => {
  const waiting: ActorRef<PhilosopherProtocol>[] = []
  let isHeld = false
  return {
    take(by) {
      if (isHeld) waiting.push(by)
      else by.tell('taken')
      isHeld = true
    },
    putBack() {
      const next = waiting.shift()
      if (next === undefined) isHeld = false
      else next.tell('taken')
    },
    [Symbol.for('troupe.state')]: () => ({ isHeld, waiting: waiting.length }),
  }
})

/** Takes two forks, one after the other, eats once, and puts both back. */
export const Philosopher = defineActor(
  'Philosopher',
  (ctx: ActorContext<PhilosopherProtocol>, first: ActorRef<ForkProtocol>, second: ActorRef<ForkProtocol>) => {
    let forks = 0
    first.tell('take', ctx.self)
    return {
      taken() {
        forks++
        if (forks === 1) {
          second.tell('take', ctx.self)
          return
        }
        first.tell('putBack')
        second.tell('putBack')
      },
      [Symbol.for('troupe.state')]: () => (forks === 2 ? 'has eaten' : 'is hungry'),
    }
  },
)
