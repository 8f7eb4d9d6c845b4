import type { Effect } from './effect.ts'

/** Names an actor, or a watch of it, as the test knows it. */
type NameOf = (ref: unknown) => string

/** What a call of the context is recorded as, if at all. */
type Recorded = (nameOf: NameOf, args: readonly unknown[], result: unknown) => Effect

const calls: Readonly<Record<string, Recorded>> = {
  spawn: (nameOf, [definition, args], result) => ({
    type: 'spawn',
    name: nameOf(result),
    definition: nameOfDefinition(definition),
    args: Array.isArray(args) ? args : [],
  }),
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
  pipe: (_nameOf, [, name]) => ({ type: 'pipe', name: String(name) }),
}

const timerCalls: Readonly<Record<string, Recorded>> = {
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
  table: Readonly<Record<string, Recorded>>,
  nameOf: NameOf,
  record: (effect: Effect) => void,
): T {
  return new Proxy(whole, {
    get(target, key) {
      const value: unknown = Reflect.get(target, key, target)
      if (key === 'timers' && typeof value === 'object' && value !== null)
        return recording(value, timerCalls, nameOf, record)
      if (typeof value !== 'function') return value
      const effect = typeof key === 'string' && Object.hasOwn(table, key) ? table[key] : undefined
      return (...args: unknown[]) => {
        const result: unknown = Reflect.apply(value, target, args)
        if (effect !== undefined) record(effect(nameOf, args, result))
        return result
      }
    },
  })
}

function nameOfDefinition(definition: unknown): string {
  if (typeof definition !== 'object' || definition === null || !('name' in definition)) return ''
  return String(definition.name)
}
