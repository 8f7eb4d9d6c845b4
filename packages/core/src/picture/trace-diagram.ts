import { foldLines, type Told } from './fold-lines.ts'
import { parentOf } from './local-path.ts'
import { type Cast, castOf, PROGRAM } from './participants.ts'
import { type DiagramLine, sequenceDiagram } from './sequence-diagram.ts'
import type { TraceStep } from './trace-step.ts'

/** What is drawn of a run. */
export interface DiagramLimits {
  /** How many lines at most. */
  readonly lines: number
  /** How many participants at most, unless more of them have names. */
  readonly participants: number
}

/**
 * The steps of a run as a sequence diagram. A message is drawn where it is handled.
 *
 * @param left how many steps were not recorded
 * @param remarks what else there is to say, below it
 */
export function traceDiagram(
  steps: readonly TraceStep[],
  limits: DiagramLimits,
  left: number,
  remarks: readonly string[] = [],
): string {
  const shown = answeredTo(steps.filter(({ kind }) => kind !== 'left' && kind !== 'arrived'))
  const cast = castOf([PROGRAM, ...shown.flatMap(pathsOf)], limits.participants)
  const lines = foldLines(shown.flatMap((step) => toldOf(step, cast)))
  const taking = new Set(lines.flatMap(idsIn))
  const present = cast.participants.filter(({ id }) => taking.has(id))
  const everybody = present.length > 0 ? present : cast.participants.slice(0, 1)
  const { kept, cut } = withinLimit(lines, limits.lines)
  const missing = cut + left
  const said = missing > 0 ? [...remarks, `… and ${missing.toLocaleString('en')} more steps`] : remarks
  const over = everybody.map(({ id }) => id)
  return sequenceDiagram(everybody, [...kept, ...said.map((text) => ({ type: 'note', over, text }) as const)])
}

/**
 * An actor that asks after an `await` of something else is not known to whoever answers, but to whoever looks on: the answer
 * goes to the one whose ask was taken up.
 */
function answeredTo(steps: readonly TraceStep[]): TraceStep[] {
  const askers = new Map<string, string[]>()
  return steps.map((step) => {
    const { kind, path, name, other, asks } = step
    const key = `${path} ${name}`
    const queue = askers.get(key) ?? []
    if (kind === 'handled' && asks && other !== undefined) {
      queue.push(other)
      askers.set(key, queue)
    }
    if (kind !== 'answered') return step
    const index = Math.max(0, queue.indexOf(other ?? PROGRAM))
    const [asker] = queue.splice(index, 1)
    return { ...step, other: other || asker || PROGRAM }
  })
}

function withinLimit(lines: readonly DiagramLine[], most: number) {
  let used = 0
  const end = lines.findIndex((line) => {
    used += lengthOf(line)
    return used > most
  })
  const kept = end < 0 ? lines : lines.slice(0, end)
  const cut = end < 0 ? 0 : lines.slice(end).reduce((sum, line) => sum + lengthOf(line), 0)
  return { kept, cut }
}

function lengthOf(line: DiagramLine): number {
  return line.type === 'loop' ? line.lines.length : 1
}

function idsIn(line: DiagramLine): readonly string[] {
  if (line.type === 'arrow') return [line.from, line.to]
  return line.type === 'note' ? line.over : line.lines.flatMap(idsIn)
}

function pathsOf({ kind, path, other }: TraceStep): readonly string[] {
  if (kind === 'node-down') return []
  if (kind === 'spawned') return [parentOf(path), path]
  return other === undefined || kind === 'down' ? [path] : [path, other]
}

function toldOf(step: TraceStep, cast: Cast): Told[] {
  const line = lineOf(step, cast)
  if (line === undefined) return []
  const ends = line.type === 'arrow' ? [line.from, line.to, line.as] : line.type === 'note' ? line.over : []
  return [{ line, key: JSON.stringify([step.kind, step.name, ...ends]) }]
}

function lineOf(step: TraceStep, cast: Cast): DiagramLine | undefined {
  const { kind, path, other, name, text, asks } = step
  const note = (words: string): DiagramLine => ({ type: 'note', over: [cast.of(path)], text: words })
  switch (kind) {
    case 'spawned':
      return { type: 'arrow', from: cast.of(parentOf(path)), to: cast.of(path), as: 'tell', text: 'spawn' }
    case 'handled':
      if (other === undefined) return note(name + text)
      return {
        type: 'arrow',
        from: cast.of(other),
        to: cast.of(path),
        as: asks ? 'ask' : 'tell',
        text: name + text,
      }
    case 'lost':
      return {
        type: 'arrow',
        from: cast.of(other ?? PROGRAM),
        to: cast.of(path),
        as: 'lost',
        text: name + text,
      }
    case 'answered':
      return { type: 'arrow', from: cast.of(path), to: cast.of(other ?? PROGRAM), as: 'answer', text }
    case 'node-down':
      return nodeDown(step, cast)
    case 'left':
    case 'arrived':
      return undefined
    default:
      return note(text)
  }
}

/** Said above those who lived there; above the program where nobody did. */
function nodeDown({ path, text }: TraceStep, { participants }: Cast): DiagramLine {
  const lost = participants.filter(({ box }) => box === path).map(({ id }) => id)
  return { type: 'note', over: lost.length > 0 ? lost : [PROGRAM], text }
}
