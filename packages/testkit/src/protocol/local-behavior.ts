/** What one role does: it sends to, or receives from, a peer. */
export interface LocalAction {
  readonly does: 'send' | 'receive'
  readonly peer: string
  readonly name: string
}

/**
 * What one role may do, as a regular expression over its own actions. Built by the functions of this file alone, which
 * keep it in a normal form, so that a role has finitely many states and two equal keys mean the same behaviour.
 */
export type LocalBehavior =
  | { readonly type: 'never'; readonly key: string }
  | { readonly type: 'done'; readonly key: string }
  | {
      readonly type: 'action'
      readonly key: string
      readonly action: LocalAction
      /** Which message of the protocol this is. */
      readonly place: number
    }
  | {
      readonly type: 'then'
      readonly key: string
      readonly first: LocalBehavior
      readonly next: LocalBehavior
    }
  | { readonly type: 'either' | 'both'; readonly key: string; readonly parts: readonly LocalBehavior[] }
  | { readonly type: 'loop'; readonly key: string; readonly body: LocalBehavior }

/** Something that may come next, and which message of the protocol that would be. */
export interface Expectation {
  readonly action: LocalAction
  readonly place: number
}

/** Nothing fits any more. */
const never: LocalBehavior = { type: 'never', key: '0' }
/** There is nothing left to do. */
export const done: LocalBehavior = { type: 'done', key: '1' }

export function act(action: LocalAction, place: number): LocalBehavior {
  return { type: 'action', key: `${place}${keyOfAction(action)}`, action, place }
}

export function keyOfAction({ does, peer, name }: LocalAction): string {
  return `${does === 'send' ? '!' : '?'}${JSON.stringify([peer, name])}`
}

export function andThen(first: LocalBehavior, next: LocalBehavior): LocalBehavior {
  if (first.type === 'never' || next.type === 'done') return first
  if (first.type === 'done') return next
  if (next.type === 'never') return never
  if (first.type === 'then') return andThen(first.first, andThen(first.next, next))
  return { type: 'then', key: `(${first.key}.${next.key})`, first, next }
}

export function either(parts: readonly LocalBehavior[]): LocalBehavior {
  const flat = parts.flatMap((part) => (part.type === 'either' ? part.parts : [part]))
  const byKey = new Map(flat.filter(({ type }) => type !== 'never').map((part) => [part.key, part]))
  const distinct = [...byKey.values()].sort(byKeyOrder)
  const [only = never] = distinct
  if (distinct.length <= 1) return only
  return { type: 'either', key: `(${distinct.map(({ key }) => key).join('|')})`, parts: distinct }
}

export function both(parts: readonly LocalBehavior[]): LocalBehavior {
  if (parts.some(({ type }) => type === 'never')) return never
  const flat = parts.flatMap((part) => (part.type === 'both' ? part.parts : [part]))
  const left = flat.filter(({ type }) => type !== 'done').sort(byKeyOrder)
  const [only = done] = left
  if (left.length <= 1) return only
  return { type: 'both', key: `(${left.map(({ key }) => key).join('&')})`, parts: left }
}

export function loop(body: LocalBehavior): LocalBehavior {
  if (body.type === 'never' || body.type === 'done') return done
  if (body.type === 'loop') return body
  return { type: 'loop', key: `(${body.key})*`, body }
}

/** Whether the role may stop here. */
export function mayEnd(behavior: LocalBehavior): boolean {
  switch (behavior.type) {
    case 'never':
    case 'action':
      return false
    case 'done':
    case 'loop':
      return true
    case 'then':
      return mayEnd(behavior.first) && mayEnd(behavior.next)
    case 'either':
      return behavior.parts.some(mayEnd)
    case 'both':
      return behavior.parts.every(mayEnd)
  }
}

/** What may come next, in the order of the protocol. */
export function expectations(behavior: LocalBehavior): Expectation[] {
  const found = new Map(
    firsts(behavior).map((first) => [`${first.place}${keyOfAction(first.action)}`, first]),
  )
  return [...found.values()].sort((one, other) => one.place - other.place)
}

function firsts(behavior: LocalBehavior): Expectation[] {
  switch (behavior.type) {
    case 'never':
    case 'done':
      return []
    case 'action':
      return [{ action: behavior.action, place: behavior.place }]
    case 'then':
      return mayEnd(behavior.first)
        ? [...firsts(behavior.first), ...firsts(behavior.next)]
        : firsts(behavior.first)
    case 'either':
    case 'both':
      return behavior.parts.flatMap(firsts)
    case 'loop':
      return firsts(behavior.body)
  }
}

/** What is left after `action`, its Brzozowski derivative; `undefined` where the action does not fit. */
export function after(behavior: LocalBehavior, action: LocalAction): LocalBehavior | undefined {
  const left = derive(behavior, keyOfAction(action))
  return left.type === 'never' ? undefined : left
}

function derive(behavior: LocalBehavior, action: string): LocalBehavior {
  switch (behavior.type) {
    case 'never':
    case 'done':
      return never
    case 'action':
      return keyOfAction(behavior.action) === action ? done : never
    case 'then': {
      const within = andThen(derive(behavior.first, action), behavior.next)
      return mayEnd(behavior.first) ? either([within, derive(behavior.next, action)]) : within
    }
    case 'either':
      return either(behavior.parts.map((part) => derive(part, action)))
    case 'both':
      return either(
        behavior.parts.map((part, index) =>
          both([...behavior.parts.slice(0, index), derive(part, action), ...behavior.parts.slice(index + 1)]),
        ),
      )
    case 'loop':
      return andThen(derive(behavior.body, action), behavior)
  }
}

function byKeyOrder(one: LocalBehavior, other: LocalBehavior): number {
  if (one.key === other.key) return 0
  return one.key < other.key ? -1 : 1
}
