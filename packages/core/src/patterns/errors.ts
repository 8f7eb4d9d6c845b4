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
