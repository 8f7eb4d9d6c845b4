export type { TimerOrder, WorldOptions } from './world/controlled-world.ts'
export { createWorld, type Program } from './world/create-world.ts'
export { EventNotEnabledError, NoStateError } from './world/errors.ts'
export { type CrashOptions, type FaultOptions, InjectedCrashError } from './world/faults.ts'
export type {
  LostMessage,
  OpenAsk,
  World,
  WorldEvent,
  WorldEventKind,
  WorldFailure,
} from './world/schedule.ts'
