import { hostProcess } from '../env/node-env.ts'
import { checkCount, checkDuration, checkObject } from '../message/option.ts'
import type { ActorView, NodeView, ViewLimits } from '../picture/actor-view.ts'
import { treeText } from '../picture/tree-text.ts'
import type { FarNode } from './far-node.ts'
import type { LocalSystem } from './local-system.ts'
import { survey } from './survey.ts'

/**
 * How much of the tree of actors is shown.
 *
 * @example
 * ```ts
 * import { createSystem, type TreeOptions } from '@troupe/core'
 *
 * const briefly: TreeOptions = { width: 3, most: 50, timeout: 200 }
 * await using system = await createSystem()
 * console.log(await system.tree(briefly))
 * ```
 */
export interface TreeOptions {
  /** How many children of one actor are shown at most; 20 unless said. */
  readonly width?: number
  /** How many actors are shown in all; 1,000 unless said. */
  readonly most?: number
  /** Milliseconds that other nodes are given to answer; 1,000 unless said. */
  readonly timeout?: number
}

interface Plan extends ViewLimits {
  readonly timeout: number
}

/** The tree of all actors as text. Those of other nodes are asked for there, and no more of them than are shown. */
export async function tree(local: LocalSystem, options: TreeOptions = {}): Promise<string> {
  const plan = planOf(options)
  return await new TreeSurvey(local, plan).text()
}

function planOf(options: TreeOptions): Plan {
  checkObject('The options of tree', options, '{ width: 5 }')
  return {
    width: checkCount(options.width, 'width', 20),
    most: checkCount(options.most, 'most', 1000),
    timeout: checkDuration(options.timeout, 'timeout', 1000),
  }
}

/** One look at all nodes: what a node says of its actors names others on further nodes, which are asked in the next round. */
class TreeSurvey {
  private readonly local: LocalSystem
  private readonly plan: Plan
  private readonly far: ReadonlyMap<string, FarNode>
  private readonly silences = new Map<string, string>()
  private readonly known = new Map<number, ActorView>()
  private left: number

  constructor(local: LocalSystem, plan: Plan) {
    this.local = local
    this.plan = plan
    this.left = plan.most
    this.far = new Map(local.farNodes().map((node) => [node.name, node]))
  }

  async text(): Promise<string> {
    const { local, plan } = this
    // The guardian itself is not shown, and not counted.
    const [here] = survey([local.guardian], local.nodeName, { ...plan, most: plan.most + 1 })
    if (here === undefined) throw new Error('There is always a guardian.')
    const root = this.within(here)
    const absent = this.absentBelow(root)
    let isLate: () => void = () => {}
    const late = new Promise<'late'>((resolve) => {
      isLate = () => resolve('late')
    })
    const timer = local.clock.setTimer(plan.timeout, isLate)
    await Promise.all([...this.far.values()].map((node) => this.visit(node, absent, late)))
    timer.cancel()
    const main: NodeView = { name: local.nodeName, kind: hostProcess(), silence: undefined }
    const others = Array.from(this.far.values(), ({ name, kind }) => ({
      name,
      kind,
      silence: this.silences.get(name),
    }))
    return treeText({ nodes: [main, ...others], root: this.complete(root) })
  }

  /** Asks a node for its actors among those that are absent, and the nodes of those that it names. */
  private async visit(node: FarNode, absent: readonly ActorView[], late: Promise<'late'>): Promise<void> {
    const uids = absent.filter((view) => view.node === node.name).map(({ uid }) => uid)
    const limits = { width: this.plan.width, most: uids.length + this.left }
    const answer = await Promise.race([node.survey(uids, limits).catch(() => 'down' as const), late])
    if (answer === 'late') {
      this.silences.set(node.name, `no answer within ${this.plan.timeout.toLocaleString('en')} ms`)
      return
    }
    if (answer === 'down') {
      this.silences.set(node.name, 'down')
      return
    }
    const further = answer.flatMap((view) => {
      const kept = this.within(view)
      this.known.set(view.uid, kept)
      return this.absentBelow(kept)
    })
    const next = new Set(further.map((view) => view.node))
    const nodes = [...this.far.values()].filter(({ name }) => next.has(name))
    await Promise.all(nodes.map((each) => this.visit(each, further, late)))
  }

  /** As much of what a node has said as may still be shown: several answer at once, and each took all of it for itself. */
  private within(view: ActorView): ActorView {
    const children: ActorView[] = []
    for (const child of view.children) {
      if (this.left === 0) break
      this.left--
      children.push(this.within(child))
    }
    return { ...view, children }
  }

  /** Those that live elsewhere. */
  private absentBelow({ children }: ActorView): ActorView[] {
    return children.flatMap((child) => (child.standing === undefined ? [child] : this.absentBelow(child)))
  }

  /** Puts what other nodes have said of their actors where those belong. */
  private complete(view: ActorView): ActorView {
    const found = view.standing === undefined ? this.known.get(view.uid) : undefined
    const whole = found ?? view
    return { ...whole, name: view.name, children: whole.children.map((child) => this.complete(child)) }
  }
}
