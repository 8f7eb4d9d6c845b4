import { createSystem } from '@troupe/core'
import { workers } from '@troupe/transport-worker'
import { expect, test } from 'vitest'
import { Witness } from '../../../test/transports/actors.ts'
import { actorsUrl } from '../../../test/transports/lifetime.ts'
import { createFar, providerConformance } from '../../../test/transports/provider-conformance.ts'

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

test('a thread that Node does not even start is told of at once, with the reason', async () => {
  const nodes = workers(actorsUrl, { count: 2, execArgv: ['--no-such-option'], startTimeout: 60_000 })
  await expect(createSystem({ nodes: { far: nodes } })).rejects.toMatchObject({
    code: 'node-start-failed',
    message: expect.stringMatching(/^Node far-0 could not start: .*--no-such-option/),
  })
})
