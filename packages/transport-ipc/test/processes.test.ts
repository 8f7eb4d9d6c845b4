import { once } from 'node:events'
import { tmpdir } from 'node:os'
import { processes } from '@troupe/transport-ipc'
import { expect, test } from 'vitest'
import { Witness } from '../../../test/transports/actors.ts'
import { actorsUrl } from '../../../test/transports/lifetime.ts'
import { createFar, providerConformance, start } from '../../../test/transports/provider-conformance.ts'

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
