import { type Chosen, type Common, type OptionTable, parseOptions } from './options.ts'
import { ProgressBars } from './progress-bars.ts'
import type { Scene } from './scene.ts'
import { TraceFile } from './trace-file.ts'

/** One example, as `npm run example` knows it. */
export interface Example {
  readonly name: string
  /** What it shows, in a line. */
  readonly summary: string
  readonly options: OptionTable
  /** The arguments with which it takes a second or so. */
  readonly quick: readonly string[]
  /** @throws UsageError for arguments that make no sense */
  run(args: readonly string[]): Promise<void>
}

/** What came of an example. */
export interface Played {
  /** What `--json` prints. */
  readonly figures: object
  /** What the example is to show, and whether this run has shown it; a part of what `--json` prints. */
  readonly claims: Readonly<Record<string, boolean>>
  /** What is printed without it. */
  readonly words: string
}

/** What an example consists of. */
interface Parts<T extends OptionTable> extends Pick<Example, 'name' | 'summary'> {
  readonly options: T
  readonly quick?: readonly string[]
  /**
   * @param chosen the options that were chosen on the command line
   * @returns what came of it; nothing where it was played with a person, who has seen it all
   */
  play(chosen: Chosen<T> & { readonly json: boolean }, scene: Scene): Promise<Played | void>
}

/** Makes an example of its parts: reads its options, shows how far it is, prints what came of it, and draws it if told to. */
export function defineExample<const T extends OptionTable>(parts: Parts<T>): Example {
  const { name, summary, options, quick = [], play } = parts
  const run = async (args: readonly string[]): Promise<void> => {
    const chosen = parseOptions(options, args)
    const bars = new ProgressBars()
    const trace = chosen.trace === undefined ? undefined : new TraceFile()
    const report = (label: string, done: number, total: number): void => bars.show(label, done, total)
    const played = await play(chosen, { on: chosen.on, trace, report }).finally(() => bars.clear())
    if (played !== undefined) print(name, chosen, played)
    if (trace !== undefined && chosen.trace !== undefined)
      await trace.write(chosen.trace, `${[name, ...args].join(' ')}`)
  }
  return { name, summary, options, quick, run }
}

function print(name: string, { on, json }: Common, { figures, claims, words }: Played): void {
  console.log(json ? JSON.stringify({ example: name, placement: on, ...figures, claims }) : words)
}
