import { type DiagramLine, sequenceDiagram as drawSequence } from '@troupe/core/internal'
import type { PlacedEvent } from './causal-cone.ts'
import { OUTSIDE, type PictureLine, pictureLine } from './picture-line.ts'

/**
 * Events as a Mermaid sequence diagram: a message at the moment when it is handled, or lost.
 *
 * @param verdict what is wrong at the end
 */
export function sequenceDiagram(events: readonly PlacedEvent[], verdict: string): string {
  const lines = events.map(({ event }) => pictureLine(event))
  const names = participants(lines)
  const drawn = lines.map(
    ({ from, to, text, isLost }): DiagramLine =>
      from === undefined
        ? { type: 'note', over: [to], text }
        : { type: 'arrow', from, to, as: isLost ? 'lost' : 'tell', text },
  )
  return drawSequence(
    names.map((name) => ({ id: name, name })),
    [...drawn, { type: 'note', over: names, text: verdict }],
  )
}

/** The same for a terminal. Where a message waited, it is said when it was sent. */
export function sequenceText(events: readonly PlacedEvent[], verdict: string): string {
  const lines = events.map(({ event }) => pictureLine(event))
  const ways = lines.map(({ from, to, isLost }) =>
    from === undefined ? to : `${from} ${isLost ? '-x' : '->'} ${to}`,
  )
  const width = Math.max(0, ...ways.map((way) => way.length))
  const sent = events.map(
    ({ event: { createdBy } }) => events.findIndex(({ step }) => step === createdBy) + 1,
  )
  const digits = String(lines.length).length
  const rows = lines.map(
    ({ text }, i) =>
      `  ${String(i + 1).padStart(digits)}  ${(ways[i] ?? '').padEnd(width)}  ${text}${waited(sent[i] ?? 0, i + 1)}`,
  )
  return [...rows, `  ${' '.repeat(digits)}  => ${verdict}`].join('\n')
}

function waited(sent: number, handled: number): string {
  return sent === 0 || sent === handled - 1 ? '' : `   (sent at ${sent})`
}

function participants(lines: readonly PictureLine[]): readonly string[] {
  const names = new Set<string>()
  for (const { from, to } of lines) {
    if (from !== undefined) names.add(from)
    names.add(to)
  }
  // Nothing at all had to happen: there must be somebody to write the verdict above.
  return names.size === 0 ? [OUTSIDE] : [...names]
}
