import { childrenOf, type InteractionNode, messagesOf } from './interaction.ts'
import type { Expectation, LocalAction } from './local-behavior.ts'

/** A protocol as text, one numbered line for each message; `>` points at the places in `marked`. */
export function protocolText(root: InteractionNode, marked: readonly number[] = []): string {
  return linesOf(root, 1, 0)
    .map(({ place, depth, text }) => {
      const mark = place !== undefined && marked.includes(place) ? '>' : ' '
      return `${mark} ${String(place ?? '').padStart(3)}  ${'  '.repeat(depth)}${text}`
    })
    .join('\n')
}

interface Line {
  readonly place: number | undefined
  readonly depth: number
  readonly text: string
}

const SEPARATORS = { choice: 'or', par: 'and' } as const
const OPENINGS = { choice: 'either', par: 'in parallel' } as const

function linesOf(node: InteractionNode, start: number, depth: number): Line[] {
  if (node.type === 'message')
    return [{ place: start, depth, text: `${node.from} -> ${node.to}: ${node.name}` }]
  if (node.type === 'repeat') return [heading('repeat', depth), ...linesOf(node.body, start, depth + 1)]
  const { type } = node
  let place = start
  const parts = childrenOf(node).map((child) => {
    const lines = linesOf(child, place, type === 'seq' ? depth : depth + 1)
    place += messagesOf(child).length
    return lines
  })
  if (type === 'seq') return parts.flat()
  return parts.flatMap((lines, index) => [
    heading(index === 0 ? OPENINGS[type] : SEPARATORS[type], depth),
    ...(lines.length === 0 ? [heading('nothing', depth + 1)] : lines),
  ])
}

function heading(text: string, depth: number): Line {
  return { place: undefined, depth, text }
}

/** What a role did, in words that follow its name. */
export function pastText({ does, peer, name }: LocalAction): string {
  return does === 'send' ? `sent "${name}" to "${peer}"` : `received "${name}" from "${peer}"`
}

function actionText({ does, peer, name }: LocalAction): string {
  return does === 'send' ? `send "${name}" to "${peer}"` : `receive "${name}" from "${peer}"`
}

/** What may come next, in words. */
export function expectationText(expected: readonly Expectation[]): string {
  if (expected.length === 0) return 'nothing more'
  return expected.map(({ action, place }) => `${actionText(action)} (${place})`).join(' or ')
}
