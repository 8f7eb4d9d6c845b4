import { countFaults } from '../options/fault-check.ts'
import { OptionCheck } from '../options/option-check.ts'
import { WorldSystem } from '../system/world-system.ts'
import { ControlledWorld } from './controlled-world.ts'
import type { World } from './schedule.ts'
import type { WorldOptions } from './world-options.ts'

/** Spawns the actors of a test, and sends them what starts them. */
export type Program = (system: WorldSystem) => unknown

const check = new OptionCheck('createWorld')
const optionNames: Readonly<Record<keyof WorldOptions, true>> = {
  seed: true,
  timers: true,
  askTimeouts: true,
  faults: true,
  channels: true,
  askTimeout: true,
  awaits: true,
  startsAt: true,
  wire: true,
  trace: true,
}

/**
 * Sets a world up. What the program sends waits to be delivered.
 *
 * @throws InvalidOptionError
 * @returns a promise only where a promise is involved
 *
 * @example
 * ```ts
 * import { type ActorContext, defineActor, shownState } from '@troupe/core'
 * import { createWorld } from '@troupe/testkit'
 *
 * const Counter = defineActor('Counter', (_ctx: ActorContext<{ add(n: number): void }>) => {
 *   let sum = 0
 *   return { add: (n) => void (sum += n), [shownState]: () => sum }
 * })
 *
 * const world = await createWorld((system) => {
 *   system.spawn(Counter, [], { name: 'counter' }).tell('add', 1)
 * })
 * for (const { id } of world.enabled()) await world.step({ id })
 * console.log(world.stateOf('counter')) // 1
 * ```
 */
export function createWorld(program: Program, options: WorldOptions = {}): World | Promise<World> {
  check.callable('the program that spawns the actors', program)
  checkOptions(options)
  const world = new ControlledWorld(options)
  const system = new WorldSystem(world, async () => {})
  const begun = world.begin(() => program(system))
  return begun === undefined ? world : begun.then(() => world)
}

/** @throws InvalidOptionError */
function checkOptions(options: WorldOptions): void {
  check.names('', options, Object.keys(optionNames))
  check.integer('seed', options.seed ?? 0)
  check.oneOf('timers', options.timers ?? 'in-order', ['in-order', 'any-order', 'idle'])
  check.yesOrNo('askTimeouts', options.askTimeouts ?? false)
  countFaults(check, options.faults)
  check.oneOf('channels', options.channels ?? 'fifo', ['fifo', 'unordered'])
  check.milliseconds('askTimeout', options.askTimeout ?? 0)
  check.oneOf('awaits', options.awaits ?? 'any', ['any'])
  if (options.startsAt !== undefined) check.date('startsAt', options.startsAt)
  check.oneOf('wire', options.wire ?? 'always', ['always'])
  check.yesOrNo('trace', options.trace ?? false)
}
