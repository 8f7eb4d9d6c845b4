/**
 * Definitions, systems, refs and errors: what actors and those who spawn them need, on one node or many.
 *
 * @module @troupe/core
 */
export type { ActorDefinition } from './behavior/actor-definition.ts'
export type { BackoffOptions } from './behavior/backoff.ts'
export type {
  ActorContext,
  ActorLog,
  LifecycleSignals,
  SpawnArguments,
  Watch,
  WatchOptions,
} from './behavior/context.ts'
export { type Defined, type DefinitionOptions, defineActor, type Setup } from './behavior/definition.ts'
export type {
  ActorGroup,
  GroupOptions,
  GroupStrategy,
  MemberArguments,
  MemberOptions,
} from './behavior/group.ts'
export type { Handlers } from './behavior/handlers.ts'
export { type ActorName, actorName, type NamedRef, type Names } from './behavior/names.ts'
export {
  defineProxy,
  otherwise,
  type ProxyHandlers,
  type ProxyOptions,
} from './behavior/proxy.ts'
export { shownState } from './behavior/shown-state.ts'
export {
  checkSpawnOptions,
  type MailboxOptions,
  type OverflowPolicy,
  type SpawnOptions,
} from './behavior/spawn-options.ts'
export type { Directive, RestartBudget, RestartPolicy, SupervisionOptions } from './behavior/supervision.ts'
export type { Timers } from './behavior/timers.ts'
export type { MailboxStats } from './cell/mailbox-stats.ts'
export { createSystem, type SystemOptions } from './create-system.ts'
export type { Clock, Timer } from './env/clock.ts'
export type { Dispatcher, Turn } from './env/dispatcher.ts'
export type { Environment } from './env/environment.ts'
export type { EndSignal, HostSignals } from './env/host-signals.ts'
export type { Logger, LogLevel } from './env/logger.ts'
export type { Random } from './env/random.ts'
export type { ActorRef, SendOptions } from './message/actor-ref.ts'
export type { AnyActorRef } from './message/any-actor-ref.ts'
export type { DeadLetter, DeadLetterReason } from './message/dead-letter.ts'
export type { Down, DownReason } from './message/down.ts'
export {
  ActorFailedError,
  ActorStartError,
  ActorTerminatedError,
  AskAbortedError,
  AskCycleError,
  AskGivenUpError,
  AskTimeoutError,
  DeathPactError,
  FrameError,
  InvalidDefinitionError,
  InvalidNameError,
  InvalidOptionError,
  isRejection,
  LinkedActorError,
  MailboxFullError,
  MessageExpiredError,
  NameTakenError,
  NodeDownError,
  NodeStartError,
  NoSuchDefinitionError,
  NoSuchNodeError,
  NothingToStashError,
  OutsideTurnError,
  Rejection,
  ReplyTwiceError,
  StashFullError,
  SystemStoppedError,
  TroupeError,
  type TroupeErrorOptions,
  UnhandledMessageError,
  UnsendableError,
} from './message/errors.ts'
export type { InspectionEvent } from './message/inspection.ts'
export type { Later } from './message/later.ts'
export type { Priority } from './message/priority.ts'
export type { Answer, Arguments, Message, MessageName, Payload } from './message/protocol.ts'
export type { AnyReply, Reply } from './message/reply.ts'
export type { Sendable, SendableArguments, Unsendable } from './message/sendable.ts'
export type { ActorSystem, ShutdownOptions, TerminatedOptions } from './system/actor-system.ts'
export type { DeadLetterCounts } from './system/dead-letter-office.ts'
export type { EventStream, SystemEvents } from './system/event-stream.ts'
export type { LinkStats, LinkTraffic } from './system/link-stats.ts'
export type { NodeGroup, NodeProvider } from './system/node-provider.ts'
export type { ActorStats, SystemStats } from './system/system-stats.ts'
export type { DiagramOptions, RecordOptions, Trace } from './system/trace.ts'
export type { TreeOptions } from './system/tree.ts'
