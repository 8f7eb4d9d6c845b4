import { availableParallelism } from 'node:os'

/** A figure of one arm. */
export interface FigureAt {
  readonly group: string
  readonly arm: string
  /** The group's own unless said. */
  readonly figure?: string
}

/** One thing to reach. */
export interface Part {
  /** What the value is: `x nact`, `µs`, `B`. */
  readonly unit: string
  readonly reach: number
  /** Whether the value is to be at least or at most that. */
  readonly is: 'at least' | 'at most'
  readonly of: FigureAt
  /** What it is divided by, round by round: both are of one group, and run in turn. */
  readonly over?: FigureAt
  /** Divides the other way round: for times, where less is better and the unit says how many times as fast. */
  readonly inverse?: boolean
}

/** What is to be reached, in one part or several. */
export interface Target {
  readonly id: string
  readonly what: string
  readonly parts: readonly Part[]
}

const at = (group: string, arm = 'troupe', figure?: string): FigureAt => ({
  group,
  arm,
  ...(figure !== undefined && { figure }),
})

/** At least so many times as much, or as fast, as another arm of the same group. */
function times(group: string, other: string, reach: number, options: Partial<Part> = {}): Part {
  return { unit: `x ${other}`, reach, is: 'at least', of: at(group), over: at(group, other), ...options }
}

/** At most so many times as long as another arm of the same group. */
function withinTimes(group: string, other: string, reach: number): Part {
  return { unit: `x ${other}`, reach, is: 'at most', of: at(group), over: at(group, other) }
}

/** At most so much. */
function within(unit: string, reach: number, of: FigureAt): Part {
  return { unit, reach, is: 'at most', of }
}

const MILLION = 1_000_000

/** What is to be reached. */
export const targets: readonly Target[] = [
  {
    id: 'P1',
    what: 'tell within a thread, a number',
    parts: [
      times('tell-number', 'nact', 20),
      times('tell-number', 'actor-ts', 4),
      times('tell-number', 'erlang, one scheduler', 2),
    ],
  },
  {
    id: 'P1b',
    what: 'tell within a thread, a fresh record of two fields, which is frozen',
    parts: [times('tell-record', 'nact', 6), times('tell-record', 'actor-ts', 1.2)],
  },
  {
    id: 'P2',
    what: 'ping-pong within a thread',
    parts: [
      times('ping-pong', 'erlang', 4),
      times('ping-pong', 'erlang, one scheduler', 4),
      times('ping-pong', 'actor-ts', 4),
      times('ping-pong', 'nact', 12),
    ],
  },
  {
    id: 'P3',
    what: 'ask within a thread, p50; and as many as answers come',
    parts: [withinTimes('ask', 'deferred await', 2), times('ask-many', 'nact', 4)],
  },
  {
    id: 'P4',
    what: 'tell between threads, a record of five fields, under load',
    parts: [times('thread-tell', 'postMessage', 8), times('thread-tell', 'postMessage, arrays of 256', 2)],
  },
  { id: 'P5', what: 'lone ask between threads, p50', parts: [withinTimes('thread-ask', 'postMessage', 1.1)] },
  {
    id: 'P6',
    what: 'tell between processes, a record of five fields, under load',
    parts: [
      times('process-tell', 'process.send, JSON', 10),
      times('process-tell', 'process.send, JSON, arrays of 256', 1.3),
      times('process-tell', 'troupe, a thread', 0.7),
    ],
  },
  {
    id: 'P7',
    what: 'lone ask between processes, p50',
    parts: [withinTimes('process-ask', 'process.send, JSON', 1.2)],
  },
  {
    id: 'P8',
    what: 'spawn and stop, confirmed',
    parts: [times('spawn', 'nact', 3), times('spawn', 'erlang', 2)],
  },
  {
    id: 'P9',
    what: 'memory of an idle actor, and a million of them in one heap',
    parts: [
      within('B', 600, at('idle-memory')),
      withinTimes('idle-memory', 'erlang', 0.25),
      {
        unit: 'living actors',
        reach: MILLION,
        is: 'at least',
        of: at('idle-memory', 'troupe', 'living'),
      },
    ],
  },
  {
    id: 'P10',
    what: 'Skynet, a million actors',
    parts: [
      within('ms', 1500, at('skynet')),
      times('skynet', 'erlang', 1, { inverse: true, unit: 'x as fast as erlang' }),
    ],
  },
  {
    id: 'P11',
    what: 'ten million messages at a slow consumer, the producer heeding back-pressure',
    parts: [
      within('MB over idle', 64, at('flood')),
      within('ms of delay, p99', 5, at('flood', 'troupe', 'delay')),
    ],
  },
  {
    id: 'P12',
    what: 'sum of 100 million numbers, the data moved to threads',
    parts: [
      times('parallel-sum', 'one thread', 0.9 * availableParallelism(), {
        inverse: true,
        unit: 'x as fast as one thread',
      }),
      times('parallel-sum', 'python', 5, { inverse: true, unit: 'x as fast as python' }),
    ],
  },
  {
    id: 'P13',
    what: 'tell throughput at a million living actors against a hundred',
    parts: [
      {
        unit: 'x 100 actors',
        reach: 0.5,
        is: 'at least',
        of: at('scaling-actors', 'troupe, 1000000 actors'),
        over: at('scaling-actors', 'troupe, 100 actors'),
      },
    ],
  },
  {
    id: 'P14',
    what: "import '@troupe/core'",
    parts: [
      within('kB, gzipped', 12, at('load', 'troupe', 'imported')),
      within('ms to load', 20, at('load')),
    ],
  },
]
