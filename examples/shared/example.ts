import { type Chosen, type Common, type OptionTable, parseOptions } from './options.ts'

/** One example, as `npm run example` knows it. */
export interface Example {
  readonly name: string
  /** What it shows, in a line. */
  readonly summary: string
  readonly options: OptionTable
  /** @throws UsageError for arguments that make no sense */
  run(args: readonly string[]): Promise<void>
}

/** Describes an example; its `play` is given the options that were chosen on the command line. */
export function defineExample<const T extends OptionTable>(
  name: string,
  summary: string,
  options: T,
  play: (chosen: Chosen<T> & Common) => Promise<void>,
): Example {
  return { name, summary, options, run: async (args) => play(parseOptions(options, args)) }
}
