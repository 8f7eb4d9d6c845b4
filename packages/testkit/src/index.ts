/**
 * Tests of actors in virtual time, and in every order that can matter.
 *
 * @module @troupe/testkit
 */
export type { TestActor, TestActorArguments, TestActorOptions } from './actor/actor-under-test.ts'
export type { Effect } from './actor/effect.ts'
export { fx } from './actor/fx.ts'
export type { Answered } from './actor/recorded-reply.ts'
export type { StubMaker } from './actor/stubs.ts'
export { testActor } from './actor/test-actor.ts'
export { explore } from './explore/explore.ts'
export { ExploreError, NeverSeenError } from './explore/explore-error.ts'
export type { ExploreOptions, StrategyName } from './explore/explore-options.ts'
export type { FindingKind } from './explore/finding.ts'
export { NotRepeatableError } from './explore/not-repeatable-error.ts'
export { type Property, PropertyError } from './explore/property.ts'
export type { Expectations, Properties } from './explore/property-monitor.ts'
export type { ChannelOrder } from './explore/race.ts'
export { ReplayTokenError } from './explore/replay-token.ts'
export type { ExploreReport } from './explore/report.ts'
export type { StateView } from './explore/state-view.ts'
export type { Verdicts } from './explore/verdict.ts'
export { AskHistory, type AskOf } from './linearizability/ask-history.ts'
export {
  type CheckHistoryOptions,
  checkHistory,
  type HistoryVerdict,
} from './linearizability/check-history.ts'
export { HistoryTooLargeError, InvalidHistoryError } from './linearizability/errors.ts'
export { verdictText } from './linearizability/history-text.ts'
export type { Operation, Outcome } from './linearizability/operation.ts'
export {
  type SequentialModel,
  type SequentialSteps,
  sequentialModel,
} from './linearizability/sequential-model.ts'
export type { MatcherResult } from './matchers/matcher-result.ts'
export { matchers, type TroupeMatchers } from './matchers/matchers.ts'
export type { Chance, NodeNames, NodeNetwork } from './nodes/node-network.ts'
export type { NodeGroupOptions } from './nodes/simulated-network.ts'
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
export { followProtocol, outside, type Player, type ProtocolRun } from './protocol/protocol-run.ts'
export { ExpectationError } from './system/expectation-error.ts'
export type { Gate } from './system/gate.ts'
export type { Probe, Received } from './system/probe.ts'
export { RestlessError } from './system/restless-error.ts'
export type { TestClock } from './system/test-clock.ts'
export { createTestSystem, type TestSystem, type TestSystemOptions } from './system/test-system.ts'
export type { WorldSystem } from './system/world-system.ts'
export { createWorld, type Program } from './world/create-world.ts'
export { EventNotEnabledError, NoStateError } from './world/errors.ts'
export {
  type CrashOptions,
  type FaultOptions,
  InjectedCrashError,
  type NodeCrashOptions,
} from './world/faults.ts'
export type {
  LostMessage,
  OpenAsk,
  World,
  WorldEvent,
  WorldEventKind,
  WorldFailure,
} from './world/schedule.ts'
export { UncontrolledAwaitError } from './world/uncontrolled-await-error.ts'
export type { TimerOrder, WorldOptions } from './world/world-options.ts'
