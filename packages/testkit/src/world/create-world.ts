import { WorldSystem } from '../system/world-system.ts'
import { ControlledWorld } from './controlled-world.ts'
import type { World } from './schedule.ts'
import type { WorldOptions } from './world-options.ts'

/** Spawns the actors of a test, and sends them what starts them. */
export type Program = (system: WorldSystem) => unknown

/**
 * Sets a world up. What the program sends waits to be delivered.
 *
 * @returns a promise only where a promise is involved
 */
export function createWorld(program: Program, options: WorldOptions = {}): World | Promise<World> {
  const world = new ControlledWorld(options)
  const system = new WorldSystem(world, async () => {})
  const begun = world.begin(() => program(system))
  return begun === undefined ? world : begun.then(() => world)
}
