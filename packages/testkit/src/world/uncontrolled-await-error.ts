import { TroupeError } from '@troupe/core'

/** An actor awaits something that nothing in its world will bring about: input or output, a timer of the host. */
export class UncontrolledAwaitError extends TroupeError {
  readonly code = 'uncontrolled-await'
  /** Where the promise was created that it awaits, if that was traced. */
  readonly createdAt: string | undefined

  constructor(path: string, createdAt: string | undefined) {
    const where = createdAt === undefined ? '' : `\nIt awaits what was created here:\n${createdAt}`
    super(
      `${path} awaits something that its world does not bring about, such as input, output or a timer of the host. Give it what it needs through its arguments, await an ask, use ctx.timers, or make the promise with gate() of the test system.${where}`,
    )
    this.createdAt = createdAt
  }
}
