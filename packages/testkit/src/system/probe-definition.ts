import { type ActorContext, type ActorDefinition, defineProxy, otherwise } from '@troupe/core'
import { type AnyDefinition, Cell, targetOf } from '@troupe/core/internal'

/** Who is told of what a probe is sent. */
export interface Recipient {
  /** Returns the promise of an answer where `isAsk`. */
  receive(name: string, args: readonly unknown[], isAsk: boolean): Promise<unknown> | undefined
}

/** Every name: a probe takes the next message while asks that it was sent before wait for their answers. */
class EveryName extends Set<string> {
  override has(): boolean {
    return true
  }
}

const everyName = new EveryName()

/** Any message at all. */
type AnyProtocol = Record<string, (...args: unknown[]) => unknown>

/** The definition of a probe, which takes every message of any protocol. It lives in this thread alone. */
export function probeDefinition<P>(recipient: Recipient): ActorDefinition<P, []> {
  const definition = defineProxy('Probe', (ctx: ActorContext<AnyProtocol>) => {
    const cell = targetOf(ctx.self)
    return {
      [otherwise]: (name: string, ...args: unknown[]) => {
        const isAsk = cell instanceof Cell && cell.handlingNow().reply !== undefined
        return recipient.receive(name, args, isAsk)
      },
    }
  })
  return { ...definition, interleave: everyName } as AnyDefinition as ActorDefinition<P, []>
}
