import type { Birth, Placement, Subordinate } from '../cell/host.ts'
import { NodeStartError } from '../message/errors.ts'
import type { NodeGroup } from '../system/node-provider.ts'
import { type Control, PROTOCOL_VERSION } from './control.ts'
import type { Launcher } from './launcher.ts'
import type { Launched, RootRole } from './root-role.ts'

/** How a group of nodes is launched. */
export interface GroupOptions {
  /** How many nodes; at least 1. */
  readonly count: number
  /** Milliseconds until a node that has not greeted counts as failed. */
  readonly startTimeout: number
}

/** The nodes of one group, from their launch to their end. */
export class LaunchedGroup implements NodeGroup {
  readonly name: string
  private readonly root: RootRole
  private readonly launcher: Launcher
  private readonly members: Launched[] = []
  private readonly anyNode: Placement

  constructor(root: RootRole, name: string, launcher: Launcher) {
    this.root = root
    this.name = name
    this.launcher = launcher
    this.anyNode = root.directory.groupPlacement(name)
  }

  get nodeNames(): readonly string[] {
    return this.members.map((member) => member.seat.name)
  }

  /** @throws NodeStartError when one cannot start; the others have ended again then */
  async launch(options: GroupOptions): Promise<void> {
    const starts = Array.from({ length: options.count }, (_, i) =>
      this.launchNode(`${this.name}-${i}`, options),
    )
    const outcomes = await Promise.allSettled(starts)
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
    await Promise.all(this.members.map((member) => this.shutdownNode(member, deadline)))
  }

  private async shutdownNode(member: Launched, deadline: number): Promise<void> {
    member.leaving = true
    member.link.control({ type: 'shutdown', deadline })
    const timer = this.root.network.local.clock.setTimer(deadline, () => member.launched.kill())
    await member.launched.ended
    timer.cancel()
  }

  private launchNode(name: string, { startTimeout }: GroupOptions): Promise<void> {
    const { network } = this.root
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
      const member: Launched = {
        seat,
        launched,
        group: this.name,
        launcher: this.launcher,
        link: network.attach(seat, launched.connection),
        leaving: false,
        lost: (error) => fail(`it ended before it was up: ${error.message}`, error),
        greeted: (control) => {
          const refusal = refusalOf(control)
          if (refusal !== undefined) {
            fail(refusal.what, refusal.cause)
            return
          }
          timer.cancel()
          this.root.up(member, control.type === 'hello' ? control.definitions : [])
          resolve()
        },
      }
      this.members.push(member)
      this.root.add(member)
    })
  }
}

function refusalOf(control: Control): { readonly what: string; readonly cause: unknown } | undefined {
  if (control.type === 'failed') return { what: control.error.message, cause: control.error }
  if (control.type === 'hello' && control.protocol === PROTOCOL_VERSION) return undefined
  return { what: 'it runs another version of Troupe; install one version for all nodes.', cause: undefined }
}
