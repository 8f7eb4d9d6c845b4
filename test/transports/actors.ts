import { type ActorContext, type ActorRef, defineActor } from '@troupe/core'

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
  greet(other: ActorRef<WitnessProtocol>): Promise<number>
}

/** Tells what it sees, and ends its node if told to. */
export const Witness = defineActor('Witness', (_ctx: ActorContext<WitnessProtocol>) => {
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
    sum: (numbers) => numbers.reduce((sum, it) => sum + it, 0),
    greet: (other) => other.ask('sum', Float64Array.of(1, 2)),
  }
})
