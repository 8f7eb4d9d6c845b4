import { type ActorContext, defineActor } from '@troupe/core'
import { workers } from '@troupe/transport-worker'
import { describe, expect, test } from 'vitest'
import { Witness } from '../../../test/transports/actors.ts'
import { actorsUrl } from '../../../test/transports/lifetime.ts'
import { createFar, providerConformance } from '../../../test/transports/provider-conformance.ts'
import { type HeirProtocol, Leaver, Listener } from './fixtures/last-words.ts'

const lastWords = new URL('./fixtures/last-words.ts', import.meta.url)

providerConformance(workers, new URL('./fixtures/lifetime.ts', import.meta.url))

test('a thread has its arguments, its environment and its options of Node, and no others', async () => {
  const nodes = workers(actorsUrl, {
    count: 1,
    argv: ['--verbose'],
    env: { TROUPE_TEST_MARK: 'seen' },
    execArgv: ['--trace-warnings'],
  })
  const system = await createFar(nodes)
  expect(await system.spawn(Witness, [], { on: 'far' }).ask('look')).toMatchObject({
    args: ['--verbose'],
    mark: 'seen',
    hasPath: false,
    execArgs: ['--conditions=@troupe/source', '--trace-warnings'],
  })
})

test('a thread has a copy of the environment unless said', async () => {
  const system = await createFar(workers(actorsUrl, { count: 1 }))
  expect(await system.spawn(Witness, [], { on: 'far' }).ask('look')).toMatchObject({
    args: [],
    hasPath: true,
  })
})

describe.each(['exit', 'throw'] as const)('when %s ends a thread in the middle of a turn', (how) => {
  // An actor here, and one that is reached through others than this thread.
  test.each(['main', 'far-1'])(
    "its actors' last words reach %s, and the news of its end after them",
    async (on) => {
      const system = await createFar(workers(lastWords, { count: 2, output: 'ignore' }))
      const leaver = system.spawn(Leaver, [], { on: 'far-0' })
      let resolve: (heard: readonly string[]) => void = () => {}
      const heard = new Promise<readonly string[]>((settle) => {
        resolve = settle
      })
      const Heir = defineActor('Heir', (_ctx: ActorContext<HeirProtocol>) => ({
        inherit: (all) => resolve(all),
      }))
      const listener = system.spawn(Listener, [system.spawn(Heir)], { on })
      await listener.ask('follow', leaver)
      leaver.tell('leave', listener, how)
      expect(await heard).toEqual(['farewell', 'node-down'])
    },
  )
})
