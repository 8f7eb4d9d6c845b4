import { Rejection } from '../index.ts'

/**
 * A router has nobody to route to: it was given no routees, or all of them have ended. As an answer it leaves the router
 * as it is.
 */
export class NoRouteesError extends Rejection {
  override readonly code = 'no-routees'
}

/** A routing threw, which is the `cause`, or chose a routee that there is not. The message was not sent to anybody. */
export class RoutingError extends Rejection {
  override readonly code = 'routing-failed'
}

/** A circuit breaker is open: the message was not sent to its target. */
export class BreakerOpenError extends Rejection {
  override readonly code = 'breaker-open'
}

/** The job of a task threw, or rejected; see `cause`. */
export class TaskFailedError extends Rejection {
  override readonly code = 'task-failed'
}

/** The job of a task took longer than it may; its signal has aborted. */
export class TaskTimeoutError extends Rejection {
  override readonly code = 'task-timeout'
}

/** A task was cancelled before it was done; its signal has aborted. */
export class TaskCancelledError extends Rejection {
  override readonly code = 'task-cancelled'
}

/**
 * A courier gave a message up: nobody said that it was handled, though it was sent as often as it may be, or the inbox has
 * ended. It may have been handled all the same.
 */
export class DeliveryGivenUpError extends Rejection {
  override readonly code = 'delivery-given-up'
}
