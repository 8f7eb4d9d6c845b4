import { parseArgs } from 'node:util'
import { Refusal } from './refusal.ts'
import { type Variant, variants } from './variant.ts'

/** What `--help` shows. */
export const usage = `Usage: npm create troupe [folder] [-- options]

Makes a new project: a module of actors, a program that runs them in threads, and a test.

  folder      where it is made; the last part of it is the project's name

Options:
  --plain     it is built by tsc: a file for each module
  --tsup      it is bundled by tsup
  -h, --help  shows this

What is left out is asked for in a terminal; elsewhere, folder is needed, and --plain is what you get.`

/** What was said on the command line. */
export interface CommandLine {
  readonly help: boolean
  readonly folder: string | undefined
  readonly variant: Variant | undefined
}

/**
 * Reads the arguments of the command line.
 *
 * @throws {Refusal} if they make no sense
 */
export function readCommandLine(args: readonly string[]): CommandLine {
  const { values, positionals } = parse(args)
  if (positionals.length > 1)
    throw new Refusal(
      `One folder is enough: ${positionals.join(', ')}. Put one with spaces in quotes.\n\n${usage}`,
    )
  if (values.plain && values.tsup) throw new Refusal('Say --plain or --tsup, not both.')
  const [folder] = positionals
  return { help: values.help ?? false, folder, variant: variantOf(values) }
}

/** Options that npm has taken for its own, as it does where nobody wrote `--` before them. */
export function optionsTakenByNpm(env: Readonly<Record<string, string | undefined>>): string[] {
  return variants
    .filter((variant) => env[`npm_config_${variant}`] === 'true')
    .map((variant) => `--${variant}`)
}

function variantOf({ plain, tsup }: { plain?: boolean; tsup?: boolean }): Variant | undefined {
  if (tsup) return 'tsup'
  return plain ? 'plain' : undefined
}

function parse(args: readonly string[]) {
  try {
    return parseArgs({
      args: [...args],
      allowPositionals: true,
      options: {
        plain: { type: 'boolean' },
        tsup: { type: 'boolean' },
        help: { type: 'boolean', short: 'h' },
      },
    })
  } catch (error) {
    if (!(error instanceof Error)) throw error
    // What Node says after the first sentence is about arguments that this command does not have.
    throw new Refusal(`${error.message.split('. ')[0]}.\n\n${usage}`)
  }
}
