import { wordsOf } from '../base/in-words.ts'
import type { Timer } from '../env/clock.ts'
import { ActorStartError } from '../message/errors.ts'
import type { Body } from './body.ts'
import type { CellContext } from './cell-context.ts'
import { promised } from './promised.ts'
import { refuseCircularStart } from './start-order.ts'

/** Calls the setup that an actor is defined by, for the life that `ctx` belongs to. */
export function callSetup({ birth, host }: Body, ctx: CellContext<unknown>): unknown {
  const { definition, args } = birth
  // A setup may keep what it is given, and change what cannot be frozen: each life gets its own.
  const own = args.length === 0 ? args : host.sealer.seal(args)
  if (!Array.isArray(own) || own.length === 0) return Reflect.apply(definition.setup, undefined, [ctx])
  // Not spread: V8 spreads a frozen array by its iterator, item by item. And not pushed: an array that grows is a big one.
  const given = new Array<unknown>(own.length + 1)
  given[0] = ctx
  for (let i = 0; i < own.length; i++) given[i + 1] = own[i]
  return Reflect.apply(definition.setup, undefined, given)
}

/**
 * Waits for what a setup has promised, while the actor handles nothing: it is told of the outcome by a system message.
 * Returns the timer at which it is told that there will be none.
 */
export function awaitSetup(body: Body, made: PromiseLike<unknown>): Timer {
  const { host, birth } = body
  const handling = body.handlingNow()
  body.keepPending(handling, false)
  // Only now is it known that the setup may await what it has asked.
  if (birth.grouped) refuseCircularStart(body, body.openAsks)
  const settled = (failed: boolean, value: unknown): void => {
    body.postSystem({ type: 'set-up', handling, failed, value })
  }
  promised(host, made).then(
    (value) => settled(false, value),
    (error) => settled(true, error),
  )
  return host.clock.setTimer(birth.terms.startTimeout, () => settled(true, lateness(body)), 'start')
}

/** What a setup fails with that did not settle in time, and whom it waited for. */
function lateness({ path, birth, openAsks }: Body): ActorStartError {
  const asked = openAsks.map((ask) => ask.path)
  const said = `The setup of ${path} did not settle within ${birth.terms.startTimeout} ms; see startTimeout of spawn.`
  const waits = asked.length === 0 ? '' : ` It had asked ${asked.join(' and ')}, and had no answer.`
  const order = birth.grouped
    ? ' As a member of a group it cannot await those that start after it: spawn them before it, tell them, or ask them in a handler.'
    : ''
  return new ActorStartError(`${said}${waits}${order}`)
}

/** What an actor fails with whose setup threw, or was late. */
export function startError(thrown: unknown, path: string): ActorStartError {
  if (thrown instanceof ActorStartError) return thrown
  return new ActorStartError(`${path} could not start: ${wordsOf(thrown)}`, { cause: thrown })
}
