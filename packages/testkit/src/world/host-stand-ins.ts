import { Cell } from '@troupe/core/internal'
import { acting } from './acting.ts'
import { ControlledMailbox } from './controlled-mailbox.ts'
import type { HostOfActor } from './host-of-actor.ts'
import { HostTimer } from './host-timer.ts'

type AnyFunction = (...args: never) => unknown

const IS_STAND_IN: unique symbol = Symbol('troupe.standIn')

/**
 * Puts stand-ins in the place of the host's sources of time and chance, unless they are there: where an actor of a controlled world acts
 * they are those of its world, and for everybody else what they were.
 */
export function standInForHost(): void {
  stand(Math, 'random', (host) => host.random())
  stand(performance, 'now', (host) => host.now())
  stand(crypto, 'randomUUID', (host) => uuidFrom(host))
  stand(crypto, 'getRandomValues', (host, [array]) => fill(host, array))
  stand(globalThis, 'setTimeout', (host, [task, delay, ...args]) => once(host, task, delay, args))
  stand(globalThis, 'setImmediate', (host, [task, ...args]) => once(host, task, 0, args))
  stand(globalThis, 'setInterval', (host, [task, delay, ...args]) => again(host, task, delay, args))
  for (const name of ['clearTimeout', 'clearInterval', 'clearImmediate'])
    stand(globalThis, name, (_host, [timer]) => (timer instanceof HostTimer ? timer.close() : undefined))
  if (!Reflect.has(globalThis.Date, IS_STAND_IN)) globalThis.Date = datesOf(globalThis.Date)
}

/** What an actor gets; `undefined` where it is to get what the host gives. */
type StandIn = (host: HostOfActor, args: readonly unknown[]) => unknown

function stand(owner: object, name: string, standIn: StandIn): void {
  const real: unknown = Reflect.get(owner, name)
  // Fake timers of a test runner may have come and gone since.
  if (!isFunction(real) || Reflect.has(real, IS_STAND_IN)) return
  const value = new Proxy(real, {
    apply(target, self, args: unknown[]) {
      const host = hostNow()
      return (host && standIn(host, args)) ?? Reflect.apply(target, self, args)
    },
    has: (target, key) => isStandIn(target, key),
  })
  Object.defineProperty(owner, name, { value, configurable: true, enumerable: true, writable: true })
}

function datesOf(real: DateConstructor): DateConstructor {
  const now = (): number => hostNow()?.wallTime() ?? real.now()
  return new Proxy(real, {
    has: (target, key) => isStandIn(target, key),
    get: (target, key, receiver) => (key === 'now' ? now : Reflect.get(target, key, receiver)),
    apply: () => new real(now()).toString(),
    construct: (target, args, made) => Reflect.construct(target, args.length === 0 ? [now()] : args, made),
  })
}

function isStandIn(target: object, key: PropertyKey): boolean {
  return key === IS_STAND_IN || Reflect.has(target, key)
}

/** What the host is to whoever acts; `undefined` outside the actors of controlled worlds. */
function hostNow(): HostOfActor | undefined {
  const actor = acting.now
  return actor instanceof Cell && actor.mailbox instanceof ControlledMailbox
    ? actor.mailbox.host(actor)
    : undefined
}

function once(
  { setTimer }: HostOfActor,
  task: unknown,
  delay: unknown,
  args: unknown[],
): HostTimer | undefined {
  if (setTimer === undefined || !isFunction(task)) return undefined
  return new HostTimer(() => setTimer(millisecondsOf(delay), () => void Reflect.apply(task, undefined, args)))
}

function again(
  { setTimer }: HostOfActor,
  task: unknown,
  delay: unknown,
  args: unknown[],
): HostTimer | undefined {
  if (setTimer === undefined || !isFunction(task)) return undefined
  const timer: HostTimer = new HostTimer(() =>
    setTimer(millisecondsOf(delay), () => {
      timer.refresh()
      Reflect.apply(task, undefined, args)
    }),
  )
  return timer
}

/** As Node does it: what is no sensible number is 1. */
function millisecondsOf(delay: unknown): number {
  const number = Number(delay)
  return number >= 1 && number < 2 ** 31 ? Math.trunc(number) : 1
}

function fill(host: HostOfActor, array: unknown): unknown {
  if (!ArrayBuffer.isView(array)) return undefined
  const bytes = new Uint8Array(array.buffer, array.byteOffset, array.byteLength)
  for (let i = 0; i < bytes.length; i++) bytes[i] = Math.floor(host.random() * 256)
  return array
}

/** A UUID of version 4. */
function uuidFrom(host: HostOfActor): string {
  return '10000000-1000-4000-8000-100000000000'.replace(/[018]/g, (digit) =>
    (Number(digit) ^ (Math.floor(host.random() * 16) >> (Number(digit) / 4))).toString(16),
  )
}

function isFunction(value: unknown): value is AnyFunction {
  return typeof value === 'function'
}
