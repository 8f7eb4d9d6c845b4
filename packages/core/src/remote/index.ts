/**
 * What transports are made of, and `memoryNodes`, which are nodes without any thread, for tests.
 *
 * @module @troupe/core/remote
 */
export {
  type Connection,
  type ConnectionLimits,
  defaultConnectionLimits,
  type Frame,
  type FrameReceiver,
} from './connection.ts'
export { windowOf } from './flow.ts'
export { FrameInbox } from './frame-inbox.ts'
export { type LaunchOptions, launchGroup } from './launched-group.ts'
export type { BridgeEnd, LaunchedNode, Launcher, Seat } from './launcher.ts'
export { memoryNodes } from './memory-transport.ts'
export { type ModuleNodesOptions, type ModuleSettings, moduleNodes, type OutputLine } from './module-nodes.ts'
export type { NodeSupervision } from './node-supervision.ts'
export { type NodeOptions, startNode } from './start-node.ts'
export { StillbornNode } from './stillborn-node.ts'
export { wakeful } from './wakeful-connection.ts'
export { WireSealer } from './wire-sealer.ts'
