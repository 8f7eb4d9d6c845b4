import type { Cell } from '@troupe/core/internal'
import type { ControlledDispatcher } from './controlled-dispatcher.ts'
import { hostWatch } from './host-watch.ts'
import { immediate } from './immediate.ts'
import type { OpenAsks } from './open-asks.ts'
import type { Setup } from './setup.ts'
import { UncontrolledAwaitError } from './uncontrolled-await-error.ts'
import type { UncontrolledAwaits } from './uncontrolled-awaits.ts'
import type { WorldOptions } from './world-options.ts'

/** The parts of a world in which something may still go on. */
export interface QuiescenceParts {
  readonly options: WorldOptions
  readonly dispatcher: ControlledDispatcher
  readonly asks: OpenAsks
  readonly awaits: UncontrolledAwaits
  readonly setup: Setup
  /** An actor had a turn. */
  readonly touch: (cell: Cell) => void
  /** Whether nothing can happen, unless somebody outside goes on. */
  readonly isStuck: () => boolean
  /** The step has come to its end. */
  readonly leave: () => void
}

/** The end of a step, when everything waits for another event: turns first, then what goes on in promises. */
export class Quiescence {
  private readonly parts: QuiescenceParts

  constructor(parts: QuiescenceParts) {
    this.parts = parts
  }

  /** Goes on until it is there; at once where nothing awaits. */
  reach(): void | Promise<void> {
    const { dispatcher, leave, touch } = this.parts
    dispatcher.settle(touch)
    if (this.isRestless) return this.reachLater()
    leave()
  }

  private get isRestless(): boolean {
    const { asks, dispatcher } = this.parts
    return dispatcher.isRestless || dispatcher.awaited.size > 0 || asks.areOfOutside
  }

  private async reachLater(): Promise<void> {
    const { awaits, dispatcher, isStuck, leave, options, setup, touch } = this.parts
    do await this.pause()
    while (dispatcher.settle(touch) || dispatcher.isRestless)
    leave()
    setup.check()
    if (options.awaits === 'any') return
    if (setup.isPending && isStuck()) throw new UncontrolledAwaitError('The setup', undefined)
    awaits.check()
  }

  /** Lets go on what goes on in promises; what comes from the host has a chance only where it may. */
  private async pause(): Promise<void> {
    const { dispatcher, options, setup } = this.parts
    if (options.awaits === 'any') {
      dispatcher.isRestless = false
      return immediate()
    }
    await hostWatch.quiescence()
    // The program that sets a world up may read a file first.
    if (setup.isPending) {
      await immediate()
      await hostWatch.quiescence()
    }
    dispatcher.isRestless = false
  }
}
