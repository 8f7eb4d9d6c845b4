import {
  type ActorContext,
  type ActorDefinition,
  type ActorRef,
  defineProxy,
  isRejection,
  type Message,
  otherwise,
  type ProxyHandlers,
} from '../index.ts'
import { admits, type BreakerEvent, type BreakerState, closed, nextState, unprobed } from './breaker-state.ts'
import { codeOf } from './code.ts'
import { BreakerOpenError } from './errors.ts'
import { Legacy } from './legacy.ts'
import { checkCount, checkOptions, checkTime } from './limits.ts'
import { relayed } from './relayed.ts'
import { requireRef, type UnknownProtocol, type UntypedRef } from './untyped-ref.ts'

/** What a breaker can be asked of itself; all else goes to its target. */
export interface BreakerControl {
  /** `closed`: all goes through; `open`: nothing does; `half-open`: one ask at a time does, to try. */
  'breaker:state'(): BreakerState['name']
}

/**
 * When a breaker opens, and for how long.
 *
 * @example
 * ```ts
 * import type { BreakerOptions } from '@troupe/core/patterns'
 *
 * export const nervous: BreakerOptions = { failures: 1, rest: 60_000, timeout: 500 }
 * ```
 */
export interface BreakerOptions {
  /** Failed asks in a row that open it; 5 unless said. */
  readonly failures?: number
  /** Milliseconds that it stays open before it tries again; 30,000 unless said. */
  readonly rest?: number
  /** Milliseconds that the target may take to answer; as long as whoever asks waits, unless said. */
  readonly timeout?: number
}

/**
 * Defines a circuit breaker: an actor with the protocol of its target, to which it passes on what it is sent, until too many
 * asks in a row have failed. Then it is open: asks are rejected at once with a `BreakerOpenError`, and tells are dead letters,
 * so that the target can recover and those who ask do not wait in vain. After a rest it lets one ask through, whose success
 * closes it.
 *
 * An ask fails when it is rejected with anything but a `Rejection`, which is an answer, unless a router or breaker between
 * them passes on that there is none; so it fails, too, when there is no answer by the time that whoever asked waits. Whoever
 * gives up before that, by a signal or because it has ended, takes the ask back from the target, of which this says nothing.
 * The errors of the target reach whoever asked with their message, code and cause. A restart of the breaker changes nothing
 * of its state; an open one rests anew.
 *
 * Tells are passed on without a look at how full the target is: what it cannot take meets the capacity of its mailbox.
 *
 * @param name of the definition; export the result from the module of a node to spawn the breaker there
 * @throws InvalidDefinitionError if `name` is no name; InvalidOptionError if `failures` is no positive whole number, or a time
 * is not above 0, and to spawn it with what is no target
 *
 * @example
 * ```ts
 * import { type ActorContext, createSystem, defineActor } from '@troupe/core'
 * import { defineBreaker } from '@troupe/core/patterns'
 *
 * interface Weather {
 *   forecast(city: string): string
 * }
 *
 * const Service = defineActor('Service', (_ctx: ActorContext<Weather>) => ({ forecast: (city) => `${city}: rain` }))
 * const SafeWeather = defineBreaker<Weather>('SafeWeather', { failures: 3, rest: 10_000, timeout: 1000 })
 *
 * await using system = await createSystem()
 * const weather = system.spawn(SafeWeather, [system.spawn(Service)])
 * console.log(await weather.ask('forecast', 'Bergen'))
 * ```
 */
export function defineBreaker<P>(
  name: string,
  options?: BreakerOptions,
): ActorDefinition<P & BreakerControl, [target: ActorRef<P>]>
export function defineBreaker(name: string, options: BreakerOptions = {}): unknown {
  const {
    failures = 5,
    rest = 30_000,
    timeout = Number.POSITIVE_INFINITY,
  } = checkOptions('defineBreaker', options)
  checkCount('failures', failures)
  checkTime('rest', rest)
  checkTime('timeout', timeout)
  const limits = { failures, rest, timeout }
  const legacy = new Legacy<BreakerState>()
  return defineProxy(
    name,
    (ctx: ActorContext<UnknownProtocol>, target: unknown) => handlers(ctx, targetOf(target), limits, legacy),
    { interleave: 'all', checkArguments: (target) => void targetOf(target) },
  )
}

function targetOf(given: unknown): UntypedRef {
  return requireRef(given, 'The target of a breaker')
}

function handlers(
  ctx: ActorContext<UnknownProtocol>,
  target: UntypedRef,
  limits: Required<BreakerOptions>,
  legacy: Legacy<BreakerState>,
): ProxyHandlers<UnknownProtocol> {
  let state = legacy.of(ctx) ?? closed
  legacy.leave(ctx, () => unprobed(state))
  const rest = (): void => ctx.timers.after('rest', limits.rest, 'breaker:rested')
  if (state.name === 'open') rest()
  /** Calls that began before it opened last say nothing of how the target is now. */
  let era = 0
  const take = (event: BreakerEvent): void => {
    const before = state.name
    state = nextState(state, event, limits.failures)
    if (state.name === before) return
    ctx.log.write(state.name === 'open' ? 'warn' : 'info', `is ${state.name}`)
    if (state.name !== 'open') return
    era++
    rest()
  }
  const ask = async ([name, ...args]: Message<UnknownProtocol>): Promise<unknown> => {
    const begun = era
    const signal = ctx.abortSignal
    take('begin')
    try {
      const answer = await target.with({ timeout: limits.timeout, signal }).ask(name, ...args)
      if (begun === era) take('success')
      return answer
    } catch (error) {
      if (begun === era) take(eventOf(error))
      // Nobody is to be told, and the breaker is not to blame.
      if (codeOf(error) === 'ask-aborted') throw error
      return relayed(error)
    }
  }
  return {
    'breaker:state': () => state.name,
    'breaker:rested': () => take('rested'),
    [otherwise](...message) {
      const isAsked = ctx.isAsked
      if (state.name === 'open' || (isAsked && !admits(state))) {
        ctx.deadLetter(...message)
        throw new BreakerOpenError(
          `${ctx.self.path} is ${state.name}: "${message[0]}" was not sent to ${target.path}.`,
        )
      }
      return isAsked ? ask(message) : target.tell(...message)
    },
  }
}

/** Of rejections, those that say that nobody has answered: an actor in the middle passes such errors on as answers. */
const FAILURES: ReadonlySet<unknown> = new Set([
  'actor-failed',
  'actor-start-failed',
  'actor-terminated',
  'ask-timeout',
  'breaker-open',
  'mailbox-full',
  'no-routees',
  'node-down',
])

/** What an ask that was not answered says of the target: nothing, where whoever asked gave up before its time was over. */
function eventOf(error: unknown): BreakerEvent {
  if (isRejection(error)) return FAILURES.has(codeOf(error)) ? 'failure' : 'success'
  if (codeOf(error) !== 'ask-aborted') return 'failure'
  const givenUp = causeOf(error)
  return codeOf(causeOf(givenUp)) === 'ask-timeout' ? 'failure' : 'undecided'
}

function causeOf(error: unknown): unknown {
  return error instanceof Error ? error.cause : undefined
}
