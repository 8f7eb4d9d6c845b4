import { InvalidProtocolError } from './errors.ts'
import { childrenOf, type InteractionNode, type MessageStep, messagesOf } from './interaction.ts'
import { expectations, keyOfAction, type LocalBehavior, possibilitiesAfter } from './local-behavior.ts'
import { NO_PLACE, project } from './projection.ts'

const nothing: InteractionNode = { type: 'seq', parts: [] }

/**
 * Checks that every role can follow the protocol with what it sees: each choice, and each decision to go on or to end a
 * repetition, is made by one role, and every other role learns of it before it has to act on it.
 *
 * @throws InvalidProtocolError
 */
export function checkWellFormed(root: InteractionNode, roles: readonly string[]): void {
  if (roles.length === 0) throw new InvalidProtocolError('empty', 'The protocol holds no message.')
  check(root, { next: nothing, whole: (node) => node, roles })
}

/** Where in the protocol a step stands. */
interface Surroundings {
  readonly roles: readonly string[]
  /** What comes after it. */
  readonly next: InteractionNode
  /** All that is left when something takes the step's place: what comes after it, and what may be mixed with it. */
  whole(node: InteractionNode): InteractionNode
}

function check(node: InteractionNode, around: Surroundings): void {
  if (node.type === 'choice') checkChoice(node.parts, around)
  if (node.type === 'repeat') checkRepeat(node, around)
  if (node.type === 'par') checkParallel(node, around)
  childrenOf(node).forEach((child, index) => {
    check(child, surroundings(node, index, around))
  })
}

function surroundings(node: InteractionNode, child: number, around: Surroundings): Surroundings {
  const { roles, next, whole } = around
  if (node.type === 'par') {
    // What has no message in common with this part cannot be taken for it.
    const alike = node.parts.filter(
      (part, index) => index !== child && sharedBy(part, node.parts[child]) !== undefined,
    )
    return { roles, next, whole: (inner) => whole({ type: 'par', parts: [inner, ...alike] }) }
  }
  const after = node.type === 'repeat' ? [node] : node.type === 'seq' ? node.parts.slice(child + 1) : []
  const then = (inner: InteractionNode): InteractionNode => ({ type: 'seq', parts: [inner, ...after] })
  return { roles, next: { type: 'seq', parts: [...after, next] }, whole: (inner) => whole(then(inner)) }
}

function checkChoice(parts: readonly InteractionNode[], around: Surroundings): void {
  if (parts.length < 2)
    throw new InvalidProtocolError('choice-of-one', 'A choice needs at least two parts to choose from.')
  const decider = deciderOf(parts, 'choice')
  const openings = parts.map((part) => [...new Set(openingsOf(part).map(textOf))])
  const empty = openings.filter((opening) => opening.length === 0).length
  const all = openings.flat()
  const twice = all.find((text, index) => all.indexOf(text) !== index)
  if (twice !== undefined || empty > 1) {
    throw new InvalidProtocolError(
      'choice-ambiguous',
      `Two parts of a choice begin in the same way, ${twice === undefined ? 'with nothing' : `with ${twice}`}: nobody could tell which one was chosen. Put what they share before the choice.`,
    )
  }
  const what = `which part of the choice that begins with ${all.join(' or ')}`
  checkVisible(parts.map(around.whole), decider, around.roles, what)
}

function checkRepeat(node: Extract<InteractionNode, { type: 'repeat' }>, around: Surroundings): void {
  if (messagesOf(node).length === 0)
    throw new InvalidProtocolError('repeat-of-nothing', 'A repetition holds no message.')
  const decider = deciderOf([node.body], 'repetition')
  const opening = [...new Set(openingsOf(node.body).map(textOf))]
  const twice = openingsOf(around.next)
    .map(textOf)
    .find((text) => opening.includes(text))
  if (twice !== undefined) {
    throw new InvalidProtocolError(
      'choice-ambiguous',
      `What follows a repetition begins with ${twice}, as the repetition does: nobody could tell whether it has ended.`,
    )
  }
  const again: InteractionNode = { type: 'seq', parts: [node.body, node] }
  const ways = [again, nothing].map(around.whole)
  checkVisible(ways, decider, around.roles, `whether the repetition of ${opening.join(' or ')}`)
}

/** Where parallel parts look alike, it must make no difference for which of them a message is taken. */
function checkParallel(
  { parts }: { readonly parts: readonly InteractionNode[] },
  around: Surroundings,
): void {
  const shared = parts
    .flatMap((part, index) => parts.slice(index + 1).map((other) => sharedBy(part, other)))
    .find((text) => text !== undefined)
  if (shared === undefined) return
  const whole = around.whole({ type: 'par', parts })
  for (const role of around.roles) {
    const conflict = findConflict([project(whole, role, NO_PLACE)], 1)
    if (conflict === undefined) continue
    throw new InvalidProtocolError(
      'parallel-ambiguous',
      `"${role}" cannot know to which of the parallel parts a message belongs, ${shared} for example: ${conflict}. Give the messages of the parts different names.`,
    )
  }
}

/** A message that is in both, if there is one. */
function sharedBy(one: InteractionNode, other: InteractionNode = nothing): string | undefined {
  const texts = new Set(messagesOf(one).map(textOf))
  return messagesOf(other)
    .map(textOf)
    .find((text) => texts.has(text))
}

function deciderOf(parts: readonly InteractionNode[], what: string): string {
  const openings = parts.flatMap(openingsOf)
  const [decider, ...others] = new Set(openings.map(({ from }) => from))
  if (decider === undefined) throw new InvalidProtocolError('empty', `A ${what} holds no message.`)
  if (others.length > 0) {
    throw new InvalidProtocolError(
      'choice-with-two-deciders',
      `A ${what} is decided by whoever sends its first message, and here that may be ${[decider, ...others].map((role) => JSON.stringify(role)).join(' or ')}: two roles could decide differently at the same time. Let one of them begin every part.`,
    )
  }
  return decider
}

/** The messages that may be the first. */
function openingsOf(node: InteractionNode): MessageStep[] {
  if (node.type === 'message') return [node]
  if (node.type === 'repeat') return openingsOf(node.body)
  if (node.type !== 'seq') return node.parts.flatMap(openingsOf)
  const found: MessageStep[] = []
  for (const part of node.parts) {
    found.push(...openingsOf(part))
    if (!mayBeSkipped(part)) break
  }
  return found
}

function mayBeSkipped(node: InteractionNode): boolean {
  switch (node.type) {
    case 'message':
      return false
    case 'repeat':
      return true
    case 'choice':
      return node.parts.some(mayBeSkipped)
    case 'seq':
    case 'par':
      return node.parts.every(mayBeSkipped)
  }
}

function textOf({ from, to, name }: MessageStep): string {
  return `${from} -> ${to}: ${name}`
}

function checkVisible(
  ways: readonly InteractionNode[],
  decider: string,
  roles: readonly string[],
  what: string,
): void {
  for (const role of roles) {
    if (role === decider) continue
    const conflict = findConflict(
      ways.map((way) => project(way, role, NO_PLACE)),
      2,
    )
    if (conflict === undefined) continue
    throw new InvalidProtocolError(
      'choice-not-visible',
      `"${role}" cannot know ${what} "${decider}" has decided on: ${conflict}, and nothing that it receives before tells it which, in whatever order the messages of different senders arrive. Let "${decider}", or somebody who knows, tell "${role}" first.`,
    )
  }
}

/**
 * Looks for a point at which a role that cannot tell these behaviours apart would have to: it may send something in one
 * of them and not in another. What it receives tells it apart those that go on differently.
 *
 * @param least how many there must be for it to be worth while to look on
 */
function findConflict(
  ways: readonly LocalBehavior[],
  least: 1 | 2,
  seen = new Set<string>(),
): string | undefined {
  const distinct = [...new Map(ways.map((way) => [way.key, way])).values()]
  const key = distinct
    .map((way) => way.key)
    .sort()
    .join(' / ')
  if (distinct.length < least || seen.has(key)) return undefined
  seen.add(key)
  const firsts = distinct.map(expectations)
  const actions = new Map(firsts.flat().map(({ action }) => [keyOfAction(action), action]))
  for (const [actionKey, action] of actions) {
    const everywhere = firsts.every((first) => first.some((one) => keyOfAction(one.action) === actionKey))
    if (action.does === 'send' && !everywhere)
      return `it sends "${action.name}" to "${action.peer}" in one case and not in the other`
    const rest = distinct.flatMap((way) => possibilitiesAfter(way, action))
    const conflict = findConflict(rest, least, seen)
    if (conflict !== undefined) return conflict
  }
  return undefined
}
