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
  return { type: 'action', key: `#${place}${keyOfAction(action)}`, action, place }
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

/**
 * What may be left after `action`, each possibility on its own: a message may be one of several that look alike, and may
 * come before others that the role was to receive first from other senders, since nothing is promised between two senders.
 * Rounds of a repetition do not overtake each other here.
 */
export function possibilitiesAfter(behavior: LocalBehavior, action: LocalAction): readonly LocalBehavior[] {
  // Who sends knows what is meant.
  if (action.does === 'send') return [derive(behavior, keyOfAction(action))].filter(isPossible)
  return [...receptions(behavior, keyOfAction(action)), overtake(behavior, action)].filter(isPossible)
}

function isPossible({ type }: LocalBehavior): boolean {
  return type !== 'never'
}

/** The derivative, each way to come to it on its own. */
function receptions(behavior: LocalBehavior, action: string): readonly LocalBehavior[] {
  switch (behavior.type) {
    case 'never':
    case 'done':
    case 'action':
      return [derive(behavior, action)]
    case 'then': {
      const within = receptions(behavior.first, action).map((each) => andThen(each, behavior.next))
      return mayEnd(behavior.first) ? [...within, ...receptions(behavior.next, action)] : within
    }
    case 'either':
      return behavior.parts.flatMap((part) => receptions(part, action))
    case 'both':
      return withEach(behavior.parts, (part) => receptions(part, action))
    case 'loop':
      return receptions(behavior.body, action).map((each) => andThen(each, behavior))
  }
}

function overtake(behavior: LocalBehavior, action: LocalAction): LocalBehavior {
  switch (behavior.type) {
    case 'never':
    case 'done':
    case 'loop':
      return never
    case 'action':
      return derive(behavior, keyOfAction(action))
    case 'then':
      return either([
        andThen(overtake(behavior.first, action), behavior.next),
        andThen(overtaken(behavior.first, action.peer), overtake(behavior.next, action)),
      ])
    case 'either':
      return either(behavior.parts.map((part) => overtake(part, action)))
    case 'both':
      return either(withEach(behavior.parts, (part) => [overtake(part, action)]))
  }
}

/** The ways through `behavior` on which the role only receives, and nothing of `peer`. */
function overtaken(behavior: LocalBehavior, peer: string): LocalBehavior {
  switch (behavior.type) {
    case 'never':
    case 'done':
      return behavior
    case 'action':
      return behavior.action.does === 'receive' && behavior.action.peer !== peer ? behavior : never
    case 'then':
      return andThen(overtaken(behavior.first, peer), overtaken(behavior.next, peer))
    case 'either':
      return either(behavior.parts.map((part) => overtaken(part, peer)))
    case 'both':
      return both(behavior.parts.map((part) => overtaken(part, peer)))
    case 'loop':
      return loop(overtaken(behavior.body, peer))
  }
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
      return either(withEach(behavior.parts, (part) => [derive(part, action)]))
    case 'loop':
      return andThen(derive(behavior.body, action), behavior)
  }
}

/**
 * All parts beside each other, once for each of them and each of the ways in which that one changes; of parts that do the
 * same, the first will do.
 */
function withEach(
  parts: readonly LocalBehavior[],
  changes: (part: LocalBehavior) => readonly LocalBehavior[],
): LocalBehavior[] {
  const changed = new Set<string>()
  return parts.flatMap((part, index) => {
    const shape = withoutPlaces(part.key)
    if (changed.has(shape)) return []
    changed.add(shape)
    return changes(part).map((each) => both([...parts.slice(0, index), each, ...parts.slice(index + 1)]))
  })
}

/** Names stand in quotes, and behind what sends or receives. */
function withoutPlaces(key: string): string {
  return key.replace(/#\d+(?=[!?]\[)/g, '')
}

function byKeyOrder(one: LocalBehavior, other: LocalBehavior): number {
  if (one.key === other.key) return 0
  return one.key < other.key ? -1 : 1
}
