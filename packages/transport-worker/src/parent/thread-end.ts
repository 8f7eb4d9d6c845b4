import { NodeDownError } from '@troupe/core'
import { PORT_LOST_CODE } from '../port-message.ts'

/** How a thread came to its end: what was seen of it before it exited. */
export class ThreadEnd {
  private readonly name: string
  private hasParted = false
  private force: string | undefined = undefined
  private reason: Error | undefined = undefined

  constructor(name: string) {
    this.name = name
  }

  /** The thread said that it leaves. */
  parted(): void {
    this.hasParted = true
  }

  /** The thread is ended by force. */
  killed(why = 'was ended by force'): void {
    this.force ??= why
  }

  /** Nothing in the thread caught an error. */
  threw(error: unknown): void {
    if (isOutOfMemory(error)) this.because('ran out of memory; see resourceLimits of workers(...)', error)
    else this.because(`was ended by an error that nothing caught: ${messageOf(error)}`, error)
  }

  /** A message between the thread and its parent was lost. */
  broke(what: string, error: unknown): void {
    this.because(`was ended, since ${what}: ${messageOf(error)}`, error)
  }

  /** What ended the thread, unless it left in peace. */
  explain(exitCode: number): Error | undefined {
    if (this.reason !== undefined) return this.reason
    if (this.hasParted && exitCode === 0) return undefined
    if (this.force !== undefined) return new NodeDownError(`The thread ${this.name} ${this.force}.`)
    if (exitCode === PORT_LOST_CODE)
      return new NodeDownError(`The thread ${this.name} ended, since something in it had closed parentPort.`)
    return new NodeDownError(
      `The thread ${this.name} exited with code ${exitCode}: something in it called process.exit.`,
    )
  }

  private because(what: string, cause: unknown): void {
    this.reason ??= new NodeDownError(`The thread ${this.name} ${what.replace(/\.$/, '')}.`, { cause })
  }
}

function isOutOfMemory(error: unknown): boolean {
  return error instanceof Error && 'code' in error && error.code === 'ERR_WORKER_OUT_OF_MEMORY'
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error)
}
