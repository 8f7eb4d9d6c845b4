import { type ActorContext, defineActor, type Timers } from '../../src/index.ts'
import { createRig } from './create-rig.ts'
import { gate } from './gate.ts'

interface ClockworkProtocol {
  tick(...words: unknown[]): void
  say(word: string): void
  use(): unknown
  wait(): void
  fail(): void
}

/** What a test does with the timers of a clockwork. */
export type Use = (timers: Timers<ClockworkProtocol>) => unknown

/** An actor that does with its timers what a test says, and keeps what it is told. */
export function clockwork(inSetup: Use = () => {}, interleave: ('tick' | 'use')[] = []) {
  const seen: unknown[] = []
  const uses: Use[] = []
  const held = gate()
  const contexts: ActorContext<ClockworkProtocol>[] = []
  const Clockwork = defineActor(
    'Clockwork',
    (ctx: ActorContext<ClockworkProtocol>) => {
      contexts.push(ctx)
      seen.push('setup')
      inSetup(ctx.timers)
      return {
        // A message without arguments is handed `undefined`.
        tick: (...words) => void seen.push(['tick', ...words.filter((word) => word !== undefined)]),
        say: (word) => void seen.push(word),
        use: () => uses.shift()?.(ctx.timers),
        wait: () => held.promise,
        fail() {
          throw new Error('x')
        },
      }
    },
    { interleave },
  )
  return { Clockwork, seen, uses, held, contexts }
}

/** A system with one clockwork, after its setup. */
export async function setUpClockwork(options?: { inSetup?: Use; interleave?: ('tick' | 'use')[] }) {
  const rig = await createRig()
  const made = clockwork(options?.inSetup, options?.interleave)
  const ref = rig.system.spawn(made.Clockwork)
  made.seen.length = 0
  const use = (does: Use): Promise<unknown> => {
    made.uses.push(does)
    return ref.ask('use')
  }
  return { ...made, rig, ref, use, [Symbol.asyncDispose]: () => rig[Symbol.asyncDispose]() }
}
