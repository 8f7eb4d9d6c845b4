/** What a node runs in. */
export type Medium = 'thread' | 'process'

/** What is done to a node, and how that is told of it. */
interface FaultKind {
  /** What the error of the node's end must say. */
  readonly says: RegExp
  /** Where it can be done. */
  readonly media: readonly Medium[]
  /** Whether it takes a second or more until it is found. */
  readonly isSlow: boolean
}

const both: readonly Medium[] = ['thread', 'process']

const kinds = {
  throw: { says: /thrown on purpose/, media: both, isSlow: false },
  reject: { says: /rejected on purpose/, media: both, isSlow: false },
  exit: { says: /code 3/, media: both, isSlow: false },
  // The last moments before there is none left may be too long for the heartbeat.
  memory: { says: /out of memory|sign of life|SIGABRT|SIGTRAP|code 13[34]/, media: both, isSlow: false },
  loop: { says: /sign of life/, media: both, isSlow: true },
  'closed port': { says: /closed parentPort/, media: ['thread'], isSlow: false },
  'closed input': { says: /closed a pipe/, media: ['process'], isSlow: true },
  'closed output': { says: /closed a pipe/, media: ['process'], isSlow: true },
  SIGKILL: { says: /SIGKILL/, media: ['process'], isSlow: false },
  SIGSTOP: { says: /sign of life/, media: ['process'], isSlow: true },
} as const satisfies Record<string, FaultKind>

/** The name of a way in which a node is ended. */
export type FaultName = keyof typeof kinds

export function faultKind(name: FaultName): FaultKind {
  return kinds[name]
}

/** The ways to end a node of that medium. */
export function faultsOf(medium: Medium): readonly FaultName[] {
  return Object.entries<FaultKind>(kinds)
    .filter(([, { media }]) => media.includes(medium))
    .map(([name]) => name)
    .filter((name): name is FaultName => name in kinds)
}
