import { createHook } from 'node:async_hooks'
import type { Turn } from '@troupe/core'
import { ownFrames } from './own-frames.ts'

/** Where the promises were created that actors wait for. */
export class AwaitTracer {
  private readonly created = new Map<number, { readonly actor: Turn; readonly stack: string }>()
  private readonly hook: { enable(): unknown; disable(): unknown }

  /** @param acting names the actor that acts, however long ago its turn was */
  constructor(acting: () => Turn | undefined) {
    this.hook = createHook({
      init: (id, type) => {
        const actor = type === 'PROMISE' ? acting() : undefined
        if (actor !== undefined) this.created.set(id, { actor, stack: new Error('created here').stack ?? '' })
      },
      promiseResolve: (id) => void this.created.delete(id),
    })
  }

  /** Looks on while an actor may create promises: each of them costs some microseconds. */
  begin(): void {
    this.hook.enable()
  }

  end(): void {
    this.hook.disable()
  }

  /** The stack at the last promise that an actor created and that has not settled, in its own code. */
  lastOf(actor: Turn): string | undefined {
    const stacks = [...this.created.values()].filter((each) => each.actor === actor)
    return stacks.map(({ stack }) => ownFrames(stack)).findLast((frames) => frames !== '')
  }
}
