/** One who takes part in a sequence diagram. */
export interface Participant {
  /** What the lines call it. */
  readonly id: string
  readonly name: string
  /** The frame that it stands in, with others. */
  readonly box?: string
}

/** One line of a sequence diagram. */
export type DiagramLine =
  | {
      readonly type: 'arrow'
      readonly from: string
      readonly to: string
      /** A message that is told, one that asks, an answer, or a message that is lost. */
      readonly as: 'tell' | 'ask' | 'answer' | 'lost'
      readonly text: string
    }
  | { readonly type: 'note'; readonly over: readonly string[]; readonly text: string }
  | { readonly type: 'loop'; readonly text: string; readonly lines: readonly DiagramLine[] }

const heads = { tell: '-)', ask: '->>', answer: '-->>', lost: '-x' } as const

/** A sequence diagram in the language of Mermaid. Names and texts may hold anything. */
export function sequenceDiagram(participants: readonly Participant[], lines: readonly DiagramLine[]): string {
  const boxes = [...new Set(participants.map(({ box }) => box))]
  const ordered = boxes.flatMap((box) => participants.filter((each) => each.box === box))
  const alias = (id: string): string => `p${ordered.findIndex((each) => each.id === id)}`
  const head = boxes.flatMap((box) => {
    const rows = ordered
      .filter((each) => each.box === box)
      .map(({ id, name }) => `  participant ${alias(id)} as ${plain(name)}`)
    // Without a colour the first word of a name could be taken for one.
    return box === undefined
      ? rows
      : [`  box transparent ${plain(box)}`, ...rows.map((row) => `  ${row}`), '  end']
  })
  return ['sequenceDiagram', ...head, ...linesOf(lines, alias, '  ')].join('\n')
}

function linesOf(lines: readonly DiagramLine[], alias: (id: string) => string, margin: string): string[] {
  return lines.flatMap((line) => {
    if (line.type === 'arrow')
      return [`${margin}${alias(line.from)}${heads[line.as]}${alias(line.to)}: ${plain(line.text)}`]
    if (line.type === 'note') return [`${margin}Note over ${span(line.over.map(alias))}: ${plain(line.text)}`]
    return [`${margin}loop ${plain(line.text)}`, ...linesOf(line.lines, alias, `${margin}  `), `${margin}end`]
  })
}

/** A note stands over the first and the last of those that it is about, and so over all between them. */
function span(aliases: readonly string[]): string {
  const sorted = aliases.toSorted((one, other) => Number(one.slice(1)) - Number(other.slice(1)))
  const [first = 'p0'] = sorted
  const last = sorted.at(-1) ?? first
  return first === last ? first : `${first},${last}`
}

/**
 * In Mermaid a semicolon or a line break ends a line, and a hash begins the code of a character; tags are those of HTML, two
 * signs for percent begin a directive, two for dollars a formula, and `wrap:` in front says how a text is set.
 */
function plain(text: string): string {
  return text
    .replace(/[\p{Cc}\p{Zl}\p{Zp}]/gu, ' ')
    .trim()
    .replace(/[;#<>]|%(?=%)|\$(?=\$)|(?<=^:?(?:no)?wrap):/g, (character) => `#${character.charCodeAt(0)};`)
}
