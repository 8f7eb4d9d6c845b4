import type { Birth, Placement, Subordinate } from '../cell/host.ts'
import { noRestarts, type RestartHistory, supervise } from '../cell/supervise.ts'
import { asError } from '../cell/thrown.ts'
import { NodeStartError } from '../message/errors.ts'
import type { LocalSystem } from '../system/local-system.ts'
import type { NodeGroup } from '../system/node-provider.ts'
import { type Control, PROTOCOL_VERSION } from './control.ts'
import { Heartbeat } from './heartbeat.ts'
import type { Launcher } from './launcher.ts'
import { Network } from './network.ts'
import { completeNodeSupervision, type NodeCare, type NodeSupervision } from './node-supervision.ts'
import { type Launched, RootRole } from './root-role.ts'

/** How a group of nodes is launched. */
export interface LaunchOptions extends NodeSupervision {
  /** How many nodes; at least 1. */
  readonly count: number
  /** Milliseconds until a node that has not greeted counts as failed. */
  readonly startTimeout: number
}

/** The wait before a node is launched anew. */
interface Pause {
  /** Whether the launch is to follow. */
  readonly end: (goesOn: boolean) => void
}

/** The nodes of one group, from their launch to their end: one that is lost is launched anew, within its budget. */
export class LaunchedGroup implements NodeGroup {
  readonly name: string
  readonly nodeNames: readonly string[]
  private readonly root: RootRole
  private readonly launcher: Launcher
  private readonly startTimeout: number
  private readonly care: NodeCare
  private readonly members = new Map<string, Launched>()
  private readonly histories = new Map<string, RestartHistory>()
  private readonly pauses = new Map<string, Pause>()
  private readonly anyNode: Placement
  private ending = false

  /** @throws InvalidOptionError */
  constructor(root: RootRole, name: string, launcher: Launcher, options: LaunchOptions) {
    this.root = root
    this.name = name
    this.launcher = launcher
    this.startTimeout = options.startTimeout
    this.care = completeNodeSupervision(options)
    this.nodeNames = Array.from({ length: options.count }, (_, i) => `${name}-${i}`)
    this.anyNode = root.directory.groupPlacement(name)
  }

  /** @throws NodeStartError when one cannot start; the others have ended again then */
  async launch(): Promise<void> {
    const outcomes = await Promise.allSettled(this.nodeNames.map((name) => this.launchNode(name)))
    const failed = outcomes.find((outcome) => outcome.status === 'rejected')
    if (failed === undefined) return
    await this.shutdown(0)
    throw failed.reason
  }

  prepare(birth: Birth): Subordinate {
    return this.anyNode.prepare(birth)
  }

  node(name: string): Placement | undefined {
    return this.nodeNames.includes(name) ? this.root.directory.placement(name) : undefined
  }

  async shutdown(deadline: number): Promise<void> {
    this.ending = true
    for (const pause of this.pauses.values()) pause.end(false)
    await Promise.all(Array.from(this.members.values(), (member) => this.shutdownNode(member, deadline)))
  }

  private async shutdownNode(member: Launched, deadline: number): Promise<void> {
    member.leaving = true
    member.link.control({ type: 'shutdown', deadline })
    const timer = this.root.network.local.clock.setTimer(deadline, () => member.launched.kill(), 'stop')
    await member.launched.ended
    timer.cancel()
  }

  private launchNode(name: string): Promise<void> {
    const { network } = this.root
    const { startTimeout } = this
    const seat = { node: this.root.nextNode(), name }
    const launched = this.launcher.launch(seat)
    return new Promise((resolve, reject) => {
      const fail = (what: string, cause?: unknown): void => {
        timer.cancel()
        launched.kill()
        reject(new NodeStartError(`Node ${name} could not start: ${what}`, { cause }))
      }
      const timer = network.local.clock.setTimer(startTimeout, () => {
        fail(
          `it said nothing within ${startTimeout} ms. Does its module wait for something at load? See startTimeout.`,
        )
      })
      let isUp = false
      const member: Launched = {
        seat,
        launched,
        group: this.name,
        launcher: this.launcher,
        kind: this.launcher.medium,
        link: network.attach(seat, launched.connection),
        leaving: false,
        met: new Set(),
        lost: (error) => fail(`it ended before it was up: ${error.message}`, error),
        greeted: (control) => {
          // Whatever a node says of its start after that is not heeded: it would be up, and listened to, twice.
          if (isUp) return
          if (control.type !== 'hello' || control.protocol !== PROTOCOL_VERSION) {
            fail(...refusalOf(control))
            return
          }
          timer.cancel()
          isUp = true
          member.kind = kindOf(this.launcher, control.description)
          this.up(member, control.definitions)
          resolve()
        },
      }
      this.members.set(name, member)
      this.root.add(member)
    })
  }

  private up(member: Launched, definitions: readonly string[]): void {
    const heartbeat = this.heartbeatOf(member)
    member.lost = (error) => {
      heartbeat?.stop()
      void this.lost(member, error)
    }
    this.root.up(member, definitions)
  }

  private heartbeatOf({ link, launched }: Launched): Heartbeat | undefined {
    const limit = this.care.heartbeat
    if (limit === undefined) return undefined
    return new Heartbeat(this.root.network.local.clock, limit, {
      takeSign: () => link.takeSign(),
      ask: () => link.control({ type: 'beat' }),
      silent: () => {
        launched.kill(
          `was ended, since it gave no sign of life for ${limit} ms: does a handler compute for so long? See heartbeat`,
        )
      },
    })
  }

  private async lost(member: Launched, error: Error): Promise<void> {
    // Its successor is to have its name, its port or its files: it must be gone.
    const cause = await member.launched.ended
    await this.relaunch(member.seat.name, cause === undefined ? undefined : error)
  }

  /**
   * Launches a node that is down, whatever its budget says, and begins to count anew.
   *
   * @throws NodeStartError
   */
  bringBack(name: string): Promise<void> {
    this.histories.delete(name)
    this.pauses.get(name)?.end(false)
    return this.launchNode(name)
  }

  /** Waits. Tells whether the launch is to follow: the group may end meanwhile, or somebody else launch the node. */
  private pause(name: string, delay: number): Promise<boolean> {
    if (delay === 0) return Promise.resolve(!this.ending)
    return new Promise((resolve) => {
      const pause: Pause = {
        end: (goesOn) => {
          timer.cancel()
          this.pauses.delete(name)
          resolve(goesOn)
        },
      }
      const timer = this.root.network.local.clock.setTimer(delay, () => pause.end(true))
      this.pauses.set(name, pause)
    })
  }

  /** @param error what ended it, unless it left in peace */
  private async relaunch(name: string, error: Error | undefined): Promise<void> {
    if (this.ending) return
    const { clock, logger, environment } = this.root.network.local
    const history = this.histories.get(name) ?? noRestarts
    const failure = { error, normal: error === undefined }
    const verdict = supervise(failure, this.care.supervision, history, clock.now(), environment.random.next())
    this.histories.set(name, verdict.history)
    if (verdict.directive === 'escalate')
      logger.write('error', `node ${name} ended more often than its budget allows, and stays down`, error)
    if (verdict.directive !== 'restart') return
    if (!(await this.pause(name, verdict.delay)) || this.ending) return
    try {
      await this.launchNode(name)
    } catch (failed) {
      if (!this.ending) logger.write('error', `node ${name} could not be launched anew`, failed)
      await this.members.get(name)?.launched.ended
      await this.relaunch(name, asError(failed))
    }
  }
}

/**
 * Launches the nodes of a group and waits until all have greeted: what `join` of a transport's `NodeProvider` calls.
 *
 * @throws NodeStartError when one cannot start; the others have ended again then
 */
export async function launchGroup(
  system: LocalSystem,
  name: string,
  launcher: Launcher,
  options: LaunchOptions,
): Promise<LaunchedGroup> {
  const group = new LaunchedGroup(RootRole.of(Network.of(system)), name, launcher, options)
  await group.launch()
  return group
}

/** What a node is, in words: what it says of itself are the numbers that its host knows it by. */
function kindOf({ medium }: Launcher, said: Readonly<Record<string, string | number>>): string {
  const numbers = ['process', 'thread'].filter((what) => typeof said[what] === 'number')
  return [medium, ...numbers.map((what) => `${what} ${said[what]}`)].join(', ')
}

/** Why a node is not taken in that has said this of its start, and what that comes from. */
function refusalOf(control: Control): [what: string, cause?: Error] {
  if (control.type === 'failed') return [control.error.message, control.error]
  return ['it runs another version of Troupe; install one version for all nodes.']
}
