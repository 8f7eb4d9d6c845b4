import { countFaults } from '../options/fault-check.ts'
import { OptionCheck } from '../options/option-check.ts'
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
const optionNames: Readonly<Record<keyof ExploreOptions, true>> = {
  strategy: true,
  runs: true,
  seed: true,
  faults: true,
  timers: true,
  askTimeouts: true,
  channels: true,
  maxSteps: true,
  verdicts: true,
  replay: true,
  always: true,
  eventually: true,
  finally: true,
  sometimes: true,
}
const kinds = ['always', 'eventually', 'finally', 'sometimes'] as const
const verdictNames: Readonly<Record<keyof Verdicts, true>> = {
  deadlock: true,
  livelock: true,
  failures: true,
  orphans: true,
}
const check = new OptionCheck('explore')

/**
 * Checks options and fills in what was left unsaid.
 *
 * @throws InvalidOptionError
 */
export function planOf(options: ExploreOptions): ExplorePlan {
  check.names('', options, Object.keys(optionNames))
  const strategy = check.oneOf('strategy', options.strategy ?? 'dpor', strategies)
  for (const kind of kinds) checkProperties(kind, options[kind])
  checkVerdicts(options.verdicts)
  return {
    strategy,
    runs: check.count('runs', options.runs ?? (strategy === 'dpor' ? 20_000 : 1000), 1),
    seed: check.integer('seed', options.seed ?? 0),
    faults: options.faults,
    mostFaults: countFaults(check, options.faults),
    timers: check.oneOf('timers', options.timers ?? 'in-order', timerOrders),
    askTimeouts: check.yesOrNo('askTimeouts', options.askTimeouts ?? false),
    channels: check.oneOf('channels', options.channels ?? 'fifo', channelOrders),
    maxSteps: check.count('maxSteps', options.maxSteps ?? 1000, 1),
    verdicts: options.verdicts ?? {},
    expectations: options,
    replay: check.text('replay', options.replay, 'the text of a token'),
  }
}

function checkProperties(kind: string, properties: unknown): void {
  if (properties === undefined) return
  if (typeof properties !== 'object' || properties === null)
    throw check.refusal(kind, properties, 'an object of functions')
  for (const [name, property] of Object.entries(properties)) {
    if (typeof property !== 'function')
      throw check.refusal(`${kind}: { '${name}' }`, property, 'a function of the state')
  }
}

function checkVerdicts(verdicts: Verdicts | undefined): void {
  check.names('verdicts', verdicts, Object.keys(verdictNames))
  for (const [name, value] of Object.entries(verdicts ?? {})) check.yesOrNo(`verdicts.${name}`, value)
}
