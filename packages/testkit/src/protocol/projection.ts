import { childrenOf, type InteractionNode, messagesOf } from './interaction.ts'
import { act, andThen, both, done, either, type LocalBehavior, loop } from './local-behavior.ts'

/** Gives all messages one place, so that behaviours compare by what is done alone. */
export const NO_PLACE = 0

/**
 * What `role` sees of a protocol.
 *
 * @param start the place of the first message of `node`, or {@link NO_PLACE}
 */
export function project(node: InteractionNode, role: string, start = 1): LocalBehavior {
  switch (node.type) {
    case 'message':
      if (node.from === role) return act({ does: 'send', peer: node.to, name: node.name }, start)
      if (node.to === role) return act({ does: 'receive', peer: node.from, name: node.name }, start)
      return done
    case 'seq':
      return projectChildren(node, role, start).reduceRight((rest, part) => andThen(part, rest), done)
    case 'choice':
      return either(projectChildren(node, role, start))
    case 'par':
      return both(projectChildren(node, role, start))
    case 'repeat':
      return loop(project(node.body, role, start))
  }
}

function projectChildren(node: InteractionNode, role: string, start: number): LocalBehavior[] {
  let place = start
  return childrenOf(node).map((child) => {
    const projected = project(child, role, place)
    if (start !== NO_PLACE) place += messagesOf(child).length
    return projected
  })
}
