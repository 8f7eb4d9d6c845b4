import { FairDispatcher } from '../../src/env/fair-dispatcher.ts'
import {
  type ActorSystem,
  createSystem,
  type DeadLetter,
  type InspectionEvent,
  type SystemEvents,
  type SystemOptions,
} from '../../src/index.ts'
import { MemoryLogger } from './memory-logger.ts'
import { VirtualClock } from './virtual-clock.ts'

export type Failed = Parameters<SystemEvents['failure']>[0]

/** A system in virtual time, and what it has said of itself. */
export interface Rig extends AsyncDisposable {
  readonly system: ActorSystem
  readonly clock: VirtualClock
  readonly logger: MemoryLogger
  readonly deadLetters: DeadLetter[]
  readonly failures: Failed[]
  readonly steps: InspectionEvent[]
}

/** Turns take place in microtasks alone, so that whatever can happen has happened when `settled` resolves. */
const microtasks = { soon: queueMicrotask, later: queueMicrotask }

export async function createRig(options: SystemOptions & { readonly inspect?: boolean } = {}): Promise<Rig> {
  const { inspect = false, ...rest } = options
  const clock = new VirtualClock()
  const logger = new MemoryLogger()
  const createDispatcher = () => new FairDispatcher(clock, microtasks)
  const environment = { clock, logger, createDispatcher, ...rest.environment }
  const system = await createSystem({ ...rest, environment })
  const deadLetters: DeadLetter[] = []
  const failures: Failed[] = []
  const steps: InspectionEvent[] = []
  system.events.on('dead-letter', (letter) => deadLetters.push(letter))
  system.events.on('failure', (failure) => failures.push(failure))
  if (inspect) system.inspect((event) => steps.push(event))
  return {
    system,
    clock,
    logger,
    deadLetters,
    failures,
    steps,
    async [Symbol.asyncDispose]() {
      const ended = system.shutdown({ deadline: 0 })
      await clock.advance(0)
      await ended
    },
  }
}
