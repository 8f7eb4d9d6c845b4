// Installs the packed tarballs in empty projects and runs one small system in every way that a user would run it, on
// every Node that is supported, and the tests that the pages on testing show. Then a newcomer follows the page for them, word by word, and
// makes a project that is bundled. Other Nodes than this one come from npm, for as long as this runs.
import { cp, mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { Newcomer } from './lib/newcomer.ts'
import { packages } from './lib/packages.ts'
import { writePageTests } from './lib/page-tests.ts'
import { run } from './lib/run.ts'

const FIXTURE = 'test/packed'
const GUIDES = ['testing', 'test-systems']
const GETTING_STARTED = 'docs/getting-started.md'
/** What the page has not, which shows the other variant. */
const BUNDLED = `npm create troupe@latest bundled -- --tsup
cd bundled
npm install
npm test
npm start
npm run build
node dist/main.js`
const EXPECTED = '{"here":2,"cpu":12,"jail":22}'
const MAJORS = [20, 24, 26]
const TOOLS = ['@types/node', 'tsup', 'tsx', 'typescript', 'vitest']
/** The first Node that strips types by itself, without a flag. */
const STRIPS_TYPES = 22
const TIMEOUT = 60_000

interface Way {
  readonly name: string
  readonly project: string
  readonly args: readonly string[]
  /** The first major version of Node that can. */
  readonly since?: number
  /** Vitest compares for itself. */
  readonly printsAnswers?: false
}

/** An empty project with the fixture's modules and some packages in it. */
async function createProject(folder: string, dependencies: readonly string[]): Promise<string> {
  await mkdir(folder)
  await cp(FIXTURE, folder, { recursive: true })
  await writeFile(join(folder, 'package.json'), '{ "private": true, "type": "module" }')
  await run('npm', ['install', '--no-package-lock', ...dependencies], { cwd: folder })
  return folder
}

/** The versions that this repository uses. */
async function versions(): Promise<Record<string, string>> {
  const { devDependencies } = JSON.parse(await readFile('package.json', 'utf8'))
  return devDependencies
}

/** Compiles the fixture against the packages' own declarations, which this checks on the way. */
async function compile(project: string, outDir: string): Promise<void> {
  const options = {
    module: 'nodenext',
    target: 'es2022',
    types: ['node'],
    strict: true,
    rewriteRelativeImportExtensions: true,
    outDir,
    rootDir: '.',
  }
  await writeFile(
    join(project, 'tsconfig.json'),
    JSON.stringify({ compilerOptions: options, files: ['main.ts'] }),
  )
  await run(process.execPath, ['node_modules/typescript/bin/tsc'], { cwd: project })
}

/** Compiles what a new user writes who follows the guide, with nothing said that TypeScript does not say by itself. */
async function compileGuide(project: string): Promise<void> {
  const options = { module: 'nodenext', target: 'es2022', strict: true, types: [], noEmit: true }
  const config = { compilerOptions: { ...options, allowImportingTsExtensions: true } }
  await writeFile(join(project, 'guide', 'tsconfig.json'), JSON.stringify(config))
  await run(process.execPath, ['node_modules/typescript/bin/tsc', '--project', 'guide'], { cwd: project })
}

async function bundle(project: string, outDir: string): Promise<void> {
  const args = ['main.ts', 'actors.ts', '--format', 'esm', '--target', 'node20', '--out-dir', outDir]
  await run(process.execPath, ['node_modules/tsup/dist/cli-default.js', ...args], { cwd: project })
}

async function node(major: number, home: string): Promise<string> {
  if (process.versions.node.startsWith(`${major}.`)) return process.execPath
  const name = `node-${process.platform === 'win32' ? 'win' : process.platform}-${process.arch}`
  const folder = join(home, `node-${major}`)
  await mkdir(folder)
  await run('npm', ['install', '--prefix', folder, `${name}@${major}`])
  return join(folder, 'node_modules', name, 'bin', 'node')
}

/** Whether it works; tells how it went. */
async function works(what: string, act: () => Promise<unknown>): Promise<boolean> {
  const start = performance.now()
  const problem = await act().then(
    () => undefined,
    (error: Error) => error.message,
  )
  const time = `${Math.round(performance.now() - start)} ms`
  console.log(`${what}: ${problem === undefined ? `works, ${time}` : `FAILED, ${time}\n${problem}`}`)
  return problem === undefined
}

async function go({ project, args, printsAnswers }: Way, program: string): Promise<void> {
  const output = await run(program, args, { cwd: project, timeout: TIMEOUT })
  if (printsAnswers !== false && output.trim() !== EXPECTED) throw new Error(`printed ${output}`)
}

const home = await mkdtemp(join(tmpdir(), 'troupe-packed-'))
try {
  const packed = await packages()
  const pinned = await versions()
  const tarballs = packed.map(({ tarball }) => resolve(tarball))
  const tools = TOOLS.map((name) => `${name}@${pinned[name]}`)
  const tooled = await createProject(join(home, 'tooled'), [...tarballs, ...tools])
  const plain = await createProject(join(home, 'plain'), tarballs)
  for (const page of GUIDES) await writePageTests(`docs/${page}.md`, join(tooled, 'guide', page))
  await compile(tooled, join(plain, 'compiled'))
  await compileGuide(tooled)
  await bundle(tooled, 'bundled')
  const vitest = ['node_modules/vitest/vitest.mjs', 'run']
  const ways: Way[] = [
    { name: 'compiled to JavaScript', project: plain, args: ['compiled/main.js'] },
    { name: 'types stripped by Node', project: plain, args: ['main.ts'], since: STRIPS_TYPES },
    { name: 'tsx', project: tooled, args: ['--import', 'tsx', 'main.ts'] },
    { name: 'vitest, forks', project: tooled, args: [...vitest, '--pool=forks'], printsAnswers: false },
    { name: 'vitest, threads', project: tooled, args: [...vitest, '--pool=threads'], printsAnswers: false },
    { name: 'bundled by tsup', project: tooled, args: ['bundled/main.js'] },
  ]
  let failures = 0
  for (const major of MAJORS) {
    const program = await node(major, home)
    const equipment = {
      node: program,
      major,
      home: join(home, `newcomer-${major}`),
      packages: packed,
      versions: pinned,
    }
    await mkdir(equipment.home)
    const attempts: [string, () => Promise<unknown>][] = [
      ...ways
        .filter(({ since }) => major >= (since ?? 0))
        .map((way): [string, () => Promise<unknown>] => [way.name, () => go(way, program)]),
      [GETTING_STARTED, () => new Newcomer(equipment).follow(GETTING_STARTED)],
      ['a project that is bundled', () => new Newcomer(equipment).typeAll(BUNDLED)],
    ]
    for (const [what, act] of attempts) if (!(await works(`Node ${major}, ${what}`, act))) failures += 1
  }
  if (failures > 0) throw new Error(`${failures} ways to run the packed packages failed`)
} finally {
  await rm(home, { recursive: true })
}
