import { createHostLoop, systemClock } from '../env/default-env.ts'
import type { HostLoop } from '../env/environment.ts'
import type { Connection, Frame, FrameReceiver } from './connection.ts'
import { Vigil } from './vigil.ts'

/** What a watch takes from outside: the time in milliseconds, and the turns of the event loop. */
export interface WatchHost {
  readonly now: () => number
  readonly later: HostLoop['later']
}

/**
 * A connection whose thread stays awake for a moment after it has sent a frame, since an answer may come at once. Meanwhile
 * its event loop turns: input, output and timers of the host are seen to as ever.
 */
export class WakefulConnection implements Connection {
  private readonly way: Connection
  private readonly host: WatchHost
  private readonly vigil = new Vigil()
  private isWatching = false

  constructor(way: Connection, host: WatchHost) {
    this.way = way
    this.host = host
  }

  open(receiver: FrameReceiver): void {
    this.way.open({
      frame: (frame) => {
        this.vigil.heard(this.host.now)
        receiver.frame(frame)
      },
      closed: (error) => receiver.closed(error),
    })
  }

  send(frame: Frame): void {
    const begins = this.vigil.sent(this.host.now)
    this.way.send(frame)
    // The one before may have a last turn to go: it is taken on.
    if (!begins || this.isWatching) return
    this.isWatching = true
    this.host.later(this.watch)
  }

  close(): void {
    this.way.close()
  }

  private readonly watch = (): void => {
    if (this.vigil.lasts(this.host.now)) this.host.later(this.watch)
    else this.isWatching = false
  }
}

/**
 * Makes a connection between two threads or processes wakeful. On the host's clock and event loop, whatever environment its
 * node has: it is the host that falls asleep, and a watch by a clock that stands still would have no end.
 */
export function wakeful(way: Connection): Connection {
  return new WakefulConnection(way, { now: systemClock.now, later: createHostLoop().later })
}
