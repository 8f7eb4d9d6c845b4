import type { ControlledDispatcher } from './controlled-dispatcher.ts'
import type { ControlledMailbox } from './controlled-mailbox.ts'
import type { DueTimers } from './due-timers.ts'
import { type Crashable, type Faults, placeOf } from './faults.ts'
import type { Population } from './population.ts'
import type { Records } from './records.ts'
import type { WorldEvent } from './schedule.ts'
import type { VirtualClock } from './virtual-clock.ts'

/** The parts of a world that its events happen to. */
export interface Stage {
  readonly dispatcher: ControlledDispatcher
  readonly population: Population
  readonly faults: Faults
  readonly records: Records
  readonly clock: VirtualClock
  readonly timers: DueTimers
  /** The simulated nodes, if there are any. */
  readonly nodes: () => Crashable | undefined
  /** Told of actors that change. */
  readonly noteAll: (paths: readonly string[]) => void
}

/** Carries out the events of a world. */
export class Deeds {
  private readonly stage: Stage
  private firing = false

  constructor(stage: Stage) {
    this.stage = stage
  }

  /** Whether a timer fires: what that sends has a channel of its own. */
  get isFiring(): boolean {
    return this.firing
  }

  perform(event: WorldEvent): void {
    const { dispatcher, faults, population } = this.stage
    const mailbox = population.mailbox(event.owner)
    if (event.kind === 'timer') this.fire(event)
    else if (event.kind === 'crash' && mailbox === undefined) this.crashNode(event)
    else if (mailbox?.cell === undefined) return
    else if (event.kind === 'crash') faults.strike(mailbox.cell, event.owner)
    else if (event.kind === 'drop') this.lose(mailbox, event)
    else if (event.kind === 'duplicate') {
      faults.spend('duplicate')
      mailbox.double(event)
      dispatcher.run(mailbox.cell, 1)
    } else dispatcher.run(mailbox.cell, mailbox.give(event))
  }

  /** All that lives on a node changes with it, and whoever is told of its end, or sends to it, can tell. */
  private crashNode(event: WorldEvent): void {
    const { dispatcher, faults, nodes, noteAll, population } = this.stage
    const prefix = `${event.owner.slice(placeOf('').length)}/`
    noteAll(population.living.filter((path) => path.startsWith(prefix)))
    faults.strikeNode(event, nodes())
    // What follows, the next launch for one, takes promises.
    dispatcher.isRestless = true
  }

  private fire(event: WorldEvent): void {
    const timer = this.stage.timers.of(event)
    if (timer === undefined) return
    this.firing = true
    this.stage.clock.fire(timer)
    this.firing = false
  }

  private lose(mailbox: ControlledMailbox, event: WorldEvent): void {
    this.stage.faults.spend('drop')
    const { owner: path, name = '', payload } = event
    this.stage.records.lost({ from: mailbox.lose(event) ?? '', reason: 'unreachable', path, name, payload })
  }
}
