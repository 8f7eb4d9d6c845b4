import { type ActorContext, type ActorRef, createSystem, defineActor } from '@troupe/core'
import type { Arm, Outcome } from '../harness/arm.ts'
import { inTurn, inWindows } from './latency.ts'

type Run = (size: number, once: (value: number) => Promise<number>) => Promise<Outcome>

const Echo = defineActor('Echo', (_ctx: ActorContext<{ echo(value: number): number }>) => ({
  echo: (value) => value,
}))

const onceWith =
  (echo: ActorRef<{ echo(value: number): number }>) =>
  (value: number): Promise<number> =>
    echo.ask('echo', value)

function asking(run: Run): Arm {
  return {
    async open() {
      const system = await createSystem()
      const once = onceWith(system.spawn(Echo))
      return { run: (size) => run(size, once), close: () => system.shutdown() }
    },
  }
}

export const ask = asking(inTurn)
export const askMany = asking(inWindows)
