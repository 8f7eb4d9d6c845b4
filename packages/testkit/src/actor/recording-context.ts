import type { GroupStrategy, LogLevel } from '@troupe/core'
import type { Effect } from './effect.ts'

/** Names an actor, or a watch of it, as the test knows it. */
type NameOf = (ref: unknown) => string

/** What a call of the context is recorded as, if at all. */
type Recorded = (nameOf: NameOf, args: readonly unknown[], result: unknown) => Effect

/** What the calls of the context, or of a part of it, are recorded as; the others leave no trace. */
type Calls = Readonly<Record<string, Recorded>>

const levels: readonly LogLevel[] = ['debug', 'info', 'warn', 'error']
const strategies: readonly GroupStrategy[] = ['one-for-one', 'one-for-all', 'rest-for-one']

const spawn: Recorded = (nameOf, [definition, args], result) => ({
  type: 'spawn',
  name: nameOf(result),
  definition: nameOfDefinition(definition),
  args: Array.isArray(args) ? args : [],
})

const calls: Calls = {
  spawn,
  group: (_nameOf, [options]) => ({ type: 'group', strategy: strategyOf(options) }),
  stop: (nameOf, [child]) => ({ type: 'stop', actor: child === undefined ? 'self' : nameOf(child) }),
  watch: (nameOf, [ref]) => ({ type: 'watch', actor: nameOf(ref) }),
  watchWith: (nameOf, [ref, name, ...args]) => ({
    type: 'watchWith',
    actor: nameOf(ref),
    name: String(name),
    args,
  }),
  unwatch: (nameOf, [watch]) => ({ type: 'unwatch', actor: nameOf(watch) }),
  link: (nameOf, [ref]) => ({ type: 'link', actor: nameOf(ref) }),
  unlink: (nameOf, [ref]) => ({ type: 'unlink', actor: nameOf(ref) }),
  forward: (nameOf, [ref, name, ...args]) => ({ type: 'forward', to: nameOf(ref), name: String(name), args }),
  become: () => ({ type: 'become' }),
  stash: () => ({ type: 'stash' }),
  unstashAll: () => ({ type: 'unstash' }),
  receiveTimeout: (_nameOf, [time, name, ...args]) => ({
    type: 'receiveTimeout',
    time: Number(time),
    name: String(name),
    args,
  }),
  cancelReceiveTimeout: () => ({ type: 'cancelReceiveTimeout' }),
  deadLetter: (_nameOf, [name, ...args]) => ({ type: 'deadLetter', name: String(name), args }),
  pipe: (_nameOf, [, name]) => ({ type: 'pipe', name: String(name) }),
}

const timerCalls: Calls = {
  after: (_nameOf, [key, time, name, ...args]) => ({
    type: 'after',
    key: String(key),
    time: Number(time),
    name: String(name),
    args,
  }),
  every: (_nameOf, [key, time, name, ...args]) => ({
    type: 'every',
    key: String(key),
    time: Number(time),
    name: String(name),
    args,
  }),
  cancel: (_nameOf, [key]) => ({ type: 'cancel', key: String(key) }),
  cancelAll: () => ({ type: 'cancelAll' }),
}

const nameCalls: Calls = {
  register: (nameOf, [name, ref]) => ({ type: 'register', name: String(name), actor: nameOf(ref) }),
  unregister: (nameOf, [name, ref]) => ({ type: 'unregister', name: String(name), actor: nameOf(ref) }),
  whereIs: (_nameOf, [name]) => ({ type: 'whereIs', name: String(name) }),
}

const logCalls: Calls = {
  write: (_nameOf, [level, text, details]) => ({
    type: 'log',
    level: levels.find((known) => known === level) ?? 'info',
    text: String(text),
    details,
  }),
}

const groupCalls: Calls = { spawn, stop: () => ({ type: 'stopGroup' }) }

/** The parts of a context, and what it returns, that are recorded as well. */
const parts: Readonly<Record<string, Calls>> = {
  timers: timerCalls,
  names: nameCalls,
  log: logCalls,
  group: groupCalls,
}

/** The context of an actor, which tells what is done with it. What fails there is not recorded. */
export function recordingContext<C extends object>(
  ctx: C,
  nameOf: NameOf,
  record: (effect: Effect) => void,
): C {
  return recording(ctx, calls, nameOf, record)
}

function recording<T extends object>(
  whole: T,
  table: Calls,
  nameOf: NameOf,
  record: (effect: Effect) => void,
): T {
  const part = (key: string | symbol, value: unknown): unknown => {
    const calls = typeof key === 'string' && Object.hasOwn(parts, key) ? parts[key] : undefined
    const isWhole = typeof value === 'object' && value !== null
    return calls !== undefined && isWhole ? recording(value, calls, nameOf, record) : value
  }
  return new Proxy(whole, {
    get(target, key) {
      const value: unknown = Reflect.get(target, key, target)
      if (typeof value !== 'function') return part(key, value)
      const effect = typeof key === 'string' && Object.hasOwn(table, key) ? table[key] : undefined
      return (...args: unknown[]) => {
        const result: unknown = Reflect.apply(value, target, args)
        if (effect !== undefined) record(effect(nameOf, args, result))
        return part(key, result)
      }
    },
  })
}

function nameOfDefinition(definition: unknown): string {
  if (typeof definition !== 'object' || definition === null || !('name' in definition)) return ''
  return String(definition.name)
}

function strategyOf(options: unknown): GroupStrategy {
  const given =
    typeof options === 'object' && options !== null && 'strategy' in options ? options.strategy : undefined
  return strategies.find((known) => known === given) ?? 'one-for-one'
}
