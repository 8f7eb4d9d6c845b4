// What the nodes of these tests load: every definition, by name.
export { Receptionist } from '@troupe/core/patterns'
export {
  Debtor,
  type DebtorProtocol,
  type DebtorRef,
  Forwarder,
  type ForwarderProtocol,
  type ForwarderRef,
  Labourer,
  type LabourerProtocol,
  type LabourerRef,
} from './actors/asks.ts'
export { Clerk, type ClerkProtocol, type ClerkRef } from './actors/clerk.ts'
export { Commander, type CommanderProtocol, type Round } from './actors/commander.ts'
export { Contestant } from './actors/contestant.ts'
export { Doorman, type DoormanRef } from './actors/doorman.ts'
export { Echo, type EchoProtocol, type EchoRef, type Pingable } from './actors/echo.ts'
export { LinkRacer, NameRacer, StopRacer, WatchRacer } from './actors/end-racers.ts'
export {
  BadSetup,
  Child,
  type ChildKind,
  type ChildOptions,
  type ChildProtocol,
  type ChildRef,
  type Ended,
  EndlessSetup,
  Parent,
  type ParentProtocol,
  type ParentRef,
  unexported,
} from './actors/family.ts'
export { type FailureKind, Faulty, type FaultyProtocol } from './actors/faulty.ts'
export { Friend, type FriendProtocol, Spawner, type SpawnerProtocol } from './actors/friends.ts'
export { Gate, type GateProtocol } from './actors/gate.ts'
export { Heedless, type HeedlessProtocol } from './actors/heedless.ts'
export { Hourglass, type HourglassProtocol } from './actors/hourglass.ts'
export { Journal, type JournalProtocol, type JournalRef } from './actors/journal.ts'
export { AskRacer, Brood, BroodRacer, RestartRacer } from './actors/life-racers.ts'
export { Mate, type MateProtocol, type MateRef } from './actors/mate.ts'
export { Mourner, type MournerProtocol, type MournerRef } from './actors/mourner.ts'
export {
  AnyMember,
  CalmBreaker,
  LonePool,
  members,
  QuickBreaker,
  StrayPool,
  Sum,
  Vigil,
  WorkBreaker,
  Wrecker,
} from './actors/pattern-lives.ts'
export {
  ByKey,
  ByLoad,
  Idler,
  InTurn,
  JobQueue,
  type Jobs,
  Laborer,
  Member,
  MemberPool,
  News,
  Reader,
  Scribe,
  ScribeInbox,
  ToAll,
  ToScribe,
} from './actors/patterns.ts'
export { Saboteur, type SaboteurProtocol, type SaboteurRef } from './actors/saboteur.ts'
export { Shop, type ShopProtocol, type ShopRef } from './actors/shop.ts'
export {
  Producer,
  type ProducerProtocol,
  Sink,
  type SinkProtocol,
  type SinkRef,
  type Taken,
} from './actors/sink.ts'
export { Sleeper, type SleeperProtocol } from './actors/sleeper.ts'
export { Counted, Tally } from './actors/tally.ts'
export { Ticking, TickRacer } from './actors/tick-racers.ts'
export { Timed, type TimedProtocol } from './actors/timed.ts'
export { type Recruit, Troop, Trooper, type TrooperRef } from './actors/troop.ts'
export { WaitingRoom, type WaitingRoomProtocol } from './actors/waiting-room.ts'
export { InterleavingWalker, Walker, type WalkerProtocol, type WalkerRef } from './actors/walker.ts'
export {
  Speaker,
  type SpeakerProtocol,
  Watcher,
  type WatcherProtocol,
  type WatcherRef,
} from './actors/watcher.ts'
