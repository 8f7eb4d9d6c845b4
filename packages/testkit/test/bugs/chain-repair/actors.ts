import { type ActorContext, type ActorRef, defineActor } from '@troupe/core'

export interface LinkProtocol {
  update(number: number, head: ActorRef<HeadProtocol>): void
}

export interface HeadProtocol {
  write(): void
  acknowledged(number: number): void
}

/** Takes the updates at one end of the chain and passes them on; the last of the chain acknowledges them. */
export const Head = defineActor(
  'Head',
  (
    ctx: ActorContext<HeadProtocol>,
    middle: ActorRef<LinkProtocol>,
    tail: ActorRef<LinkProtocol>,
    mended: boolean,
  ) => {
    let next = middle
    let last = 0
    const open = new Set<number>()
    ctx.watch(middle)
    ctx.on('down', () => {
      next = tail
      // What the middle had taken and not passed on is gone with it.
      if (mended) for (const number of open) next.tell('update', number, ctx.self)
    })
    return {
      write() {
        last++
        open.add(last)
        next.tell('update', last, ctx.self)
      },
      acknowledged: (number) => void open.delete(number),
      [Symbol.for('troupe.state')]: () => open.size,
    }
  },
)

export const Middle = defineActor(
  'Middle',
  (_ctx: ActorContext<LinkProtocol>, tail: ActorRef<LinkProtocol>) => ({
    update: (number, head) => void tail.tell('update', number, head),
  }),
)

export const Tail = defineActor('Tail', (_ctx: ActorContext<LinkProtocol>) => {
  const updates = new Set<number>()
  return {
    update(number, head) {
      updates.add(number)
      head.tell('acknowledged', number)
    },
    [Symbol.for('troupe.state')]: () => [...updates].sort(),
  }
})
