import { InvalidOptionError } from '@troupe/core'
import { createWorld, type Program } from '../world/create-world.ts'
import { immediate } from '../world/immediate.ts'
import type { World } from '../world/schedule.ts'
import { UncontrolledAwaitError } from '../world/uncontrolled-await-error.ts'
import type { WorldOptions } from '../world/world-options.ts'
import { causalCone } from './causal-cone.ts'
import { ExploreError, NeverSeenError } from './explore-error.ts'
import type { ExplorePlan } from './explore-options.ts'
import { FewestFaultsFirst } from './fewest-faults.ts'
import { type Finding, isPrompt, isSameFailure } from './finding.ts'
import type { ModelEvent } from './model.ts'
import { NotRepeatableError } from './not-repeatable-error.ts'
import { type Passage, pass } from './passage.ts'
import { PropertyMonitor } from './property-monitor.ts'
import { Replay, SameAgain } from './replay.ts'
import { type ReplayPlan, ReplayTokenError, writeToken } from './replay-token.ts'
import type { ExploreReport } from './report.ts'
import { Sampling } from './sampling.ts'
import { sequenceDiagram, sequenceText } from './sequence-diagram.ts'
import { shrink } from './shrink.ts'
import { SourceDpor } from './source-dpor.ts'
import type { Strategy } from './strategy.ts'
import { Tally } from './tally.ts'
import { WorldObserver } from './world-observer.ts'

const RUNS_TO_SHRINK = 500
/** One of so many runs in which nothing is wrong is made twice. */
const RUNS_FOR_ONE_CHECK = 100
/** Runs need no turn of the event loop; a test runner does, to hear of what it runs, or to tell that time is up. */
const RUNS_FOR_ONE_TURN = 100
/** A failure's share of all traces is told of so many runs, if there are as many. */
const RUNS_TO_COUNT_FAILURES = 1000

/** A run in which something is wrong. */
interface Failing extends Passage {
  readonly finding: Finding
}

/** The runs of one program. */
export class Exploration {
  private readonly program: Program
  private readonly plan: ExplorePlan
  private readonly monitor: PropertyMonitor
  private readonly observer: WorldObserver
  /** The paths of the actors that lived at the beginning or the end of a run. */
  private readonly seen = new Set<string>()
  /** The names of the nodes that were up at the beginning of a run. */
  private readonly nodes = new Set<string>()
  /** What makes it uncertain which events depend on each other. */
  private readonly doubts = new Set<string>()

  constructor(program: Program, plan: ExplorePlan) {
    this.program = program
    this.plan = plan
    this.monitor = new PropertyMonitor(plan.expectations)
    this.observer = new WorldObserver(this.monitor, plan.verdicts, plan.timers)
  }

  /** @throws ExploreError, NeverSeenError, NotRepeatableError, PropertyError */
  async search(): Promise<ExploreReport> {
    const { strategy: name, runs, seed } = this.plan
    const tally = new Tally(name !== 'dpor')
    let strategy = this.createStrategy()
    let failing: Failing | undefined
    let last = runs
    let hasMore = strategy.begin()
    while (hasMore && tally.runs < last) {
      const passage = await this.run(strategy, seed, false)
      if (name === 'dpor' && this.observer.hasLearnt()) {
        // What was taken to commute so far does not: all that was left out for that has to be looked at.
        strategy = this.createStrategy()
        tally.restart(passage)
      } else tally.add(passage)
      if (isFailing(passage)) {
        failing = shorter(failing, passage)
        last = Math.min(last, Math.max(tally.runs * 2, RUNS_TO_COUNT_FAILURES))
      } else if (tally.runs % RUNS_FOR_ONE_CHECK === 1) await this.check(passage)
      if (tally.runs % RUNS_FOR_ONE_TURN === 0) await immediate()
      hasMore = strategy.begin()
    }
    const report = tally.report(name, seed, this.gaps(hasMore), [])
    if (failing !== undefined) throw await this.explain(failing, report)
    this.checkFaults()
    if (this.monitor.unseen.size > 0) throw new NeverSeenError([...this.monitor.unseen], report)
    return report
  }

  /** @throws ExploreError, PropertyError, ReplayTokenError */
  async replay({ seed, events }: ReplayPlan): Promise<ExploreReport> {
    const tally = new Tally(false)
    const strategy = new Replay(events, true)
    const passage = await this.run(strategy, seed, true)
    tally.add(passage)
    const report = tally.report(this.plan.strategy, seed, ['one run was replayed'], strategy.skipped)
    if (isFailing(passage)) throw describe(passage, report)
    const [absent] = strategy.skipped
    if (absent !== undefined && strategy.skipped.length * 2 > events.length) {
      throw new ReplayTokenError(
        `The test has changed beyond its replay token: ${strategy.skipped.length} of its ${events.length} events cannot happen any more, the first of them "${absent}". Explore anew.`,
      )
    }
    return report
  }

  private async run(strategy: Strategy, seed: number, stops: boolean): Promise<Passage> {
    const { faults, timers, askTimeouts, maxSteps, channels: order } = this.plan
    const channels = order === 'unordered' ? order : 'fifo'
    const options = { seed, timers, askTimeouts, channels, ...(faults && { faults }) } as const
    const created = createWorld(this.program, options)
    const world: World =
      created instanceof Promise ? await created.catch((error) => this.traced(error, [], options)) : created
    for (const path of world.actors) this.seen.add(path)
    for (const name of world.nodeNames) this.nodes.add(name)
    const limits = { steps: maxSteps, stops, isCausal: order === 'causal' }
    const events: ModelEvent[] = []
    const passage = await pass(world, strategy, this.observer, limits, events).catch((error) =>
      this.traced(error, events, options),
    )
    strategy.finish(world.unread)
    for (const path of world.actors) this.seen.add(path)
    for (const gap of world.gaps) this.doubts.add(gap)
    return passage
  }

  /**
   * An await that no event of the world settles: makes the same run again, and looks where it comes from, which costs too
   * much to be done always.
   *
   * @throws the error, or one that says where the promise was created
   */
  private async traced(error: unknown, events: readonly ModelEvent[], options: WorldOptions): Promise<never> {
    if (!(error instanceof UncontrolledAwaitError) || error.createdAt !== undefined) throw error
    const world = await createWorld(this.program, { ...options, trace: true })
    for (const event of events) await world.step(event)
    throw error
  }

  /** Why there may be more than what was looked at. */
  private gaps(hasMore: boolean): readonly string[] {
    const { strategy, runs } = this.plan
    if (strategy !== 'dpor') return [`the strategy '${strategy}' draws its runs by lot`]
    const blind = this.monitor.blind.map(
      (name) => `'${name}' reads no actor, so what it depends on is not known`,
    )
    return [...(hasMore ? [`${runs} runs were not enough`] : []), ...this.doubts, ...blind]
  }

  /** What has a name with a slip of the pen would never go wrong, and nobody would know. */
  private checkFaults(): void {
    const { crash, crashNode, between } = this.plan.faults ?? {}
    this.checkLived('faults.crash.of', crash?.of)
    this.checkLived('faults.between', between)
    const strange = crashNode?.of?.find((name) => !this.nodes.has(name))
    if (crashNode === undefined || (strange === undefined && this.nodes.size > 0)) return
    throw new InvalidOptionError(
      `The option faults.crashNode of explore names ${strange === undefined ? 'all nodes' : `'${strange}'`}, and the program added ${[...this.nodes].join(', ') || 'none'}: await system.addNodes(…) in it.`,
    )
  }

  private checkLived(option: string, paths: readonly string[] | undefined): void {
    const missing = paths?.find((path) => !this.seen.has(path))
    if (missing === undefined) return
    throw new InvalidOptionError(
      `The option ${option} of explore names '${missing}', and no such actor lived; there were ${[...this.seen].join(', ') || 'none'}.`,
    )
  }

  private createStrategy(): Strategy {
    const { strategy, runs, seed, mostFaults, channels } = this.plan
    if (strategy !== 'dpor') return new Sampling(strategy, runs, seed, mostFaults)
    return new FewestFaultsFirst(mostFaults, () => new SourceDpor(channels))
  }

  /** Makes the same run again: it has to go the same way. */
  private async check(passage: Passage): Promise<void> {
    const { finding } = await this.run(new SameAgain(passage), this.plan.seed, false)
    if (finding === undefined && passage.finding === undefined) return
    if (isSameFailure(finding, passage.finding)) return
    const wrong = passage.finding ?? finding
    const event = passage.events[wrong?.step ?? -1]?.id ?? 'the setup'
    const difference = `after "${event}", ${wrong?.text}, in one of them only`
    throw new NotRepeatableError((wrong?.step ?? -1) + 1, event, difference)
  }

  private async explain(failing: Failing, report: ExploreReport): Promise<ExploreError> {
    await this.check(failing)
    const { finding } = failing
    const follow = (ids: readonly string[], goesOn: boolean): Promise<Passage> =>
      this.run(new Replay(ids, goesOn), report.seed, isPrompt(finding))
    const { passage } = await shrink(failing, finding, follow, RUNS_TO_SHRINK)
    const shown = isFailing(passage) ? passage : failing
    // What a program has put aside, a history for example, is to tell of the run that is shown: it comes last.
    await this.run(new SameAgain(shown), report.seed, isPrompt(finding))
    return describe(shown, report)
  }
}

function describe(failing: Failing, report: ExploreReport): ExploreError {
  const { finding } = failing
  const cone = causalCone(failing, finding)
  // All of them, and not only those that would not come by themselves: what comes by itself changes with the program.
  const all = failing.events.slice(0, finding.step + 1).map(({ id }) => id)
  const replay = writeToken({ seed: report.seed, events: all })
  const [picture, diagram] = [sequenceText(cone, finding.text), sequenceDiagram(cone, finding.text)]
  const events = cone.map(({ event }) => event.id)
  return new ExploreError({ finding, report, replay, picture, diagram, events })
}

function isFailing(passage: Passage): passage is Failing {
  return passage.finding !== undefined
}

function shorter(one: Failing | undefined, other: Failing): Failing {
  return one !== undefined && one.events.length <= other.events.length ? one : other
}
