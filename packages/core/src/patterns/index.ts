/**
 * What comes up again and again between actors, made of the public names of `@troupe/core` alone.
 *
 * @module @troupe/core/patterns
 */
export { type BreakerControl, type BreakerOptions, defineBreaker } from './breaker.ts'
export { type Channel, type ChannelOptions, type ChannelProtocol, openChannel } from './channel.ts'
export { type CourierOptions, type CourierProtocol, defineCourier } from './courier.ts'
export type { Stamp } from './deduplication.ts'
export {
  BreakerOpenError,
  DeliveryGivenUpError,
  NoRouteesError,
  RoutingError,
  TaskCancelledError,
  TaskFailedError,
  TaskTimeoutError,
} from './errors.ts'
export { defineGroupRouter } from './group-router.ts'
export { type CourierReceipts, defineInbox, type InboxProtocol, type Parcel } from './inbox.ts'
export { definePool, type PoolOptions } from './pool.ts'
export { type PumpOptions, pump, type Source } from './pump.ts'
export { Receptionist, type ReceptionistProtocol } from './receptionist.ts'
export type { RoutingKey } from './rendezvous.ts'
export { defineRouter, type RouterControl } from './router.ts'
export {
  broadcast,
  consistentHashing,
  firstOf,
  leastLoaded,
  type Route,
  type Routee,
  type Routing,
  randomly,
  roundRobin,
} from './routing.ts'
export { type ServiceKey, serviceKey } from './service-key.ts'
export {
  confirmService,
  deregisterService,
  findServices,
  type ListingMessage,
  registerService,
  subscribeToService,
  unsubscribeFromService,
} from './services.ts'
export { defineTask, type TaskJob, type TaskOptions, type TaskProtocol } from './task.ts'
export { defineTopic, type TopicProtocol } from './topic.ts'
export {
  defineWorkQueue,
  type WorkerProtocol,
  type WorkQueueOptions,
  type WorkQueueProtocol,
  type WorkQueueState,
} from './work-queue.ts'
