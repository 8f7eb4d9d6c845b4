import { OptionCheck } from '../options/option-check.ts'
import type { Program } from '../world/create-world.ts'
import { Exploration } from './exploration.ts'
import { type ExploreOptions, planOf } from './explore-options.ts'
import { readToken, tokenOfEnvironment } from './replay-token.ts'
import type { ExploreReport } from './report.ts'

const programCheck = new OptionCheck('explore')

/**
 * Runs a program of actors again and again, each time in another order of what can happen, and judges every run: all the
 * orders that can make a difference, or as many as it is told to draw.
 *
 * @param program spawns the actors and sends them what starts them; called for each run
 * @returns what was looked at, if nothing was wrong
 * @throws ExploreError that shows the simplest run that fails, and how to repeat it
 * @throws NeverSeenError where a property of `sometimes` never held
 * @throws NotRepeatableError where a second run of the same events went another way
 * @throws PropertyError where a property throws
 * @throws InvalidOptionError, ReplayTokenError
 *
 * @example
 * ```ts
 * import { type ActorContext, defineActor, shownState } from '@troupe/core'
 * import { explore } from '@troupe/testkit'
 *
 * const Door = defineActor('Door', (_ctx: ActorContext<{ open(): void; close(): void }>) => {
 *   let isOpen = false
 *   return {
 *     open() {
 *       isOpen = true
 *     },
 *     close() {
 *       isOpen = false
 *     },
 *     [shownState]: () => isOpen,
 *   }
 * })
 *
 * await explore(
 *   (system) => {
 *     const door = system.spawn(Door, [], { name: 'door' })
 *     door.tell('open')
 *     door.tell('close')
 *   },
 *   { finally: { 'the door is closed': (state) => state.stateOf('door') === false } },
 * )
 * ```
 */
export async function explore(program: Program, options: ExploreOptions = {}): Promise<ExploreReport> {
  programCheck.callable('the program that spawns the actors', program)
  const plan = planOf(options)
  const exploration = new Exploration(program, plan)
  const token = plan.replay ?? tokenOfEnvironment()
  return token === undefined ? exploration.search() : exploration.replay(readToken(token))
}
