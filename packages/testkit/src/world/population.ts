import type { Cell } from '@troupe/core/internal'
import { showsState, stateOf } from './actor-state.ts'
import { canonical } from './canonical.ts'
import type { ControlledMailbox } from './controlled-mailbox.ts'
import { NoStateError } from './errors.ts'
import type { LostMessage, WorldEvent } from './schedule.ts'

/** The actors of a world, by their paths, and what waits for them. */
export class Population {
  private readonly mailboxes = new Map<string, ControlledMailbox>()

  add(mailbox: ControlledMailbox): void {
    this.mailboxes.set(mailbox.path, mailbox)
  }

  mailbox(path: string): ControlledMailbox | undefined {
    return this.mailboxes.get(path)
  }

  cell(path: string): Cell | undefined {
    return this.mailboxes.get(path)?.cell
  }

  /** The paths of those that live, in the order they were spawned. */
  get living(): readonly string[] {
    const paths: string[] = []
    for (const [path, { cell }] of this.mailboxes) if (path !== '' && cell?.isAlive) paths.push(path)
    return paths
  }

  /** The messages and answers that wait, those that their actors do not take now among them. */
  get unread(): readonly WorldEvent[] {
    return [...this.mailboxes.values()].flatMap((mailbox) => [...mailbox.waiting()])
  }

  /** Those whose mailboxes might be above their high-water marks, or full, if things happened in another order. */
  get crowded(): readonly string[] {
    const paths: string[] = []
    for (const [path, mailbox] of this.mailboxes) if (mailbox.mayBeCrowded) paths.push(path)
    return paths
  }

  /** Whether an actor may wait until a mailbox has room again. */
  isHeldUp(path: string): boolean {
    for (const mailbox of this.mailboxes.values()) if (mailbox.holdsUp(path)) return true
    return false
  }

  /** Adds to `into` the messages and answers that can be taken next. */
  ready(into: WorldEvent[]): void {
    for (const mailbox of this.mailboxes.values()) mailbox.ready(into)
  }

  /** @throws NoStateError */
  stateOf(path: string): unknown {
    const cell = this.cell(path)
    if (cell !== undefined) return stateOf(cell, path)
    throw new NoStateError(`There is no actor "${path}"; there are ${this.living.join(', ') || 'none'}.`)
  }

  /** Forgets the actors of a node, and returns them. */
  forgetNode(name: string): readonly Cell[] {
    const gone: Cell[] = []
    for (const [path, { cell }] of this.mailboxes) {
      if (!path.startsWith(`${name}/`)) continue
      this.mailboxes.delete(path)
      if (cell !== undefined) gone.push(cell)
    }
    return gone
  }

  /** Every actor's state, every channel's content and the dead letters, as text. */
  fingerprint(deadLetters: readonly LostMessage[]): string {
    const actors = [...this.mailboxes].flatMap(([path, { cell }]) => {
      if (path === '' || cell === undefined) return []
      return [canonical([path, cell.isAlive && showsState(cell) ? stateOf(cell, path) : cell.isAlive])]
    })
    const channels = new Map<string | undefined, WorldEvent[]>()
    for (const event of this.unread)
      channels.set(event.channel, [...(channels.get(event.channel) ?? []), event])
    const waiting = Array.from(channels, ([channel, letters]) =>
      canonical([channel, letters.map(({ name, payload }) => [name, payload])]),
    )
    const dead = deadLetters.map(({ from, path, name, payload }) => canonical([from, path, name, payload]))
    // What one channel holds is told apart by its order; of all else the order tells only how it came about.
    return [actors.sort(), waiting.sort(), dead.sort()].join('\n')
  }
}
