import type { ModelEvent } from '../../../src/explore/model.ts'
import type { ChannelOrder } from '../../../src/explore/race.ts'
import { SourceDpor } from '../../../src/explore/source-dpor.ts'
import type { Strategy } from '../../../src/explore/strategy.ts'
import { traceOf } from '../../../src/explore/trace.ts'
import type { Protocol } from './protocols.ts'

/** What a strategy has seen of a protocol. */
export interface Survey {
  readonly runs: number
  /** The runs that came to their end. */
  readonly ended: number
  /** The ended runs that were bad. */
  readonly bad: number
  readonly traces: ReadonlySet<string>
}

/** Makes all the runs that a strategy wants. */
export function survey(protocol: Protocol, strategy: Strategy): Survey {
  const traces = new Set<string>()
  let [runs, ended, bad] = [0, 0, 0]
  for (; strategy.begin(); runs++) {
    const run = protocol.model.start()
    const events: ModelEvent[] = []
    let enabled = run.enabled()
    let next = strategy.choose(enabled)
    while (typeof next !== 'string') {
      run.step(next)
      events.push(next)
      strategy.happened(next, { things: run.touched, barrier: false }, enabled)
      enabled = run.enabled()
      next = strategy.choose(enabled)
    }
    strategy.finish(run.unread)
    if (next === 'covered') continue
    ended++
    if (protocol.isBad(run)) bad++
    traces.add(traceOf(events))
  }
  return { runs, ended, bad, traces }
}

/** All that source-DPOR sees of a protocol. */
export function exhaust(protocol: Protocol, channels: ChannelOrder = 'fifo'): Survey {
  return survey(protocol, new SourceDpor(channels))
}
