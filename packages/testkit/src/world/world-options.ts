import type { FaultOptions } from './faults.ts'

/** When timers may fire: in the order in which they are due, in any order, or only when nothing else can happen. */
export type TimerOrder = 'in-order' | 'any-order' | 'idle'

/** How a world is made. */
export interface WorldOptions {
  /** What chance is made of; 0 unless said. Each actor has numbers of its own. */
  readonly seed?: number
  /** `in-order` unless said. */
  readonly timers?: TimerOrder
  /** Whether asks may time out; unless said, they wait for ever. */
  readonly askTimeouts?: boolean
  readonly faults?: FaultOptions
  /** Whether messages of one sender to one actor can overtake each other, which Troupe's do not; `fifo` unless said. */
  readonly channels?: 'fifo' | 'unordered'
  /** Milliseconds that an ask waits for its answer unless its ref says otherwise; 5,000 unless said. */
  readonly askTimeout?: number
  /**
   * Whether actors may await `any` promise; unless said, an `UncontrolledAwaitError` tells of one that no event settles.
   */
  readonly awaits?: 'any'
  /** What the time of day is at the beginning; the first moment of 1970 unless said. */
  readonly startsAt?: Date
  /** Whether messages are encoded and decoded within one node, too, so that a test fails where a thread would. */
  readonly wire?: 'always'
  /** Whether promises are traced, so that such an error can say where its promise comes from. It costs time. */
  readonly trace?: boolean
}
