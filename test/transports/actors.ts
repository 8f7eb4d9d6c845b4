import { type ActorContext, type ActorRef, defineActor, type Reply } from '@troupe/core'

/** What a node can see of how it was launched. */
export interface Surroundings {
  readonly args: readonly string[]
  readonly execArgs: readonly string[]
  readonly mark: string | undefined
  readonly hasPath: boolean
  readonly folder: string
}

export interface WitnessProtocol {
  look(): Surroundings
  write(text: string): void
  exit(code: number): void
  throwLater(): void
  sum(numbers: Float64Array): number
  log(text: string): void
  /** Answered after a millisecond, by a timer. */
  nap(): void
  wake(reply: Reply<void>): void
  greet(other: ActorRef<WitnessProtocol>): Promise<number>
}

/** Tells what it sees, and ends its node if told to. */
export const Witness = defineActor('Witness', (ctx: ActorContext<WitnessProtocol>) => {
  // Actors may leave such things running; their node has to end all the same.
  setInterval(() => {}, 60_000)
  return {
    look: () => ({
      args: process.argv.slice(2),
      execArgs: process.execArgv,
      mark: process.env.TROUPE_TEST_MARK,
      hasPath: 'PATH' in process.env,
      folder: process.cwd(),
    }),
    write(text) {
      console.log(text)
      console.error(`not ${text}`)
    },
    exit(code) {
      process.exit(code)
    },
    throwLater() {
      setImmediate(() => {
        throw new RangeError('far too far')
      })
    },
    log: (text) => ctx.log.write('info', text),
    nap() {
      const reply = ctx.reply('nap')
      ctx.timers.after('nap', 1, 'wake', reply)
      return reply
    },
    wake: (reply) => reply.answer(),
    sum: (numbers) => numbers.reduce((sum, it) => sum + it, 0),
    greet: (other) => other.ask('sum', Float64Array.of(1, 2)),
  }
})
