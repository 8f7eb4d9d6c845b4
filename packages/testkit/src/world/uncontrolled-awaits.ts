import { Cell } from '@troupe/core/internal'
import type { AwaitTracer } from './await-tracer.ts'
import type { ControlledDispatcher } from './controlled-dispatcher.ts'
import { ControlledMailbox } from './controlled-mailbox.ts'
import { type HostWork, isPending, lineOf } from './host-work.ts'
import { ownFrames } from './own-frames.ts'
import type { OpenAsk } from './schedule.ts'
import { UncontrolledAwaitError } from './uncontrolled-await-error.ts'

/** What may let actors go on. */
export interface Prospects {
  /** How many promises there are that the test settles when it pleases. */
  readonly openGates: number
  readonly openAsks: readonly OpenAsk[]
  /**
   * Whether an actor waits for a timer that stands in for one of the host, or until there is room in another
   * one's mailbox, or on the way there.
   */
  mayGoOn(path: string): boolean
}

/** Finds actors that wait for what no event of their world can bring about. */
export class UncontrolledAwaits {
  private readonly dispatcher: ControlledDispatcher
  private readonly prospects: Prospects
  private readonly tracer: AwaitTracer | undefined
  /** What was begun at the host in this step. */
  private works: HostWork[] = []

  /** @param tracer knows where promises were created */
  constructor(dispatcher: ControlledDispatcher, prospects: Prospects, tracer: AwaitTracer | undefined) {
    this.dispatcher = dispatcher
    this.prospects = prospects
    this.tracer = tracer
  }

  begin(): void {
    this.works = []
    this.tracer?.begin()
  }

  begins(work: HostWork): void {
    this.works.push(work)
  }

  /** Ends a step. Tells `note` of what was begun at the host: nobody knows what comes of it, and when. */
  end(note: (gap: string) => void): void {
    this.tracer?.end()
    if (this.works.length === 0) return
    this.works = this.works.filter(isPending)
    for (const work of this.works) {
      note(
        `${pathOf(work.actor)} has begun something at its host (${work.type}), and what comes of it is not known: ${lineOf(work)}`,
      )
    }
  }

  /** @throws UncontrolledAwaitError */
  check(): void {
    for (const [promise, actor] of this.dispatcher.awaited) {
      if (!(actor instanceof Cell) || !this.isStuck(actor)) continue
      this.dispatcher.awaited.delete(promise)
      throw new UncontrolledAwaitError(pathOf(actor), this.originOf(actor))
    }
  }

  private originOf(actor: Cell): string | undefined {
    const work = this.works.findLast((each) => each.actor === actor)
    return (work && ownFrames(work.stack)) || this.tracer?.lastOf(actor)
  }

  /** Whether an actor waits, and nothing could let it go on. */
  private isStuck(actor: Cell): boolean {
    const { openGates, openAsks } = this.prospects
    // One that goes on with other messages may wait for one of those, unless it has just turned to its host.
    const isOpen = actor.pending.exclusive === undefined || actor.birth.definition.interleave !== undefined
    if (isOpen && !this.works.some((work) => work.actor === actor)) return false
    if (openGates > 0 || (actor.mailbox instanceof ControlledMailbox && actor.mailbox.hasAnswer)) return false
    const path = pathOf(actor)
    return !openAsks.some(({ from }) => from === path) && !this.prospects.mayGoOn(path)
  }
}

function pathOf({ mailbox }: Cell): string {
  return mailbox instanceof ControlledMailbox ? mailbox.path : ''
}
