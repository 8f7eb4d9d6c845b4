import type { DiagramLine } from './sequence-diagram.ts'

/** A line, and what makes another one its repetition. */
export interface Told {
  readonly line: DiagramLine
  readonly key: string
}

const LONGEST_ROUND = 24
/** A round of several lines that comes twice is as long as a loop around it. */
const FEWEST_ROUNDS = 3

/** Puts what repeats itself into one line, `× 1,000`, or into a loop of those that come by turns. */
export function foldLines(told: readonly Told[]): DiagramLine[] {
  const lines: DiagramLine[] = []
  for (let start = 0; start < told.length; ) {
    const { length, rounds } = bestRound(told, start)
    lines.push(...foldedRound(told.slice(start, start + length * rounds), length, rounds))
    start += length * rounds
  }
  return lines
}

/** The round at that place which stands for the most lines. */
function bestRound(
  told: readonly Told[],
  start: number,
): { readonly length: number; readonly rounds: number } {
  let best = { length: 1, rounds: 1, saved: 0 }
  for (let length = 1; length <= LONGEST_ROUND; length++) {
    const rounds = roundsOf(told, start, length)
    const saved = (rounds - 1) * length
    if (rounds >= FEWEST_ROUNDS && saved > best.saved) best = { length, rounds, saved }
  }
  return best
}

function roundsOf(told: readonly Told[], start: number, length: number): number {
  let end = start + length
  while (end < told.length && told[end]?.key === told[end - length]?.key) end++
  return Math.floor((end - start) / length)
}

function foldedRound(told: readonly Told[], length: number, rounds: number): DiagramLine[] {
  const first = told.slice(0, length).map(({ line }) => line)
  if (rounds === 1) return first
  const [only] = first
  const times = rounds.toLocaleString('en')
  const areAlike = told.every(({ line }, index) => textOf(line) === textOf(told[index % length]?.line))
  if (length > 1 || only === undefined || only.type === 'loop')
    return [
      {
        type: 'loop',
        text: areAlike ? `${times} times` : `${times} times, the first of which`,
        lines: first,
      },
    ]
  const text = areAlike ? only.text : `${only.text}, …`
  return [{ ...only, text: `${text} × ${times}` }]
}

function textOf(line: DiagramLine | undefined): string {
  return line?.text ?? ''
}
