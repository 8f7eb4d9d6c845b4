// Whoever compiles against the declarations need not name this in the "lib" of a tsconfig.
/// <reference lib="esnext.disposable" preserve="true" />
import {
  type ActorContext,
  type ActorDefinition,
  type ActorRef,
  type ActorSystem,
  defineActor,
  InvalidOptionError,
  Rejection,
  type SpawnOptions,
} from '../index.ts'
import { Handover } from './handover.ts'
import { checkOptions } from './limits.ts'

/** What a channel's actor can be told. */
export interface ChannelProtocol<T> {
  /**
   * One more item for whoever reads the channel. Handled, and answered, once it is taken out; rejected (`actor-terminated`)
   * where nobody will take it any more.
   */
  put(item: T): void
  /** No more follow: the loop that reads ends after the items before. */
  end(): void
  /** Something went wrong: the loop that reads throws this after the items before. */
  fail(error: Error): void
}

/** How a channel's actor is spawned: its name, and how many items may wait. */
export type ChannelOptions = Pick<SpawnOptions, 'name' | 'mailbox'>

/** Where messages go in by a ref, and come out in a loop. It is read by one loop; a second one beside it throws. */
export interface Channel<T> extends AsyncIterable<T>, AsyncDisposable {
  /** Sent to any node, as any ref. */
  readonly ref: ActorRef<ChannelProtocol<T>>
}

/**
 * Opens a channel: an actor on this node whose messages are an async iterable. What is put in waits in its mailbox until the
 * loop takes it, so whoever heeds what `tell` returns is held back by a slow reader. When the loop is left, or the channel
 * disposed of, the actor ends: what waits becomes dead letters.
 *
 * @throws InvalidOptionError, NameTakenError, InvalidNameError as `system.spawn` does
 *
 * @example
 * ```ts
 * import { createSystem } from '@troupe/core'
 * import { openChannel } from '@troupe/core/patterns'
 *
 * await using system = await createSystem()
 * const words = openChannel<string>(system)
 * for (const word of ['one', 'two']) words.ref.tell('put', word)
 * words.ref.tell('end')
 * for await (const word of words) console.log(word) // one, two
 * ```
 */
export function openChannel<T>(
  system: Pick<ActorSystem, 'spawn' | 'stop' | 'terminated'>,
  options: ChannelOptions = {},
): Channel<T> {
  const { name, mailbox } = checkOptions('openChannel', options)
  const handover = new Handover<T>()
  const ref = system.spawn(mouthOf(handover), [], {
    ...(name !== undefined && { name }),
    ...(mailbox !== undefined && { mailbox }),
    restart: 'temporary',
  })
  void system.terminated(ref).then(() => handover.close())
  const close = async (): Promise<void> => {
    handover.close()
    await system.stop(ref)
  }
  let isRead = false
  return {
    ref,
    [Symbol.asyncDispose]: close,
    async *[Symbol.asyncIterator]() {
      if (isRead)
        throw new InvalidOptionError(
          'A channel is read by one loop: open another, or share out what it reads.',
        )
      isRead = true
      try {
        for (;;) {
          const next = await handover.take()
          if (next.done) return
          yield next.value
        }
      } finally {
        isRead = false
        await close()
      }
    },
  }
}

/** Takes in what is put, an item at a time. */
function mouthOf<T>(handover: Handover<T>): ActorDefinition<ChannelProtocol<T>, []> {
  return defineActor('Channel', (ctx: ActorContext<ChannelProtocol<T>>) => ({
    async put(item) {
      if (await handover.give(item)) return
      ctx.deadLetter('put', item)
      throw new Rejection(`Nobody reads ${ctx.self.path} any more, and the item was not taken out.`, {
        code: 'actor-terminated',
      })
    },
    end: () => ctx.stop(),
    fail(error) {
      handover.close(error)
      ctx.stop()
    },
  }))
}
