import { type ChildProcess, fork } from 'node:child_process'
import { once } from 'node:events'
import { mkdir, mkdtemp, rm, symlink, writeFile } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { Worker } from 'node:worker_threads'
import { checkLaunch, loadModule, ModuleLoadError } from '@troupe/loader'
import { describe, expect, onTestFinished, test } from 'vitest'

const script = new URL('./fixtures/load-and-report.mjs', import.meta.url)
const require = createRequire(import.meta.url)
const tsx = dirname(require.resolve('tsx/package.json'))
const nodeStripsTypes = 'typescript' in process.features && Boolean(process.features.typescript)

interface Report {
  readonly exports?: Record<string, unknown>
  readonly error?: {
    readonly name: string
    readonly code: string
    readonly message: string
    readonly cause?: string
  }
}

/** A project of its own on disk, gone after the test. */
async function project(files: Record<string, string>, { withTsx = true } = {}): Promise<URL> {
  const folder = await mkdtemp(join(tmpdir(), 'troupe-loader-'))
  onTestFinished(() => rm(folder, { recursive: true }))
  await writeFile(join(folder, 'package.json'), '{ "type": "module" }')
  for (const [name, text] of Object.entries(files)) await writeFile(join(folder, name), text)
  if (withTsx) {
    await mkdir(join(folder, 'node_modules'))
    await symlink(tsx, join(folder, 'node_modules', 'tsx'), 'junction')
  }
  return pathToFileURL(`${folder}/`)
}

async function reportOf(far: Worker | ChildProcess): Promise<Report> {
  const [report] = await once(far, 'message')
  await once(far, 'exit')
  return report
}

function inThread(url: URL, execArgv: string[] = []): Promise<Report> {
  return reportOf(new Worker(script, { argv: [url.href], execArgv }))
}

function inChild(url: URL, execArgv: string[] = []): Promise<Report> {
  return reportOf(fork(script, [url.href], { execArgv }))
}

describe.each([
  { place: 'a worker thread', load: inThread },
  { place: 'a forked child', load: inChild },
])('in $place', ({ load }) => {
  test('loads a JavaScript module', async () => {
    const folder = await project({ 'actors.js': 'export const answer = 42' })
    expect(await load(new URL('actors.js', folder))).toEqual({ exports: { answer: 42 } })
  })

  test('loads a TypeScript module that imports TypeScript by either extension', async () => {
    const folder = await project({
      'actors.ts': `
        import type { Answer } from './answer.ts'
        import { answer } from './answer.ts'
        import { answer as again } from './answer.js'
        export const answers: Answer[] = [answer, again]`,
      'answer.ts': 'export type Answer = number\nexport const answer: Answer = 42',
    })
    expect(await load(new URL('actors.ts', folder))).toEqual({ exports: { answers: [42, 42] } })
  })

  test.each([
    { asked: 'actors.ts', there: 'actors.js' },
    { asked: 'actors.mts', there: 'actors.mjs' },
    { asked: 'actors.tsx', there: 'actors.js' },
    { asked: 'actors.js', there: 'actors.ts' },
    { asked: 'actors.mjs', there: 'actors.mts' },
    { asked: 'actors.js', there: 'actors.tsx' },
  ])('takes $there where $asked is asked for and is not there', async ({ asked, there }) => {
    const folder = await project({ [there]: 'export const answer = 42' })
    expect(await load(new URL(asked, folder))).toEqual({ exports: { answer: 42 } })
  })

  test('takes the file that is asked for, whatever stands beside it', async () => {
    const folder = await project({
      'actors.js': 'export const is = "js"',
      'actors.ts': 'export const is = "ts"',
    })
    expect(await load(new URL('actors.js', folder))).toEqual({ exports: { is: 'js' } })
    expect(await load(new URL('actors.ts', folder))).toEqual({ exports: { is: 'ts' } })
  })

  test('evaluates a module once where tsx is registered already', async () => {
    const folder = await project({
      'actors.ts': `
        const count = Symbol.for('evaluations')
        const record: Record<symbol, number> = globalThis as never
        record[count] = (record[count] ?? 0) + 1
        export const evaluations: number = record[count]`,
    })
    const execArgv = ['--import', pathToFileURL(join(tsx, 'dist', 'loader.mjs')).href]
    expect(await load(new URL('actors.ts', folder), execArgv)).toEqual({ exports: { evaluations: 1 } })
  })

  test('says that the file does not exist, and which one does', async () => {
    const folder = await project({ 'actors.mjs': '' })
    const { error } = await load(new URL('actors.ts', folder))
    expect(error).toMatchObject({ name: 'ModuleLoadError', code: 'module-not-loaded' })
    expect(error?.message).toMatch(/actors\.ts does not exist\. Did you mean .*actors\.mjs\?$/)
  })

  test('says what there is where nothing has that name', async () => {
    const folder = await project({ 'main.js': '', 'acters.ts': '', 'types.d.ts': '', 'notes.txt': '' })
    const { error } = await load(new URL('actors.ts', folder))
    expect(error?.message).toMatch(
      /actors\.ts does not exist\. Its folder has acters\.ts, main\.js\. In a bundle, make the module of actors an entry of its own\.$/,
    )
  })

  test('says that a package has no ES modules, where that may be the reason', async () => {
    const folder = await project({ 'package.json': '{}', 'actors.ts': 'export const answer = await 42' })
    const { error } = await load(new URL('actors.ts', folder))
    expect(error?.message).toMatch(
      /package\.json does not say that it is an ES module: run npm pkg set type=module, or call it actors\.mts\.$/,
    )
  })

  test('says nothing of the package where something else is wrong', async () => {
    const folder = await project({ 'package.json': '{}', 'actors.mjs': 'throw new Error("no database")' })
    const { error } = await load(new URL('actors.mjs', folder))
    expect(error?.message).toMatch(/threw while it was loading: no database$/)
  })

  test('says that a dependency is missing', async () => {
    const folder = await project({ 'actors.ts': "import 'not-installed'" })
    const { error } = await load(new URL('actors.ts', folder))
    expect(error?.message).toMatch(/imports a module that is not there: .*'not-installed'.* Install it/)
  })

  test.each(['actors.js', 'actors.ts'])('says that %s has a syntax error', async (name) => {
    const folder = await project({ [name]: 'export const answer = ;' })
    const { error } = await load(new URL(name, folder))
    expect(error?.message).toMatch(/has a syntax error: /)
  })

  test('keeps what the module threw as the cause', async () => {
    const folder = await project({ 'actors.ts': "throw new TypeError('no database')" })
    const { error } = await load(new URL('actors.ts', folder))
    expect(error?.message).toMatch(/threw while it was loading: no database$/)
    expect(error?.cause).toBe('no database')
  })

  test('refuses an extension that nothing here can load', async () => {
    const folder = await project({ 'actors.txt': '' })
    const { error } = await load(new URL('actors.txt', folder))
    expect(error?.message).toMatch(/actors\.txt has an unknown extension/)
  })

  test.skipIf(nodeStripsTypes)('names the fixes if neither tsx nor Node can load TypeScript', async () => {
    const folder = await project({ 'actors.ts': '' }, { withTsx: false })
    const { error } = await load(new URL('actors.ts', folder))
    expect(error?.message).toMatch(/npm install tsx.*Node 22\.18.*build it to JavaScript/)
  })

  test.runIf(nodeStripsTypes)('leaves the types to Node where there is no tsx', async () => {
    const folder = await project({ 'actors.ts': 'export const answer: number = 42' }, { withTsx: false })
    expect(await load(new URL('actors.ts', folder))).toEqual({ exports: { answer: 42 } })
  })

  test('names tsx for JSX, which Node does not strip', async () => {
    const folder = await project({ 'actors.tsx': '' }, { withTsx: false })
    const { error } = await load(new URL('actors.tsx', folder))
    expect(error?.message).toMatch(/npm install tsx\) or build it to JavaScript\.$/)
  })
})

test('refuses a path and names pathToFileURL', async () => {
  const refusal = loadModule(join(tmpdir(), 'actors.js'))
  await expect(refusal).rejects.toThrow(/is a path\. Give its URL: pathToFileURL\(path\)/)
  await expect(refusal).rejects.toBeInstanceOf(ModuleLoadError)
})

test.each(['./actors.js', 'data:text/javascript,', 'https://example.com/actors.js'])(
  'refuses %s, which is no file: URL',
  async (location) => {
    await expect(loadModule(location)).rejects.toThrow(/is not a file: URL/)
  },
)

describe('a node is not launched', () => {
  test('whose first file was lost in a bundle', async () => {
    const folder = await project({ 'actors.js': '' })
    const launch = () => checkLaunch(new URL('actors.js', folder), new URL('thread/bootstrap.mjs', folder))
    expect(launch).toThrow(/bootstrap\.mjs does not exist.*Leave the packages of @troupe out of your bundle/)
  })

  test('that would load, as it loads, what starts it', async () => {
    const code = `
      import { checkLaunch } from ${JSON.stringify(new URL('../src/load-module.mjs', import.meta.url).href)}
      checkLaunch(new URL('./main.js', import.meta.url), new URL(import.meta.url))`
    const folder = await project({ 'main.ts': code })
    await expect(loadModule(new URL('main.ts', folder))).rejects.toThrow(
      /main\.js starts nodes that load it, and so would they, without end\. Put the definitions into a module of their own/,
    )
  })

  test('unless its module has been loaded', async () => {
    const folder = await project({ 'actors.js': '' })
    const url = new URL('actors.js', folder)
    await loadModule(url)
    expect(() => checkLaunch(url, url)).not.toThrow()
  })
})
