import { InvalidProtocolError } from './errors.ts'
import { childrenOf, type InteractionNode, type MessageStep, messagesOf } from './interaction.ts'
import { after, expectations, keyOfAction, type LocalBehavior } from './local-behavior.ts'
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
  check(root, nothing, roles)
}

/** @param next what comes after `node` */
function check(node: InteractionNode, next: InteractionNode, roles: readonly string[]): void {
  if (node.type === 'choice') checkChoice(node.parts, next, roles)
  if (node.type === 'repeat') checkRepeat(node, next, roles)
  childrenOf(node).forEach((child, index) => {
    check(child, continuation(node, index, next), roles)
  })
}

function continuation(node: InteractionNode, child: number, next: InteractionNode): InteractionNode {
  if (node.type === 'repeat') return { type: 'seq', parts: [node, next] }
  if (node.type === 'seq') return { type: 'seq', parts: [...node.parts.slice(child + 1), next] }
  return next
}

function checkChoice(
  parts: readonly InteractionNode[],
  next: InteractionNode,
  roles: readonly string[],
): void {
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
  const ways = parts.map((part): InteractionNode => ({ type: 'seq', parts: [part, next] }))
  checkVisible(ways, decider, roles, `which part of the choice that begins with ${all.join(' or ')}`)
}

function checkRepeat(
  node: Extract<InteractionNode, { type: 'repeat' }>,
  next: InteractionNode,
  roles: readonly string[],
): void {
  if (messagesOf(node).length === 0)
    throw new InvalidProtocolError('repeat-of-nothing', 'A repetition holds no message.')
  const decider = deciderOf([node.body], 'repetition')
  const opening = [...new Set(openingsOf(node.body).map(textOf))]
  const twice = openingsOf(next)
    .map(textOf)
    .find((text) => opening.includes(text))
  if (twice !== undefined) {
    throw new InvalidProtocolError(
      'choice-ambiguous',
      `What follows a repetition begins with ${twice}, as the repetition does: nobody could tell whether it has ended.`,
    )
  }
  const again: InteractionNode = { type: 'seq', parts: [node.body, node, next] }
  checkVisible([again, next], decider, roles, `whether the repetition of ${opening.join(' or ')}`)
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
    const conflict = findConflict(ways.map((way) => project(way, role, NO_PLACE)))
    if (conflict === undefined) continue
    throw new InvalidProtocolError(
      'choice-not-visible',
      `"${role}" cannot know ${what} "${decider}" has decided on: ${conflict}, and nothing that it receives before tells it which. Let "${decider}", or somebody who knows, tell "${role}" first.`,
    )
  }
}

/**
 * Looks for a point at which a role that cannot tell these behaviours apart would have to: it may send something in one
 * of them and not in another. What it receives tells it apart those that go on differently.
 */
function findConflict(ways: readonly LocalBehavior[], seen = new Set<string>()): string | undefined {
  const distinct = [...new Map(ways.map((way) => [way.key, way])).values()]
  const key = distinct
    .map((way) => way.key)
    .sort()
    .join(' / ')
  if (distinct.length < 2 || seen.has(key)) return undefined
  seen.add(key)
  const firsts = distinct.map(expectations)
  const actions = new Map(firsts.flat().map(({ action }) => [keyOfAction(action), action]))
  for (const [actionKey, action] of actions) {
    const everywhere = firsts.every((first) => first.some((one) => keyOfAction(one.action) === actionKey))
    if (action.does === 'send' && !everywhere)
      return `it sends "${action.name}" to "${action.peer}" in one case and not in the other`
    const rest = distinct.map((way) => after(way, action)).filter((way) => way !== undefined)
    const conflict = findConflict(rest, seen)
    if (conflict !== undefined) return conflict
  }
  return undefined
}
