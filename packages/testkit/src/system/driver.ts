import type { ControlledWorld } from '../world/controlled-world.ts'
import { immediate } from '../world/immediate.ts'
import type { WorldEvent } from '../world/schedule.ts'
import { RestlessError } from './restless-error.ts'

/** Runs a world by itself, as soon as something was sent, until nothing more can happen. */
export class Driver {
  private readonly world: ControlledWorld
  private readonly choose: (events: readonly WorldEvent[]) => WorldEvent | undefined
  private readonly limit: number
  private driving: Promise<void> | undefined = undefined
  private isStirred = false
  /** How many wait for rest, and are told of what went wrong. */
  private resting = 0
  private failure: unknown

  /** @param limit after how many steps in a row the world counts as one that never comes to rest */
  constructor(
    world: ControlledWorld,
    choose: (events: readonly WorldEvent[]) => WorldEvent | undefined,
    limit: number,
  ) {
    this.world = world
    this.choose = choose
    this.limit = limit
    world.onWoken = () => {
      this.isStirred = true
      this.driving ??= this.drive()
    }
  }

  /**
   * Resolves when nothing more can happen until time passes, or something is sent.
   *
   * @throws what went wrong since it was asked last
   */
  async rest(): Promise<void> {
    this.resting++
    do {
      // A timer that fired has sent something, too.
      if (this.world.messages().length > 0) this.driving ??= this.drive()
      await this.driving
      await immediate()
    } while (this.driving !== undefined)
    this.resting--
    const { failure } = this
    this.failure = undefined
    if (failure !== undefined) throw failure
  }

  private async drive(): Promise<void> {
    // What runs now may have more to send.
    await undefined
    try {
      let steps = 0
      do {
        this.isStirred = false
        await this.world.settle()
        steps += await this.run(this.limit - steps)
        await immediate()
      } while (this.isStirred || this.world.messages().length > 0)
    } catch (error) {
      this.fail(error)
    } finally {
      this.driving = undefined
    }
  }

  /** Whoever in the test awaits an answer would wait for ever: it is told instead, and so is whoever asks for rest next. */
  private fail(error: unknown): void {
    const wasTold = this.world.refuseOutside(error, this.resting > 0)
    if (!wasTold || this.resting > 0) this.failure ??= error
  }

  private async run(limit: number): Promise<number> {
    let steps = 0
    for (let event = this.next(); event !== undefined; event = this.next()) {
      if (++steps > limit) throw new RestlessError(this.limit, this.world.messages())
      const done = this.world.take(event)
      if (done !== undefined) await done
    }
    return steps
  }

  private next(): WorldEvent | undefined {
    return this.choose(this.world.messages())
  }
}
