import { type ActorContext, type ActorRef, defineActor } from '@troupe/core'

export interface BufferProtocol {
  put(by: ActorRef<ClientProtocol>): void
  take(by: ActorRef<ClientProtocol>): void
}

export interface ClientProtocol {
  done(): void
  /** There may be room, or something to take, now. */
  retry(): void
}

/** Has room for one. Those whom it can't serve wait to be woken, and come again. */
export const Buffer = defineActor('Buffer', (_ctx: ActorContext<BufferProtocol>, mended: boolean) => {
  let waiting: readonly ActorRef<ClientProtocol>[] = []
  let isFull = false
  const serve = (by: ActorRef<ClientProtocol>, canBe: boolean) => {
    if (!canBe) {
      waiting = [...waiting, by]
      return
    }
    isFull = !isFull
    by.tell('done')
    // One condition for both: waking one may wake one who cannot go on, and then nobody wakes the others.
    const woken = mended ? waiting : waiting.slice(0, 1)
    waiting = waiting.slice(woken.length)
    for (const one of woken) one.tell('retry')
  }
  return {
    put: (by) => serve(by, !isFull),
    take: (by) => serve(by, isFull),
    [Symbol.for('troupe.state')]: () => ({ isFull, waiting: waiting.map(({ path }) => path) }),
  }
})

/** Puts or takes a number of things, one after the other. */
export const Client = defineActor(
  'Client',
  (
    ctx: ActorContext<ClientProtocol>,
    buffer: ActorRef<BufferProtocol>,
    does: 'put' | 'take',
    count: number,
  ) => {
    let left = count
    const begin = () => {
      if (left > 0) buffer.tell(does, ctx.self)
    }
    begin()
    return {
      done() {
        left--
        begin()
      },
      retry: begin,
      [Symbol.for('troupe.state')]: () => left,
    }
  },
)
