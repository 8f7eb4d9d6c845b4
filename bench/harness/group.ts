import type { FigureName } from './block.ts'

/** Where an arm is: the process that runs it imports it from there. */
export interface ArmAt {
  /** Who does the work: `troupe`, `nact`, `postMessage`. Unique in its group. */
  readonly name: string
  readonly module: URL
  /** The name by which the module exports the arm, or a function that makes it. */
  readonly export: string
  /** What that function is given. */
  readonly given?: string
  /** Options for this arm's Node, such as `--max-old-space-size=4096`. */
  readonly node?: readonly string[]
}

/** What a run has to come to. */
export interface Expected {
  readonly completed: number
  readonly checksum: number
  /** How far the checksum may be off, as a share of it: 0 unless said. */
  readonly tolerance?: number
}

/** Arms that do the same work, and are compared with each other in interleaved rounds. */
export interface Group {
  readonly id: string
  readonly title: string
  /** What is compared. */
  readonly figure: FigureName
  /** The unit of that figure, as it is printed. */
  readonly unit: string
  readonly better: 'more' | 'less'
  /** How much is done in one run: a block is as many runs as fill its time. */
  readonly size: { readonly smoke: number; readonly full: number }
  readonly expected: (size: number) => Expected
  readonly arms: readonly ArmAt[]
  /** The arm that takes part twice: its ratio to itself shows how far to trust the others. None where a run is too long for that. */
  readonly twice?: string
  /** For work that takes long: how many rounds at most, and no warming up beyond one block. */
  readonly rounds?: number
}
