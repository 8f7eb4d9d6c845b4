import type { LocalSystem, PendingAsk } from '@troupe/core/internal'
import type { ActorPaths } from './actor-paths.ts'
import type { Present } from './present.ts'
import type { OpenAsk, WorldEvent } from './schedule.ts'
import type { SetTimer } from './virtual-clock.ts'

/** An ask that waits, and the event of its giving up. */
interface TimedAsk {
  readonly open: OpenAsk
  readonly timeout: WorldEvent
}

/** The asks of a world that wait for their answers, and those of other nodes. */
export class OpenAsks {
  private readonly asks = new Map<PendingAsk, TimedAsk>()
  /** The address spaces of the nodes. */
  private readonly locals = new Set<LocalSystem>()
  private readonly ofOutside = new Set<PendingAsk>()
  private haveChangedSince = false
  private readonly counts = new Map<string, number>()
  private readonly present: Present
  private readonly paths: ActorPaths
  private readonly whenIdle: boolean

  /** @param whenIdle whether they give up only when nothing else can happen */
  constructor(present: Present, paths: ActorPaths, whenIdle: boolean) {
    this.present = present
    this.paths = paths
    this.whenIdle = whenIdle
  }

  get list(): readonly OpenAsk[] {
    this.look()
    return Array.from(this.asks.values(), ({ open }) => open)
  }

  /** Whether an ask was made, or has come to its end, since this was called last. */
  haveChanged(): boolean {
    this.look()
    const changed = this.haveChangedSince
    this.haveChangedSince = false
    return changed
  }

  /** Whether the program outside has been answered since this was called last. */
  wasOutsideAnswered(): boolean {
    this.look()
    let wasAnswered = false
    for (const ask of this.ofOutside) {
      if (ask.isOpen) continue
      this.ofOutside.delete(ask)
      wasAnswered = true
    }
    return wasAnswered
  }

  /**
   * Rejects the asks of the program outside.
   *
   * @param isKnown whether the program is told in another way, so that nobody needs to await them
   * @returns whether there were any
   */
  refuseOutside(error: unknown, isKnown: boolean): boolean {
    this.look()
    let wereAny = false
    for (const ask of this.ofOutside) {
      if (!ask.isOpen) continue
      wereAny = true
      if (isKnown) ask.promise.catch(() => {})
      ask.reject(error)
    }
    return wereAny
  }

  /** Whether the program outside awaits an answer: it goes on in promises that nobody here sees. */
  get areOfOutside(): boolean {
    return (this.asks.size > 0 || this.locals.size > 1) && this.list.some(({ from }) => from === '')
  }

  /** An ask has been sent. */
  add(to: string, name: string, ask: PendingAsk): void {
    // One that is passed on is still the ask of whoever made it.
    this.note(ask, this.asks.get(ask)?.open.from ?? this.present.sender, to, name)
  }

  /** Looks after the asks of a node, too. */
  addNode(local: LocalSystem): void {
    this.locals.add(local)
  }

  removeNode(local: LocalSystem): void {
    this.locals.delete(local)
  }

  /** Nobody of a node that has ended waits for anything. */
  forgetNode(name: string): void {
    for (const [ask, { open }] of this.asks) if (open.from.startsWith(`${name}/`)) this.asks.delete(ask)
  }

  /**
   * One timer for each ask that waits, as if its asker had set it.
   *
   * @param given told who was asked in vain, which that actor finds out when it comes to the message, or to its end
   */
  timers(given: (to: string) => void): readonly SetTimer[] {
    this.look()
    return [...this.asks]
      .filter(([ask]) => ask.isOpen && Number.isFinite(ask.deadline))
      .map(([ask, { open, timeout }]) => ({
        event: timeout,
        at: ask.deadline,
        purpose: undefined,
        isHost: false,
        task: () => {
          ask.expire()
          given(open.to)
        },
      }))
  }

  private note(ask: PendingAsk, from: string, to: string, name: string): void {
    const timeout = this.asks.get(ask)?.timeout ?? this.timeoutOf(from, to, name)
    this.asks.set(ask, { open: { from, to, name }, timeout })
    if (from === '') this.ofOutside.add(ask)
    this.haveChangedSince = true
  }

  /** Forgets the asks that have ended, and finds those of actors on other nodes, wherever they are on their way. */
  private look(): void {
    for (const ask of this.asks.keys()) {
      if (ask.isOpen) continue
      this.asks.delete(ask)
      this.haveChangedSince = true
    }
    if (this.locals.size === 1) return
    for (const local of this.locals) {
      for (const ask of local.asks.open()) {
        if (this.asks.has(ask)) continue
        const { asker, path, name } = ask
        this.note(
          ask,
          asker === undefined ? '' : this.paths.shorten(asker.path),
          this.paths.shorten(path),
          name,
        )
      }
    }
  }

  private timeoutOf(from: string, to: string, name: string): WorldEvent {
    const key = `${from}→${to}`
    const count = (this.counts.get(key) ?? 0) + 1
    this.counts.set(key, count)
    return {
      id: `timeout ${key}#${count}`,
      kind: 'timer',
      owner: from,
      channel: undefined,
      name,
      payload: undefined,
      createdBy: this.present.index,
      order: this.present.nextOrder(),
      whenIdle: this.whenIdle,
    }
  }
}
