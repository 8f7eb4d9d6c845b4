import { once } from 'node:events'
import { tmpdir } from 'node:os'
import { type ActorContext, defineActor } from '@troupe/core'
import { processes } from '@troupe/transport-ipc'
import { describe, expect, test } from 'vitest'
import { Witness } from '../../../test/transports/actors.ts'
import { actorsUrl } from '../../../test/transports/lifetime.ts'
import { createFar, providerConformance, start } from '../../../test/transports/provider-conformance.ts'
import { type HeirProtocol, Leaver, Listener } from './fixtures/last-words.ts'

const lastWords = new URL('./fixtures/last-words.ts', import.meta.url)

providerConformance(processes, new URL('./fixtures/lifetime.ts', import.meta.url))

test('a process has its arguments, environment, folder and options of Node, and no others', async () => {
  const nodes = processes(actorsUrl, {
    count: 1,
    args: ['--verbose'],
    env: { TROUPE_TEST_MARK: 'seen' },
    cwd: tmpdir(),
    execArgv: ['--trace-warnings'],
  })
  const system = await createFar(nodes)
  expect(await system.spawn(Witness, [], { on: 'far' }).ask('look')).toMatchObject({
    args: ['--verbose'],
    mark: 'seen',
    hasPath: false,
    folder: tmpdir(),
    execArgs: ['--conditions=@troupe/source', '--trace-warnings'],
  })
})

test('a process has the environment and the folder of its parent unless said', async () => {
  const system = await createFar(processes(actorsUrl, { count: 1 }))
  expect(await system.spawn(Witness, [], { on: 'far' }).ask('look')).toMatchObject({
    args: [],
    hasPath: true,
    folder: process.cwd(),
  })
})

test('processes end when their parent is killed, whatever their modules have left to do', async () => {
  const program = start(new URL('./fixtures/for-ever.ts', import.meta.url))
  await once(program.stdout, 'data')
  program.kill('SIGKILL')
  // The processes have inherited the program's output, so it closes when the last of them is gone.
  await once(program, 'close')
})

describe.each(['exit', 'throw'] as const)('when %s ends a process in the middle of a turn', (how) => {
  // An actor here, and one that is reached through others than this thread.
  test.each(['main', 'far-1'])(
    "its actors' last words reach %s, and the news of its end after them",
    async (on) => {
      const system = await createFar(processes(lastWords, { count: 2, output: 'ignore' }))
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

test('processes end when their parent is killed, though their actors never return', async () => {
  const program = start(new URL('./fixtures/spinning.ts', import.meta.url))
  let written = ''
  for await (const chunk of program.stdout.iterator({ destroyOnReturn: false })) {
    written += chunk
    if (written === 'spinning\n'.repeat(2)) break
  }
  program.kill('SIGKILL')
  program.stdout.resume()
  await once(program, 'close')
})
