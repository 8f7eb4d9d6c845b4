import { NodeDownError } from '@troupe/core'

/** What the operating system says of the end of a process. */
export interface Exit {
  readonly code: number | null
  readonly signal: NodeJS.Signals | null
  /** There never was a process. */
  readonly failedStart?: Error
}

/** How a child process came to its end: what was seen of it before and when it exited. */
export class ProcessEnd {
  private readonly name: string
  private hasParted = false
  private force: string | undefined = undefined
  private reason: Error | undefined = undefined

  constructor(name: string) {
    this.name = name
  }

  /** Whether the process has said that it leaves, or is ended by force. */
  get isForeseen(): boolean {
    return this.hasParted || this.force !== undefined
  }

  /** The process said that it leaves: in peace, or for an error that nothing in it caught. */
  parted(error: Error | undefined): void {
    this.hasParted = true
    if (error) this.because(`was ended by an error that nothing caught: ${error.message}`, error)
  }

  /** The process is ended by force. */
  killed(why = 'was ended by force'): void {
    this.force ??= why
  }

  /** A message between the process and its parent was lost. */
  broke(what: string, error: unknown): void {
    this.because(`was ended, since ${what}: ${error instanceof Error ? error.message : String(error)}`, error)
  }

  /** What ended the process, unless it left in peace. To be asked when all that it had sent has been read, too. */
  explain(exit: Exit): Error | undefined {
    if (exit.failedStart)
      return this.because(`could not be started: ${exit.failedStart.message}`, exit.failedStart)
    if (exit.signal !== null) return this.because(this.force ?? `was killed by ${exit.signal}`)
    if (this.hasParted && exit.code === 0) return this.reason
    return this.because(
      `exited with code ${exit.code}: something in it called process.exit, or Node refused to run`,
    )
  }

  // The first reason is the nearest to the root: what follows is its consequence.
  private because(what: string, cause?: unknown): Error {
    this.reason ??= new NodeDownError(`The process ${this.name} ${what.replace(/\.$/, '')}.`, { cause })
    return this.reason
  }
}
