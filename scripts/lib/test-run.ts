import { readFile, writeFile } from 'node:fs/promises'
import { join, relative, resolve } from 'node:path'
import { run } from './run.ts'

/** How one file of tests went. */
export interface TestedFile {
  /** How many tests it has. */
  readonly tests: number
  /** What failed in it, as vitest tells it, without the stack. */
  readonly failures: readonly string[]
}

/** What vitest's reporter writes. */
interface Results {
  readonly testResults: readonly {
    readonly name: string
    readonly message: string
    readonly assertionResults: readonly { readonly failureMessages: readonly string[] | null }[]
  }[]
}

const TIMEOUT = 120_000

/** Runs files of tests by vitest, all at once, against the packages' sources. Paths are as they were given. */
export async function runTests(
  folder: string,
  files: readonly string[],
): Promise<ReadonlyMap<string, TestedFile>> {
  const config = {
    root: resolve(folder),
    resolve: { conditions: ['@troupe/source', 'module', 'node', 'development|production'] },
    ssr: { resolve: { conditions: ['@troupe/source', 'module', 'node', 'development|production'] } },
    test: { include: files.map((file) => relative(folder, file)) },
  }
  await writeFile(join(folder, 'vitest.config.mjs'), `export default ${JSON.stringify(config)}`)
  const report = join(folder, 'results.json')
  const args = ['run', '--config', join(folder, 'vitest.config.mjs')]
  const problem = await run('vitest', [...args, '--reporter=json', `--outputFile=${resolve(report)}`], {
    timeout: TIMEOUT,
  }).then(
    () => undefined,
    (error: Error) => error,
  )
  const { testResults }: Results = JSON.parse(
    await readFile(report, 'utf8').catch(() => {
      throw problem ?? new Error('vitest has left no report.')
    }),
  )
  return new Map(testResults.map((result) => [relative('.', result.name), testedFile(result)]))
}

function testedFile({ message, assertionResults }: Results['testResults'][number]): TestedFile {
  const failures = assertionResults.flatMap(({ failureMessages }) => failureMessages ?? [])
  return {
    tests: assertionResults.length,
    failures: (message === '' ? failures : [message, ...failures]).map(withoutStack),
  }
}

function withoutStack(text: string): string {
  return (text.split(/\n {4}at /)[0] ?? text).trim()
}
