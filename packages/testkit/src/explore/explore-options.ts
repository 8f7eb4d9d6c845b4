import { InvalidOptionError } from '@troupe/core'
import type { FaultOptions } from '../world/faults.ts'
import type { TimerOrder } from '../world/world-options.ts'
import type { SamplingName } from './portfolio.ts'
import type { Expectations } from './property-monitor.ts'
import type { ChannelOrder } from './race.ts'
import type { Verdicts } from './verdict.ts'

/**
 * How runs are chosen. `dpor`: every one that differs in more than the order of what commutes. The others draw lots:
 * `random` anything that can happen next, `pct` by priorities of causal chains, `pos` by priorities of events; `portfolio`
 * takes turns with these three, since no one of them finds every bug.
 */
export type StrategyName = 'dpor' | SamplingName

/** What an exploration is to look at, and how far it is to go. */
export interface ExploreOptions extends Expectations {
  /** `dpor` unless said. */
  readonly strategy?: StrategyName
  /** The largest number of runs; 20,000 for `dpor` and 1,000 for the others unless said. */
  readonly runs?: number
  /** Where chance begins, that of sampling and that of the actors; 0 unless said. */
  readonly seed?: number
  /** What may go wrong, and how often in one run; nothing unless said. */
  readonly faults?: FaultOptions
  /** When timers may fire: `in-order` unless said. */
  readonly timers?: TimerOrder
  /** Whether asks may time out; unless said, they wait for ever. */
  readonly askTimeouts?: boolean
  /** Whether messages can overtake each other; `fifo` unless said, as Troupe delivers. */
  readonly channels?: ChannelOrder
  /** After how many events a run is cut short, when as many more have followed in a fair order; 1,000 unless said. */
  readonly maxSteps?: number
  /** What is wrong whatever the protocol. */
  readonly verdicts?: Verdicts
  /** A token from a failure: only that run is made. The environment variable TROUPE_REPLAY does the same. */
  readonly replay?: string
}

/** Options that were checked, with what was left unsaid. */
export interface ExplorePlan {
  readonly strategy: StrategyName
  readonly runs: number
  readonly seed: number
  readonly faults: FaultOptions | undefined
  /** How many faults one run may have. */
  readonly mostFaults: number
  readonly timers: TimerOrder
  readonly askTimeouts: boolean
  readonly channels: ChannelOrder
  readonly maxSteps: number
  readonly verdicts: Verdicts
  readonly expectations: Expectations
  readonly replay: string | undefined
}

const strategies: readonly StrategyName[] = ['dpor', 'random', 'pct', 'pos', 'portfolio']
const timerOrders: readonly TimerOrder[] = ['in-order', 'any-order', 'idle']
const channelOrders: readonly ChannelOrder[] = ['fifo', 'causal', 'unordered']
const optionNames: readonly (keyof ExploreOptions)[] = [
  'strategy',
  'runs',
  'seed',
  'faults',
  'timers',
  'askTimeouts',
  'channels',
  'maxSteps',
  'verdicts',
  'replay',
  'always',
  'eventually',
  'finally',
  'sometimes',
]
const kinds = ['always', 'eventually', 'finally', 'sometimes'] as const
const verdictNames: readonly string[] = ['deadlock', 'livelock', 'failures', 'orphans']

/**
 * Checks options and fills in what was left unsaid.
 *
 * @throws InvalidOptionError
 */
export function planOf(options: ExploreOptions): ExplorePlan {
  if (typeof options !== 'object' || options === null) throw invalid('options', options, 'an object')
  checkNames('', options, optionNames)
  const strategy = oneOf('strategy', options.strategy ?? 'dpor', strategies)
  for (const kind of kinds) checkProperties(kind, options[kind])
  checkVerdicts(options.verdicts)
  return {
    strategy,
    runs: count('runs', options.runs ?? (strategy === 'dpor' ? 20_000 : 1000), 1),
    seed: integer('seed', options.seed ?? 0),
    faults: options.faults,
    mostFaults: countFaults(options.faults),
    timers: oneOf('timers', options.timers ?? 'in-order', timerOrders),
    askTimeouts: yesOrNo('askTimeouts', options.askTimeouts ?? false),
    channels: oneOf('channels', options.channels ?? 'fifo', channelOrders),
    maxSteps: count('maxSteps', options.maxSteps ?? 1000, 1),
    verdicts: options.verdicts ?? {},
    expectations: options,
    replay: text('replay', options.replay),
  }
}

function countFaults(faults: FaultOptions | undefined): number {
  if (faults === undefined) return 0
  if (typeof faults !== 'object' || faults === null) throw invalid('faults', faults, 'an object')
  const { drop = 0, duplicate = 0, crash, crashNode } = faults
  checkNames('faults', faults, ['drop', 'duplicate', 'between', 'crash', 'crashNode'])
  checkNames('faults.crash', crash, ['of', 'max', 'restart'])
  checkNames('faults.crashNode', crashNode, ['of', 'max'])
  checkBetween(faults.between)
  const crashes = crash === undefined ? 0 : count('faults.crash.max', crash.max ?? 1, 0)
  const nodes = crashNode === undefined ? 0 : count('faults.crashNode.max', crashNode.max ?? 1, 0)
  checkTexts('faults.crash.of', crash?.of, 'an array of paths of actors')
  checkTexts('faults.crashNode.of', crashNode?.of, 'an array of names of nodes')
  return count('faults.drop', drop, 0) + count('faults.duplicate', duplicate, 0) + crashes + nodes
}

/** An option with a slip of the pen would be without effect, and nobody would know. */
function checkNames(option: string, given: object | undefined, known: readonly string[]): void {
  if (given === undefined) return
  if (typeof given !== 'object' || given === null) throw invalid(option, given, 'an object')
  const strange = Object.keys(given).find((name) => !known.includes(name))
  if (strange === undefined) return
  throw new InvalidOptionError(
    `The option ${option === '' ? strange : `${option}.${strange}`} of explore is none; there are ${known.join(', ')}.`,
  )
}

function checkTexts(option: string, value: unknown, wanted: string): void {
  if (value === undefined) return
  if (!Array.isArray(value) || value.some((text) => typeof text !== 'string'))
    throw invalid(option, value, wanted)
}

function checkBetween(between: unknown): void {
  if (between === undefined) return
  if (!Array.isArray(between) || between.length !== 2 || between.some((path) => typeof path !== 'string'))
    throw invalid('faults.between', between, 'an array of the paths of two actors')
}

function checkProperties(kind: string, properties: unknown): void {
  if (properties === undefined) return
  if (typeof properties !== 'object' || properties === null)
    throw invalid(kind, properties, 'an object of functions')
  for (const [name, property] of Object.entries(properties)) {
    if (typeof property !== 'function')
      throw invalid(`${kind}: { '${name}' }`, property, 'a function of the state')
  }
}

function checkVerdicts(verdicts: Verdicts | undefined): void {
  for (const [name, value] of Object.entries(verdicts ?? {})) {
    oneOf('verdicts', name, verdictNames)
    yesOrNo(`verdicts.${name}`, value)
  }
}

function oneOf<T extends string>(option: string, value: T, known: readonly T[]): T {
  if (known.includes(value)) return value
  throw invalid(option, value, `one of ${known.map((each) => `'${each}'`).join(', ')}`)
}

function count(option: string, value: number, least: number): number {
  if (Number.isSafeInteger(value) && value >= least) return value
  throw invalid(option, value, `a whole number, ${least} or more`)
}

function yesOrNo(option: string, value: boolean): boolean {
  if (typeof value === 'boolean') return value
  throw invalid(option, value, 'true or false')
}

function text(option: string, value: string | undefined): string | undefined {
  if (value === undefined || typeof value === 'string') return value
  throw invalid(option, value, 'the text of a token')
}

function integer(option: string, value: number): number {
  if (Number.isSafeInteger(value)) return value
  throw invalid(option, value, 'a whole number')
}

function invalid(option: string, value: unknown, wanted: string): InvalidOptionError {
  const shown = typeof value === 'string' ? `'${value}'` : String(value)
  return new InvalidOptionError(`The option ${option} of explore is ${shown}; it has to be ${wanted}.`)
}
