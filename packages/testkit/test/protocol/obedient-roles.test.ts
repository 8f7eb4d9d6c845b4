import { SeededRandom } from '@troupe/core/internal'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { InvalidProtocolError } from '../../src/protocol/errors.ts'
import {
  choice,
  type Interaction,
  message,
  optional,
  par,
  repeat,
  rolesOfInteraction,
  seq,
} from '../../src/protocol/interaction.ts'
import {
  after,
  andThen,
  both,
  done,
  either,
  expectations,
  type LocalAction,
  type LocalBehavior,
  loop,
  mayEnd,
  possibilitiesAfter,
} from '../../src/protocol/local-behavior.ts'
import { project } from '../../src/protocol/projection.ts'
import { protocol } from '../../src/protocol/protocol.ts'

const ROLES = ['a', 'b', 'c']

const messages = fc
  .tuple(fc.constantFrom(...ROLES), fc.constantFrom(...ROLES), fc.constantFrom('x', 'y'))
  .filter(([from, to]) => from !== to)
  .map(([from, to, name]) => message(from, to, name))

const { interaction: interactions } = fc.letrec<{ interaction: Interaction }>((tie) => {
  const parts = fc.array(tie('interaction'), { minLength: 1, maxLength: 3 })
  const two = fc.array(tie('interaction'), { minLength: 2, maxLength: 2 })
  return {
    interaction: fc.oneof(
      { maxDepth: 3, withCrossShrink: true },
      { arbitrary: messages, weight: 3 },
      { arbitrary: parts.map((each) => seq(...each)), weight: 3 },
      { arbitrary: two.map((each) => choice(...each)), weight: 2 },
      { arbitrary: two.map((each) => par(...each)), weight: 1 },
      { arbitrary: parts.map((each) => repeat(...each)), weight: 1 },
      { arbitrary: parts.map((each) => optional(...each)), weight: 1 },
    ),
  }
})

function isSound(interaction: Interaction): boolean {
  try {
    protocol('p', interaction)
    return true
  } catch (error) {
    if (error instanceof InvalidProtocolError) return false
    throw error
  }
}

const never = either([])

/** What may be left where a message may come before any that others send, and before what the role itself has to do. */
function afterAtAnyTime(behavior: LocalBehavior, action: LocalAction): LocalBehavior {
  const inOrder = after(behavior, action) ?? never
  return action.does === 'send' ? inOrder : either([inOrder, ahead(behavior, action)])
}

function ahead(behavior: LocalBehavior, action: LocalAction): LocalBehavior {
  switch (behavior.type) {
    case 'never':
    case 'done':
      return never
    case 'action':
      return after(behavior, action) ?? never
    case 'loop':
      return andThen(ahead(behavior.body, action), behavior)
    case 'then':
      return either([
        andThen(ahead(behavior.first, action), behavior.next),
        andThen(without(behavior.first, action.peer), ahead(behavior.next, action)),
      ])
    case 'either':
      return either(behavior.parts.map((part) => ahead(part, action)))
    case 'both':
      return either(
        behavior.parts.map((part, index) => both(behavior.parts.with(index, ahead(part, action)))),
      )
  }
}

/** The ways through a behaviour on which nothing is received of `peer`. */
function without(behavior: LocalBehavior, peer: string): LocalBehavior {
  switch (behavior.type) {
    case 'never':
    case 'done':
      return behavior
    case 'action':
      return behavior.action.does === 'receive' && behavior.action.peer === peer ? never : behavior
    case 'then':
      return andThen(without(behavior.first, peer), without(behavior.next, peer))
    case 'either':
      return either(behavior.parts.map((part) => without(part, peer)))
    case 'both':
      return both(behavior.parts.map((part) => without(part, peer)))
    case 'loop':
      return without(behavior.body, peer).type === 'never' ? done : loop(without(behavior.body, peer))
  }
}

function isRace(behavior: LocalBehavior, action: LocalAction): boolean {
  const known = either(possibilitiesAfter(behavior, action))
  return afterAtAnyTime(behavior, action).key !== known.key
}

const STEPS = 60

/**
 * Roles that do what their own share of the protocol allows, at random, and know nothing else. What one sends another
 * arrives in order; what two send a third in any. Returns what they have done where they can't go on and must.
 */
function stuck(interaction: Interaction, seed: number): readonly string[] | undefined {
  const random = new SeededRandom(seed)
  const roles = new Map<string, LocalBehavior>(
    rolesOfInteraction(interaction).map((role) => [role, project(interaction, role)]),
  )
  const queues = new Map<string, string[]>()
  const queue = (from: string, to: string): string[] => {
    const key = `${from}${to}`
    const found = queues.get(key) ?? []
    queues.set(key, found)
    return found
  }
  const story: string[] = []
  const sends = (left: LocalBehavior): LocalAction[] =>
    expectations(left).flatMap(({ action }) => (action.does === 'send' ? [action] : []))
  const deliveries = (role: string): LocalAction[] =>
    ROLES.flatMap((peer) =>
      queue(peer, role)
        .slice(0, 1)
        .map((name) => ({ does: 'receive', peer, name })),
    )
  const isOver = (): boolean =>
    [...roles.values()].every(mayEnd) && [...queues.values()].every(({ length }) => length === 0)
  const maySend = (): boolean => [...roles.values()].some((left) => sends(left).length > 0)
  const post = (role: string, { does, peer, name }: LocalAction): void => {
    if (does === 'send') queue(role, peer).push(name)
    else queue(peer, role).shift()
    story.push(`${role}${does === 'send' ? '!' : '?'}${peer} ${name}`)
  }
  for (let step = 0; step < STEPS; step++) {
    const actions = [...roles].flatMap(([role, left]) =>
      [...sends(left), ...deliveries(role)]
        // Who may end ends soon.
        .filter(({ does }) => does === 'receive' || !mayEnd(left) || random.next() < 0.5)
        .filter((action) => afterAtAnyTime(left, action).type !== 'never')
        .map((action) => ({ role, left, action })),
    )
    const next = actions[random.below(actions.length)]
    if (next === undefined) {
      if (isOver()) return undefined
      if (!maySend()) return story
      continue
    }
    const { role, left, action } = next
    // A message that may overtake what its receiver still has to send: `seq` says something else, and `par` is meant.
    if (isRace(left, action)) return undefined
    post(role, action)
    roles.set(role, afterAtAnyTime(left, action))
  }
  return undefined
}

test('roles that follow their own shares of an accepted protocol are never stuck', () => {
  const counts = { accepted: 0, refused: 0 }
  fc.assert(
    fc.property(interactions, fc.integer(), (interaction, seed) => {
      const isAccepted = isSound(interaction)
      counts[isAccepted ? 'accepted' : 'refused']++
      if (!isAccepted) return
      for (let i = 0; i < 10; i++) expect(stuck(interaction, seed + i)).toBeUndefined()
    }),
    { numRuns: 500, seed: 1 },
  )
  expect(Math.min(counts.accepted, counts.refused)).toBeGreaterThan(100)
})
