// The code in the documentation compiles, and its programs print what the page says they print.
//
//   ts                    is type-checked; `js` likewise
//   ts run                runs too; a `text output` block right after it holds what it prints
//   ts fails              holds a test that fails, with what the `text output` block right after it says
//   ts file=actors.ts     bears a name, by which the page's other blocks import it; goes with `run` and `fails`
//   ts ignore <reason>    is left out
//
//   <!-- with the files of actors.md -->    gives a page the named blocks of another, beside its own
//
// A block may import those that stand before it.
// A block that imports vitest is a file of tests, which vitest runs, all of them in one run; each has to pass.
// The examples in the comments of sources are checked like pages; they may import what the README of their package names,
// and one that awaits at its top level runs.
// Without arguments all pages and sources are checked; otherwise those that are named.
import { mkdir, readFile, rm, writeFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { type CodeBlock, codeBlocks, isTest } from './lib/code-block.ts'
import { run } from './lib/run.ts'
import { runTests, type TestedFile } from './lib/test-run.ts'
import { workingFiles } from './lib/working-files.ts'

const FOLDER = '.docs-code'
const RUN_TIMEOUT = 60_000

interface Program {
  readonly at: string
  readonly file: string
  readonly output: string | undefined
}

interface TestFile {
  readonly at: string
  readonly file: string
  /** What it fails with; it passes where there is none. */
  readonly failure: string | undefined
}

interface Words {
  readonly language: string
  readonly file: string | undefined
  readonly runs: boolean
  readonly fails: boolean
}

/** What a page's blocks do beside being compiled. */
interface Extract {
  readonly programs: readonly Program[]
  readonly tests: readonly TestFile[]
}

const isSource = (page: string): boolean => page.endsWith('.ts')

/** The text of a page; of a source, what its comments say, each line on its own. */
async function textOf(page: string): Promise<string> {
  const text = await readFile(page, 'utf8')
  if (!isSource(page)) return text
  const lines = text.split('\n')
  let within = false
  return lines
    .map((line) => {
      const before = within
      within = /^ *\/\*\*/.test(line) || (within && !line.includes('*/'))
      return before ? line.replace(/^ *\*(?:\/| |$)/, '') : ''
    })
    .join('\n')
}

/** Reads what a fence says; nothing for a block that is not to be checked. */
function wordsOf(block: CodeBlock, at: string): Words | undefined {
  const [language = '', ...words] = block.info.split(/\s+/)
  if (['typescript', 'javascript', 'tsx', 'mts', 'mjs'].includes(language))
    throw new Error(`${at}: say ts or js`)
  if (language !== 'ts' && language !== 'js') return undefined
  if (words[0] === 'ignore') {
    if (words.length === 1) throw new Error(`${at}: ignore needs a reason`)
    return undefined
  }
  const unknown = words.find(
    (word) => !['run', 'fails'].includes(word) && !/^file=[\w.-]+\.[jt]s$/.test(word),
  )
  if (unknown !== undefined) throw new Error(`${at}: "${unknown}" means nothing here`)
  const file = words.find((word) => word.startsWith('file='))?.slice('file='.length)
  const fails = words.includes('fails')
  if (fails && !isTest(block)) throw new Error(`${at}: only a test can fail, and this imports no vitest`)
  return { language, file, runs: words.includes('run'), fails }
}

/** The pages whose named blocks a page may import: those that it says, or for a source the README of its package. */
function lendersOf(page: string, text: string): string[] {
  if (isSource(page)) return [page.replace(/src\/.*/, 'README.md')]
  return Array.from(text.matchAll(/^<!-- with the files of (\S+) -->$/gm), ([, lender = '']) =>
    join(dirname(page), lender),
  )
}

/** Returns the names of what it lends. */
async function lend(lender: string, page: string): Promise<string[]> {
  const names: string[] = []
  for (const block of codeBlocks(await textOf(lender))) {
    const file = wordsOf(block, `${lender}:${block.line}`)?.file
    if (file === undefined) continue
    await write(page, file, block)
    names.push(file)
  }
  return names
}

async function write(page: string, name: string, { line, code }: CodeBlock): Promise<string> {
  const file = join(FOLDER, page, name)
  await mkdir(dirname(file), { recursive: true })
  await writeFile(file, '\n'.repeat(line) + code)
  return file
}

/** Writes a page's blocks into a folder of its own, each on the lines it has in the page. */
async function extract(page: string): Promise<Extract> {
  const text = await textOf(page)
  const known = new Set<string>()
  for (const lender of lendersOf(page, text)) for (const name of await lend(lender, page)) known.add(name)
  const blocks = codeBlocks(text)
  const programs: Program[] = []
  const tests: TestFile[] = []
  const names = new Set<string>()
  for (const [index, block] of blocks.entries()) {
    const at = `${page}:${block.line}`
    const words = wordsOf(block, at)
    if (words === undefined) continue
    const name = words.file ?? `line-${block.line}.${words.language}`
    if (names.has(name)) throw new Error(`${at}: this page has a ${name} already`)
    names.add(name)
    checkOrder(block, known.add(name), at)
    const file = await write(page, name, block)
    const next = blocks[index + 1]
    const output = next?.info === 'text output' ? next.code : undefined
    if (isTest(block)) tests.push({ at, file, failure: failureOf(words, output, at) })
    else if (isProgram(block, words, page)) programs.push({ at, file, output })
  }
  return { programs, tests }
}

/** A page is read from its beginning: what a block imports stands before it. */
function checkOrder({ code }: CodeBlock, known: ReadonlySet<string>, at: string): void {
  for (const [, name = ''] of code.matchAll(/ from '\.\/([\w.-]+)'$/gm))
    if (!known.has(name)) throw new Error(`${at} imports ${name}, which does not stand before it`)
}

const isProgram = ({ code }: CodeBlock, { runs }: Words, page: string): boolean =>
  runs || (isSource(page) && /^\S.*\bawait\b/m.test(code))

function failureOf({ fails }: Words, output: string | undefined, at: string): string | undefined {
  if (!fails) return undefined
  if (output === undefined) throw new Error(`${at}: say what it fails with, in a text output block after it`)
  return output.trim()
}

async function prints({ at, file, output }: Program): Promise<void> {
  const args = ['--conditions=@troupe/source', '--import', 'tsx', file]
  const printed = await run(process.execPath, args, { timeout: RUN_TIMEOUT })
  if (output !== undefined && printed.trim() !== output.trim()) {
    throw new Error(`${at} says that it prints\n${output.trim()}\nand it prints\n${printed.trim()}`)
  }
}

/** Compares how a file of tests went with what the page says of it. */
function judge({ at, failure }: TestFile, tested: TestedFile | undefined): void {
  const failures = tested?.failures ?? []
  if (tested === undefined || (tested.tests === 0 && failures.length === 0))
    throw new Error(`${at} imports vitest and holds no test`)
  const said = failure === undefined ? [] : [failure]
  if (said.join() !== failures.join())
    throw new Error(`${at} says that ${outcome(said)}\nIn truth ${outcome(failures)}`)
}

const outcome = (failures: readonly string[]): string =>
  failures.length === 0 ? 'all of it passes.' : `this fails:\n${failures.join('\n')}`

const config = {
  extends: '../tsconfig.json',
  compilerOptions: { moduleDetection: 'force' },
  include: ['**/*'],
}

await rm(FOLDER, { recursive: true, force: true })
await mkdir(FOLDER)
await writeFile(join(FOLDER, 'tsconfig.json'), JSON.stringify(config))
const named = process.argv.slice(2)
const pages = await workingFiles(...(named.length > 0 ? named : ['*.md', 'packages/*/src/*.ts']))
const extracts: Extract[] = []
for (const page of pages) extracts.push(await extract(page))
const programs = extracts.flatMap((each) => each.programs)
const tests = extracts.flatMap((each) => each.tests)
// tsc refuses a project without files.
await writeFile(join(FOLDER, 'empty.ts'), '')
await run('tsc', ['--project', FOLDER])
for (const program of programs) await prints(program)
if (tests.length > 0) {
  const tested = await runTests(
    FOLDER,
    tests.map(({ file }) => file),
  )
  for (const test of tests) judge(test, tested.get(test.file))
}
await rm(FOLDER, { recursive: true })
console.log(
  `${pages.filter(isSource).length} sources, ${pages.length} files in all, ${programs.length} programs, ${tests.length} files of tests`,
)
