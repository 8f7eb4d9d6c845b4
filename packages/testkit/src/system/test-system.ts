import type { ActorSystem, AnyActorRef, ShutdownOptions } from '@troupe/core'
import { InvalidOptionError } from '@troupe/core'
import { SeededRandom, targetOf } from '@troupe/core/internal'
import type { NodeNetwork } from '../nodes/node-network.ts'
import type { NodeGroupOptions } from '../nodes/simulated-network.ts'
import { OptionCheck } from '../options/option-check.ts'
import { ControlledWorld } from '../world/controlled-world.ts'
import type { LostMessage, OpenAsk, WorldEvent, WorldFailure } from '../world/schedule.ts'
import { seedFor } from '../world/seeded-streams.ts'
import { Driver } from './driver.ts'
import { equals } from './equality.ts'
import { ExpectationError } from './expectation-error.ts'
import { type Gate, openGate } from './gate.ts'
import type { Probe } from './probe.ts'
import { showValue } from './shown.ts'
import { checkTimeToPass, type TestClock } from './test-clock.ts'
import { WorldSystem } from './world-system.ts'

const MAX_STEPS = 100_000

/** How a system for tests is made. */
export interface TestSystemOptions {
  /**
   * What chance is made of, for the actors and for the order in which messages from different senders arrive. Without one,
   * that order is the order in which they were sent.
   */
  readonly seed?: number
  /** Milliseconds that an ask waits for its answer unless its ref says otherwise; 5,000 unless said. */
  readonly askTimeout?: number
  /** How many messages may lead to each other before the test fails; 100,000 unless said. */
  readonly maxSteps?: number
  /**
   * Whether actors may await `any` promise. Unless said, one that neither the test's actors nor its gates can settle fails
   * the test with an `UncontrolledAwaitError`.
   */
  readonly awaits?: 'any'
  /** What the time of day is at the beginning, for actors that look at it; the first moment of 1970 unless said. */
  readonly startsAt?: Date
  /** Encodes and decodes messages within this thread, too, so that a test fails where a thread would. */
  readonly wire?: 'always'
}

/**
 * An actor system in which nothing waits for real time and nothing depends on chance: the same definitions, mailboxes and
 * supervision as in production, with a virtual clock, in an order that a seed decides.
 *
 * @example
 * ```ts
 * import { type ActorContext, type ActorRef, defineActor } from '@troupe/core'
 * import { createTestSystem } from '@troupe/testkit'
 *
 * interface Ear {
 *   hear(word: string): void
 * }
 *
 * const Reminder = defineActor('Reminder', (ctx: ActorContext<{ ring(): void }>, ear: ActorRef<Ear>) => {
 *   ctx.timers.after('bell', 60_000, 'ring')
 *   return { ring: () => void ear.tell('hear', 'ding') }
 * })
 *
 * await using sys = createTestSystem({ seed: 7 })
 * const ear = sys.probe<Ear>('ear')
 * sys.spawn(Reminder, [ear.ref])
 * await sys.clock.advance(59_999)
 * await ear.expectNone()
 * await sys.clock.advance(1)
 * await ear.expect('hear', 'ding')
 * ```
 */
export interface TestSystem extends ActorSystem {
  readonly clock: TestClock
  /** What failed, the oldest first. */
  readonly failures: readonly WorldFailure[]
  /** The messages that were not handled, the oldest first. */
  readonly lost: readonly LostMessage[]
  /** The asks that wait. */
  readonly openAsks: readonly OpenAsk[]
  /** What the test does to the nodes that it has added, and to the ways between them. */
  readonly network: NodeNetwork
  /**
   * Adds a group of nodes, `far-0` and so on for a group `far`: all of them in this thread, with the codec and the links of
   * production between them. One that ends is launched anew as in production, under its old name: three times within a
   * minute unless `options` say otherwise.
   *
   * @param module what a node would import: an object whose values are definitions
   * @param options how many, 1 unless said; or that and how they are supervised
   * @throws InvalidOptionError, InvalidNameError, NodeStartError
   */
  addNodes(
    group: string,
    module: Readonly<Record<string, unknown>>,
    options?: number | NodeGroupOptions,
  ): Promise<void>
  /**
   * An actor that the test looks through.
   *
   * @param name its name among the actors without a parent; `probe-1` and so on unless said
   * @throws NameTakenError, InvalidNameError
   */
  probe<P>(name?: string): Probe<P>
  /**
   * A promise that the test settles when it pleases, to stand for input or output: hand it to an actor through its
   * arguments.
   */
  gate<T = void>(): Gate<T>
  /**
   * The state of an actor, by its ref or path (`desk/parser`): what its handler `[shownState]` returns, or
   * the fields of one that is shaped as a class.
   *
   * @throws NoStateError where there is no such actor, or it does not show its state
   */
  stateOf(actor: AnyActorRef | string): unknown
  /**
   * Lets everything happen that can without time passing.
   *
   * @throws RestlessError where that never ends
   */
  settled(): Promise<void>
  /**
   * Lets everything happen that can, after which `answer`, what an `ask` returned, must have been answered like this.
   * Unlike awaiting the ask itself, this fails at once where no answer comes.
   *
   * @throws ExpectationError
   */
  expectAnswer<T>(answer: Promise<T>, expected: NoInfer<T>): Promise<T>
}

/**
 * Makes a system for tests.
 *
 * @throws InvalidOptionError
 *
 * @example
 * ```ts
 * import { type ActorContext, defineActor } from '@troupe/core'
 * import { createTestSystem } from '@troupe/testkit'
 *
 * const Adder = defineActor('Adder', (_ctx: ActorContext<{ add(a: number, b: number): number }>) => ({
 *   add: (a, b) => a + b,
 * }))
 *
 * await using sys = createTestSystem()
 * await sys.expectAnswer(sys.spawn(Adder).ask('add', 1, 2), 3)
 * ```
 */
export function createTestSystem(options: TestSystemOptions = {}): TestSystem {
  checkOptions(options)
  const { seed, askTimeout, startsAt, wire, maxSteps = MAX_STEPS } = options
  const world = new ControlledWorld({
    seed: seed ?? 0,
    trace: true,
    ...(options.awaits && { awaits: options.awaits }),
    ...(askTimeout !== undefined && { askTimeout }),
    ...(wire && { wire }),
    ...(startsAt && { startsAt }),
  })
  return new ControlledSystem(world, new Driver(world, inOrder(seed), maxSteps))
}

const check = new OptionCheck('createTestSystem')
const optionNames: Readonly<Record<keyof TestSystemOptions, true>> = {
  seed: true,
  askTimeout: true,
  maxSteps: true,
  awaits: true,
  startsAt: true,
  wire: true,
}

/** @throws InvalidOptionError */
function checkOptions(options: TestSystemOptions): void {
  check.names('', options, Object.keys(optionNames))
  check.integer('seed', options.seed ?? 0)
  check.milliseconds('askTimeout', options.askTimeout ?? 0)
  check.count('maxSteps', options.maxSteps ?? 1, 1)
  check.oneOf('awaits', options.awaits ?? 'any', ['any'])
  if (options.startsAt !== undefined) check.date('startsAt', options.startsAt)
  check.oneOf('wire', options.wire ?? 'always', ['always'])
}

/** Which of the events that may come comes. */
function inOrder(seed: number | undefined): (events: readonly WorldEvent[]) => WorldEvent | undefined {
  if (seed === undefined) return (events) => events[0]
  const random = new SeededRandom(seedFor(seed, 'order'))
  return (events) => events[random.below(events.length)]
}

class ControlledSystem extends WorldSystem implements TestSystem {
  readonly clock: TestClock
  private readonly driver: Driver

  constructor(world: ControlledWorld, driver: Driver) {
    super(world, () => driver.rest())
    this.driver = driver
    this.clock = { now: () => world.clock.now(), advance: (milliseconds) => this.advance(milliseconds) }
  }

  get failures(): readonly WorldFailure[] {
    return this.world.failures
  }

  get lost(): readonly LostMessage[] {
    return this.world.deadLetters
  }

  get openAsks(): readonly OpenAsk[] {
    return this.world.openAsks
  }

  stateOf(actor: AnyActorRef | string): unknown {
    if (typeof actor !== 'string') targetOf(actor)
    return this.world.stateOf(typeof actor === 'string' ? actor : this.world.shortPath(actor.path))
  }

  gate<T = void>(): Gate<T> {
    return openGate<T>(this.world)
  }

  settled(): Promise<void> {
    return this.driver.rest()
  }

  async expectAnswer<T>(answer: Promise<T>, expected: NoInfer<T>): Promise<T> {
    if (!(answer instanceof Promise))
      throw new InvalidOptionError(
        `expectAnswer needs the promise that an ask has returned, not ${showValue(answer)}: do not await it before.`,
      )
    let outcome: { readonly value: T } | { readonly error: unknown } | undefined
    answer.then(
      (value) => {
        outcome = { value }
      },
      (error) => {
        outcome = { error }
      },
    )
    await this.settled()
    if (outcome === undefined)
      throw new ExpectationError(
        `An answer was expected, and none has come.${this.circumstances()}`,
        undefined,
        expected,
      )
    const value = await answer
    if (equals(value, expected)) return value
    const said = `The answer was expected to be ${showValue(expected)}, and is ${showValue(value)}.`
    throw new ExpectationError(said, value, expected)
  }

  /** Lets time pass where that is what the end waits for. */
  override async shutdown(options?: ShutdownOptions): Promise<void> {
    let isOver = false
    const ended = super.shutdown(options).finally(() => {
      isOver = true
    })
    await this.settled()
    for (let at = this.world.clock.nextAt; !isOver && at !== undefined; at = this.world.clock.nextAt) {
      await this.advance(at - this.world.clock.now())
    }
    await ended
  }

  private async advance(milliseconds: number): Promise<void> {
    const { world } = this
    checkTimeToPass(milliseconds)
    const end = world.clock.now() + milliseconds
    await this.settled()
    for (let timer = world.clock.due(end); timer !== undefined; timer = world.clock.due(end)) {
      const done = world.take(timer.event)
      if (done !== undefined) await done
      await this.settled()
    }
    world.clock.passUntil(end)
  }
}
