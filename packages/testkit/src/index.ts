export { AskHistory, type AskOf } from './linearizability/ask-history.ts'
export { checkHistory, type HistoryVerdict } from './linearizability/check-history.ts'
export { InvalidHistoryError } from './linearizability/errors.ts'
export { verdictText } from './linearizability/history-text.ts'
export type { Operation, Outcome } from './linearizability/operation.ts'
export {
  type SequentialModel,
  type SequentialSteps,
  sequentialModel,
} from './linearizability/sequential-model.ts'
export { InvalidProtocolError, type ProtocolProblem } from './protocol/errors.ts'
export {
  ask,
  choice,
  type Interaction,
  type InteractionNode,
  type MessageStep,
  message,
  optional,
  par,
  repeat,
  seq,
} from './protocol/interaction.ts'
export type { LocalAction } from './protocol/local-behavior.ts'
export { type Protocol, protocol } from './protocol/protocol.ts'
export type { ProtocolMonitor, ProtocolViolation } from './protocol/protocol-monitor.ts'
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
