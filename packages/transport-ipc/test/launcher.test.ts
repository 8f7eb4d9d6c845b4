import { expect, test } from 'vitest'
import { launch, launcherConformance } from '../../../test/transports/launcher-conformance.ts'
import { countTo, numbersOf } from '../../../test/transports/near-side.ts'
import { ProcessLauncher, type ProcessLauncherOptions } from '../src/parent/process-launcher.ts'

function createLauncher(options: Partial<ProcessLauncherOptions> = {}): ProcessLauncher {
  return new ProcessLauncher({
    bootstrap: new URL('./fixtures/far-process.mjs', import.meta.url),
    module: 'file:///unused.ts',
    environment: undefined,
    askTimeout: 1000,
    execArgv: ['--conditions=@troupe/source'],
    output: 'ignore',
    ...options,
  })
}

launcherConformance(() => createLauncher())

test('a process that is killed from outside names the signal, after what it had sent [NOD-3]', async () => {
  const { near } = launch(createLauncher())
  near.order({ burst: 100, ending: 'abort' })
  const error = await near.ended
  expect(error).toMatchObject({ code: 'node-down' })
  expect(error?.message).toMatch(/^The process far-1 \(\d+\) was killed by SIGKILL\.$/)
  expect(numbersOf(near.frames)).toEqual(countTo(100))
})

test('a process that cannot be made is a node that has ended', async () => {
  const { node, near } = launch(createLauncher({ cwd: '/no/such/folder' }))
  const error = await near.ended
  expect(error).toMatchObject({ code: 'node-down', cause: { code: 'ENOENT' } })
  expect(error?.message).toMatch(/^The process far-1 could not be started: spawn/)
  expect(await node.ended).toBe(error)
})

test('Node refuses an unknown option: the process ends with a code', async () => {
  const { near } = launch(createLauncher({ execArgv: ['--no-such-option'] }))
  expect((await near.ended)?.message).toMatch(/exited with code 9/)
})
