import type { ActorDefinition } from '@troupe/core'
import type { AnyDefinition } from '@troupe/core/internal'
import { OptionCheck } from '../options/option-check.ts'
import type { TestActor, TestActorArguments, TestActorOptions } from './actor-under-test.ts'
import { LoneActor } from './lone-actor.ts'
import type { StubMaker } from './stubs.ts'

/**
 * Runs one actor without a system: what it does comes back as data. It is the actor of production, in its own cell; only
 * what is around it is missing.
 *
 * @param rest the arguments of its setup, or a function that makes them of stubs; and the options of `spawn`
 *
 * @example
 * ```ts
 * import { type ActorContext, type ActorRef, defineActor } from '@troupe/core'
 * import { testActor } from '@troupe/testkit'
 *
 * const Worker = defineActor('Worker', (_ctx: ActorContext<{ run(id: number): void }>) => ({ run() {} }))
 * const Boss = defineActor('Boss', (ctx: ActorContext<{ job(id: number): void }>) => ({
 *   job: (id) => void ctx.spawn(Worker, [], { name: `w-${id}` }).tell('run', id),
 * }))
 *
 * const t = testActor(Boss)
 * t.send('job', 1)
 * console.log(t.effects().map(({ type }) => type))
 * ```
 */
export function testActor<P, A extends readonly unknown[]>(
  definition: ActorDefinition<P, A>,
  ...rest: TestActorArguments<A>
): TestActor<P>
export function testActor<P>(
  definition: AnyDefinition,
  args?: readonly unknown[] | ((stub: StubMaker) => readonly unknown[]),
  options: TestActorOptions = {},
): TestActor<P> {
  checkOptions(options)
  return new LoneActor<P>(definition, args ?? [], options)
}

const check = new OptionCheck('testActor')
const optionNames: Readonly<Record<keyof TestActorOptions, true>> = {
  seed: true,
  name: true,
  on: true,
  mailbox: true,
  startTimeout: true,
  stopTimeout: true,
  restart: true,
  budget: true,
  backoff: true,
  decide: true,
}

/** What `spawn` refuses, it refuses. */
function checkOptions(options: TestActorOptions): void {
  check.names('', options, Object.keys(optionNames))
  check.integer('seed', options.seed ?? 0)
}
