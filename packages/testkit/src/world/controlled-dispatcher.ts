import type { Dispatcher, Turn } from '@troupe/core'
import { Cell } from '@troupe/core/internal'
import { acting } from './acting.ts'
import { ControlledMailbox } from './controlled-mailbox.ts'

/**
 * Gives actors a turn only when it is told to. It knows which actor acts even behind an `await`, so that everything that
 * is sent has a sender.
 */
export class ControlledDispatcher implements Dispatcher {
  /** Whether promises are involved, so that more may follow once they have been seen to. */
  isRestless = false
  /** The promises that actors wait for, and who does. */
  readonly awaited = new Map<PromiseLike<unknown>, Turn | undefined>()

  /** Whether what was sent to other nodes leaves now, and arrives there. */
  isFlushing = false

  /** The promises of room on the way to another node, and who may wait for them. */
  private readonly heldUp = new Map<PromiseLike<void>, Turn | undefined>()
  private readonly stale = new WeakSet<Cell>()
  /** Whose awaited answer has come. */
  private breathing: Cell | undefined = undefined
  private readonly scheduled = new Set<Cell>()
  private tasks: (() => void)[] = []
  private readonly woken: () => void
  private readonly met: (actor: Cell) => void

  /**
   * @param woken called when something is to be done outside a step
   * @param met told of each actor whose end another one begins or ceases to watch
   */
  constructor(woken: () => void, met: (actor: Cell) => void) {
    this.woken = woken
    this.met = met
  }

  /**
   * As in production, and behind every other `await` too, where it is certain to which handling that belongs: so the
   * answer to each ask is an event of its own.
   */
  get current(): Turn | undefined {
    const { actor } = this
    if (!(actor instanceof Cell) || actor.isRunning || actor === this.breathing) return actor
    return this.stale.has(actor) || actor.pending.size > 1 ? undefined : actor
  }

  set current(turn: Turn | undefined) {
    acting.enter(turn)
    if (turn instanceof Cell) known(turn)
  }

  schedule(turn: Turn): void {
    if (!(turn instanceof Cell)) return
    known(turn)
    this.scheduled.add(turn)
    this.woken()
  }

  /** Who acts, however long ago its turn was. */
  get actor(): Turn | undefined {
    return acting.now
  }

  breathe(settle: () => void): void {
    this.isRestless = true
    const { actor } = this
    if (actor instanceof Cell) {
      this.breathing = actor
      this.stale.delete(actor)
    }
    settle()
  }

  afterTurns(task: () => void): void {
    this.tasks.push(task)
    this.woken()
  }

  meets(watched: Turn): void {
    if (watched instanceof Cell) this.met(watched)
  }

  expects(promise: PromiseLike<unknown>): void {
    this.isRestless = true
    this.awaited.set(promise, this.actor)
    const settled = (): void => void this.awaited.delete(promise)
    promise.then(settled, settled)
  }

  holdsUp(promise: PromiseLike<void>): void {
    this.heldUp.set(promise, this.actor)
    promise.then(() => void this.heldUp.delete(promise))
  }

  /** Whether an actor may wait until there is room on the way to another node. */
  isHeldUp(path: string): boolean {
    for (const actor of this.heldUp.values()) if (pathOf(actor) === path) return true
    return false
  }

  /** What an actor does that is gone with its node is of no interest. */
  forget(cell: Cell): void {
    this.scheduled.delete(cell)
    for (const [promise, actor] of this.awaited) if (actor === cell) this.awaited.delete(promise)
  }

  /** Gives an actor a turn of so many messages. */
  run(cell: Cell, messages: number): void {
    this.scheduled.delete(cell)
    this.breathing = undefined
    // What concerns its life makes an actor forget which handling it was in.
    if (messages === 0) this.stale.add(cell)
    else this.stale.delete(cell)
    this.current = cell
    cell.run(messages)
    this.current = undefined
  }

  /**
   * Carries out what concerns the lives of actors, and what waits for the end of turns.
   *
   * @returns whether there was anything
   */
  settle(ran: (cell: Cell) => void): boolean {
    let any = false
    for (let found = true; found; any ||= found) {
      found = false
      for (const cell of this.scheduled) {
        if (!cell.mailbox.hasSystem) continue
        found = true
        this.run(cell, 0)
        ran(cell)
      }
      const { tasks } = this
      if (tasks.length === 0) continue
      found = true
      this.tasks = []
      this.isFlushing = true
      for (const task of tasks) task()
      this.isFlushing = false
    }
    return any
  }
}

/** The short path of an actor under control. */
export function pathOf(turn: Turn | undefined): string | undefined {
  return turn instanceof Cell && turn.mailbox instanceof ControlledMailbox ? turn.mailbox.path : undefined
}

/** Lets a mailbox know whose it is. */
function known(cell: Cell): void {
  if (cell.mailbox instanceof ControlledMailbox) cell.mailbox.cell = cell
}
