/** What one run of an arm came to. */
export interface Outcome {
  /** Units of work that were completed, as counted where they arrive, never where they are sent. */
  readonly completed: number
  /** A value that follows from all of the work, and is compared with the group's. */
  readonly checksum: number
  /** How long it took, in milliseconds, for an arm that knows better than the harness, which times the whole run. */
  readonly ms?: number
  /** How long each round trip took, in microseconds. */
  readonly latencies?: readonly number[]
  /** What else was measured, by name: the unit is the group's affair. The median of a block's runs counts. */
  readonly figures?: Readonly<Record<string, number>>
}

/** An arm that has been set up. */
export interface OpenArm {
  /** Does the work once. `size` is the group's; what is done with it is the same for all arms of the group. */
  run(size: number): Promise<Outcome>
  /** Ends what `open` started: threads, processes, systems. */
  close(): Promise<void>
}

/**
 * One way of doing a piece of work. It runs in a process of its own, is opened once, and then asked to run again and again.
 *
 * @example
 * ```ts ignore an excerpt
 * export const counting: Arm = {
 *   async open() {
 *     const system = await createSystem()
 *     return { run: (size) => count(system, size), close: () => system.shutdown() }
 *   },
 * }
 * ```
 */
export interface Arm {
  /** What has to be installed before this arm can run here, and how; `undefined` where it can run. */
  missing?(): string | undefined | Promise<string | undefined>
  open(): Promise<OpenArm>
}

/** Tells whether a module's export is an arm. */
export function isArm(value: unknown): value is Arm {
  return typeof value === 'object' && value !== null && 'open' in value && typeof value.open === 'function'
}
