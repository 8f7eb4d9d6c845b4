import { inWords } from '../base/in-words.ts'
import type { ActorDefinition } from '../behavior/actor-definition.ts'
import type { SpawnArguments } from '../behavior/context.ts'
import type { Names } from '../behavior/names.ts'
import { CellRef, targetOf } from '../cell/cell-ref.ts'
import type { Placement } from '../cell/host.ts'
import { checkSignal } from '../cell/sending.ts'
import type { Watcher } from '../cell/target.ts'
import { noArguments, noOptions } from '../cell/terms.ts'
import type { EndSignal, HostSignals } from '../env/host-signals.ts'
import type { ActorRef } from '../message/actor-ref.ts'
import type { AnyActorRef } from '../message/any-actor-ref.ts'
import type { Down } from '../message/down.ts'
import { InvalidNameError, InvalidOptionError, SystemStoppedError } from '../message/errors.ts'
import type { InspectionEvent } from '../message/inspection.ts'
import { checkDuration, checkFunction } from '../message/option.ts'
import type { ActorSystem, ShutdownOptions, TerminatedOptions } from './actor-system.ts'
import type { DeadLetterCounts } from './dead-letter-office.ts'
import type { EventStream } from './event-stream.ts'
import type { LocalSystem } from './local-system.ts'
import type { NodeGroup, NodeProvider } from './node-provider.ts'
import { type SystemStats, statsBelow } from './system-stats.ts'
import type { RecordOptions, Trace } from './trace.ts'
import type { TreeOptions } from './tree.ts'

const SHUTDOWN_MS = 5000

/** The system as its program sees it: one address space, and the groups of nodes that belong to it. */
export class RunningSystem implements ActorSystem {
  private readonly local: LocalSystem
  private readonly groups = new Map<string, NodeGroup>()
  private ended: Promise<void> | undefined = undefined
  private heedNoMore = (): void => {}

  constructor(local: LocalSystem) {
    this.local = local
    local.findPlacement = (name) => this.findPlacement(name)
  }

  get nodeName(): string {
    return this.local.nodeName
  }

  get nodes(): Readonly<Record<string, readonly string[]>> {
    return Object.fromEntries(Array.from(this.groups.values(), (group) => [group.name, group.nodeNames]))
  }

  get events(): EventStream {
    return this.local.events
  }

  get names(): Names {
    return this.local.names
  }

  get deadLetters(): DeadLetterCounts {
    return this.local.deadLetters.counts
  }

  stats(): SystemStats {
    return { actors: statsBelow(this.local.guardian), links: this.local.linkStats() }
  }

  async tree(options?: TreeOptions): Promise<string> {
    return (await import('./look-on.ts')).tree(this.local, options)
  }

  async record(options?: RecordOptions): Promise<Trace> {
    return (await import('./look-on.ts')).record(this.local, options)
  }

  /** Starts groups of nodes side by side; where one fails, none is left. */
  async join(providers: Readonly<Record<string, NodeProvider>>): Promise<void> {
    const names = Object.keys(providers)
    for (const name of names) this.checkGroup(name, providers[name])
    const joined = await Promise.allSettled(
      Object.entries(providers).map(([name, provider]) => provider.join(this.local, name)),
    )
    for (const outcome of joined)
      if (outcome.status === 'fulfilled') this.groups.set(outcome.value.name, outcome.value)
    if (this.ended !== undefined) {
      await this.endNodes(0)
      throw new SystemStoppedError('The system was shut down before its nodes had started.')
    }
    const failed = joined.find((outcome) => outcome.status === 'rejected')
    if (failed === undefined) return
    await this.shutdown({ deadline: 0 })
    throw failed.reason
  }

  spawn<P, A extends readonly unknown[]>(
    definition: ActorDefinition<P, A>,
    ...given: SpawnArguments<A>
  ): ActorRef<P> {
    return this.local.guardian.spawn(definition, given[0] ?? noArguments, given[1] ?? noOptions).typed<P>()
  }

  stop(ref: AnyActorRef, options?: Pick<ShutdownOptions, 'drain'>): Promise<void> {
    return new Promise((resolve) => {
      const drain = options !== undefined && checkDrain(options)
      const target = targetOf(ref)
      target.watch({ notify: () => resolve() }, ref)
      target.stop(drain)
    })
  }

  terminated(ref: AnyActorRef, options: TerminatedOptions = {}): Promise<Down> {
    const target = targetOf(ref)
    const { signal } = options
    checkSignal(signal)
    return new Promise((resolve, reject) => {
      const watcher: Watcher = {
        notify(down) {
          signal?.removeEventListener('abort', giveUp)
          resolve(down)
        },
      }
      const giveUp = (): void => {
        target.unwatch(watcher)
        reject(signal?.reason)
      }
      signal?.addEventListener('abort', giveUp, { once: true })
      if (signal?.aborted) giveUp()
      else target.watch(watcher, ref)
    })
  }

  lookup(path: string): AnyActorRef | undefined {
    if (typeof path !== 'string')
      throw new InvalidOptionError(`lookup needs the path of an actor, a string, not ${inWords(path)}.`)
    const target = this.local.lookup(path)
    return target === undefined ? undefined : new CellRef(target)
  }

  inspect(listener: (event: InspectionEvent) => void): () => void {
    checkFunction('What inspect calls', listener)
    return this.local.inspect(listener)
  }

  shutdown(options: ShutdownOptions = {}): Promise<void> {
    const drain = checkDrain(options)
    const deadline = checkDuration(options.deadline, 'deadline', SHUTDOWN_MS)
    this.ended ??= this.end(deadline, drain)
    return this.ended
  }

  /** Ends in good order when the host is asked to end, and lets it end then as it would have. */
  heed(names: readonly EndSignal[], signals: HostSignals): void {
    const heard = (name: EndSignal): void => {
      // The next one ends the program at once.
      this.heedNoMore()
      void this.shutdown().finally(() => signals.raise(name))
    }
    const ends = names.map((name) => signals.on(name, () => heard(name)))
    this.heedNoMore = () => {
      for (const end of ends) end()
    }
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.shutdown()
  }

  /** What Node's console shows instead of the runtime behind the system. */
  [Symbol.for('nodejs.util.inspect.custom')](): string {
    return `ActorSystem(${this.nodeName})`
  }

  private async end(deadline: number, drain: boolean): Promise<void> {
    const { clock } = this.local
    const start = clock.now()
    // An actor on a node that spins can't obey even a kill: only the end of its node lets its parent go on.
    const late = clock.setTimer(deadline, () => void this.endNodes(0), 'stop')
    await this.local.stopActors(deadline, drain)
    late.cancel()
    await this.endNodes(Math.max(0, deadline - (clock.now() - start)))
    this.heedNoMore()
  }

  private async endNodes(deadline: number): Promise<void> {
    await Promise.all(Array.from(this.groups.values(), (group) => group.shutdown(deadline)))
  }

  private findPlacement(name: string): Placement | undefined {
    const group = this.groups.get(name)
    if (group !== undefined) return group
    for (const each of this.groups.values()) {
      const node = each.node(name)
      if (node !== undefined) return node
    }
    return undefined
  }

  private checkGroup(name: string, provider: unknown): void {
    this.checkGroupName(name)
    if (typeof provider === 'object' && provider !== null && 'join' in provider) return
    throw new InvalidOptionError(
      `nodes.${name} must say how its nodes are started: workers(new URL('./actors.ts', import.meta.url)) or processes(...).`,
    )
  }

  private checkGroupName(name: string): void {
    if (/^[a-z][\w.-]*$/i.test(name) && name !== this.nodeName) return
    throw new InvalidNameError(
      `"${name}" cannot name a group of nodes: use letters, digits, "-", "_" and ".", a letter first, and not "${this.nodeName}".`,
    )
  }
}

/** @throws InvalidOptionError where nothing can be read of `options`, or `drain` is neither true nor false */
function checkDrain(options: Pick<ShutdownOptions, 'drain'>): boolean {
  const drain: unknown =
    typeof options === 'object' && options !== null ? (options.drain ?? false) : undefined
  if (typeof drain === 'boolean') return drain
  throw new InvalidOptionError(
    `How to end is said in an object with drain true or false, { drain: true }, not by ${inWords(drain ?? options)}.`,
  )
}
