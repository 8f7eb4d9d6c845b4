import type { InspectionEvent } from '@troupe/core'
import type { LocalSystem } from '@troupe/core/internal'
import type { ActorPaths } from './actor-paths.ts'
import type { LostMessage, WorldFailure } from './schedule.ts'

/** What has failed and what was lost in a world, on all of its nodes. */
export class Records {
  readonly failures: WorldFailure[] = []
  readonly deadLetters: LostMessage[] = []
  private readonly paths: ActorPaths
  private readonly sender: () => string
  /** Who had sent what becomes a dead letter now. */
  private readonly givenUp: string[] = []
  /** Who looks on at what the other nodes do. */
  private readonly lookers = new Set<(event: InspectionEvent) => void>()

  /** @param sender names the actor that runs */
  constructor(paths: ActorPaths, sender: () => string) {
    this.paths = paths
    this.sender = sender
  }

  /**
   * Notes what goes wrong in one address space.
   *
   * @returns the function that ends this
   */
  lookOn({ events }: LocalSystem): () => void {
    const ends = [
      events.on('dead-letter', (letter) => {
        const from = this.givenUp.shift() ?? this.sender()
        this.deadLetters.push({ ...letter, path: this.paths.shorten(letter.path), from })
      }),
      events.on('failure', ({ path, error, message }) => {
        this.failures.push({ owner: this.paths.shorten(path), error, message })
      }),
    ]
    return () => {
      for (const end of ends) end()
    }
  }

  /** The next dead letter is one that this actor had sent. */
  givesUp(from: string): void {
    this.givenUp.push(from)
  }

  /** A message was lost that a fault has taken. */
  lost(letter: LostMessage): void {
    this.deadLetters.push(letter)
  }

  /**
   * Lets a listener look on at what the other nodes do.
   *
   * @returns the function that ends this
   */
  inspectNodes(listener: (event: InspectionEvent) => void): () => void {
    this.lookers.add(listener)
    return () => void this.lookers.delete(listener)
  }

  /** Tells those who look on. */
  readonly inspected = (event: InspectionEvent): void => {
    for (const listener of this.lookers) listener(event)
  }
}
