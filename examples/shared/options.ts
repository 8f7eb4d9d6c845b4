import { type ParseArgsConfig, parseArgs } from 'node:util'
import { type Placement, placements } from './placement.ts'

/** An option that takes a whole number. */
export interface NumberOption {
  readonly type: 'number'
  readonly default: number
  readonly min: number
  readonly max: number
  readonly help: string
}

/** An option that is given or not. */
export interface FlagOption {
  readonly type: 'flag'
  readonly help: string
}

/** An option that takes words, and is `undefined` where none are given. */
export interface TextOption {
  readonly type: 'text'
  /** What the words are: `address`. */
  readonly value: string
  readonly help: string
}

/** The options of one example, by name. */
export type OptionTable = Readonly<Record<string, NumberOption | FlagOption | TextOption>>

/** What was chosen for each option of a table. */
export type Chosen<T extends OptionTable> = {
  readonly [K in keyof T]: T[K] extends NumberOption
    ? number
    : T[K] extends TextOption
      ? string | undefined
      : boolean
}

/** What every example can be told. */
export interface Common {
  readonly on: Placement
  readonly json: boolean
  /** The file that the run is drawn in, if any. */
  readonly trace: string | undefined
}

/** Words on the command line that make no sense; the message says which. */
export class UsageError extends Error {}

/** @throws UsageError */
export function parseOptions<T extends OptionTable>(table: T, args: readonly string[]): Chosen<T> & Common {
  const given = parse(table, args)
  const chosen: Record<string, unknown> = {
    on: placementOf(given.on),
    json: given.json === true,
    trace: fileOf(given.trace),
  }
  for (const [name, option] of Object.entries(table)) {
    if (option.type === 'number') chosen[name] = numberOf(name, option, given[name])
    else chosen[name] = option.type === 'text' ? given[name] : given[name] === true
  }
  return chosen as Chosen<T> & Common
}

function parse(table: OptionTable, args: readonly string[]): Readonly<Record<string, unknown>> {
  const options: NonNullable<ParseArgsConfig['options']> = {
    on: { type: 'string' },
    json: { type: 'boolean' },
    trace: { type: 'string' },
  }
  for (const [name, { type }] of Object.entries(table)) {
    options[name] = { type: type === 'flag' ? 'boolean' : 'string' }
  }
  try {
    return parseArgs({ args: [...args], options, strict: true, allowPositionals: false }).values
  } catch (error) {
    throw new UsageError(error instanceof Error ? error.message : String(error))
  }
}

function placementOf(text: unknown): Placement {
  if (text === undefined) return 'threads'
  const placement = placements.find((each) => each === text)
  if (placement === undefined)
    throw new UsageError(`--on must be one of ${placements.join(', ')}, not ${text}.`)
  return placement
}

function fileOf(text: unknown): string | undefined {
  if (text === '') throw new UsageError('--trace needs the name of a file: --trace run.md.')
  return typeof text === 'string' ? text : undefined
}

function numberOf(name: string, { default: unsaid, min, max }: NumberOption, text: unknown): number {
  if (text === undefined) return unsaid
  const value = /^\d+$/.test(String(text)) ? Number(text) : Number.NaN
  if (value >= min && value <= max) return value
  throw new UsageError(`--${name} must be a whole number from ${min} to ${max}, not ${text}.`)
}

/** The lines that explain a table's options. */
export function explainOptions(table: OptionTable): string {
  const rows = [
    ['--on <place>', `where the actors live: ${placements.join(', ')} (threads unless said)`],
    ['--json', 'print one JSON object instead of words'],
    ['--trace <file>', 'draw what happens as sequence diagrams, and write them to a page'],
  ]
  for (const [name, option] of Object.entries(table)) {
    if (option.type === 'flag') rows.push([`--${name}`, option.help])
    else if (option.type === 'text') rows.push([`--${name} <${option.value}>`, option.help])
    else rows.push([`--${name} <number>`, `${option.help} (${option.default} unless said)`])
  }
  return rows.map(([option = '', help = '']) => `  ${option.padEnd(20)} ${help}`).join('\n')
}
