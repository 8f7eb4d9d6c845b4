import { type Chosen, type Common, type OptionTable, parseOptions } from './options.ts'

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

/** What an example consists of; `play` is given the options that were chosen on the command line. */
interface Parts<T extends OptionTable> extends Pick<Example, 'name' | 'summary'> {
  readonly options: T
  readonly quick?: readonly string[]
  play(chosen: Chosen<T> & Common): Promise<void>
}

export function defineExample<const T extends OptionTable>(parts: Parts<T>): Example {
  const { name, summary, options, quick = [], play } = parts
  return { name, summary, options, quick, run: async (args) => play(parseOptions(options, args)) }
}
