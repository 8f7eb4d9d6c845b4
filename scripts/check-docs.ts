// The code in the documentation compiles, and its programs print what the page says they print.
//
//   ts                    is type-checked; `js` likewise
//   ts run                runs too; a `text output` block right after it holds what it prints
//   ts file=actors.ts     bears a name, by which the page's other blocks import it; goes with `run`
//   ts ignore <reason>    is left out
//
//   <!-- with the files of guide.md -->    gives a page the named blocks of another, beside its own
//
// The examples in the comments of sources are checked like pages; they may import what the README of their package names,
// and one that awaits at its top level runs.
// Without arguments all pages and sources are checked; otherwise those that are named.
import { mkdir, readFile, rm, writeFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { type CodeBlock, codeBlocks } from './lib/code-block.ts'
import { run } from './lib/run.ts'
import { workingFiles } from './lib/working-files.ts'

const FOLDER = '.docs-code'
const RUN_TIMEOUT = 60_000

interface Program {
  readonly at: string
  readonly file: string
  readonly output: string | undefined
}

interface Words {
  readonly language: string
  readonly file: string | undefined
  readonly runs: boolean
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
function wordsOf({ info }: CodeBlock, at: string): Words | undefined {
  const [language = '', ...words] = info.split(/\s+/)
  if (['typescript', 'javascript', 'tsx', 'mts', 'mjs'].includes(language))
    throw new Error(`${at}: say ts or js`)
  if (language !== 'ts' && language !== 'js') return undefined
  if (words[0] === 'ignore') {
    if (words.length === 1) throw new Error(`${at}: ignore needs a reason`)
    return undefined
  }
  const unknown = words.find((word) => word !== 'run' && !/^file=[\w-]+\.[jt]s$/.test(word))
  if (unknown !== undefined) throw new Error(`${at}: "${unknown}" means nothing here`)
  const file = words.find((word) => word.startsWith('file='))?.slice('file='.length)
  return { language, file, runs: words.includes('run') }
}

/** The pages whose named blocks a page may import: those that it says, or for a source the README of its package. */
function lendersOf(page: string, text: string): string[] {
  if (isSource(page)) return [page.replace(/src\/.*/, 'README.md')]
  return Array.from(text.matchAll(/^<!-- with the files of (\S+) -->$/gm), ([, lender = '']) =>
    join(dirname(page), lender),
  )
}

async function lend(lender: string, page: string): Promise<void> {
  for (const block of codeBlocks(await textOf(lender))) {
    const file = wordsOf(block, `${lender}:${block.line}`)?.file
    if (file !== undefined) await write(page, file, block)
  }
}

async function write(page: string, name: string, { line, code }: CodeBlock): Promise<string> {
  const file = join(FOLDER, page, name)
  await mkdir(dirname(file), { recursive: true })
  await writeFile(file, '\n'.repeat(line) + code)
  return file
}

/** Writes a page's blocks into a folder of its own, each on the lines it has in the page, and returns its programs. */
async function extract(page: string): Promise<Program[]> {
  const text = await textOf(page)
  for (const lender of lendersOf(page, text)) await lend(lender, page)
  const blocks = codeBlocks(text)
  const programs: Program[] = []
  const names = new Set<string>()
  for (const [index, block] of blocks.entries()) {
    const at = `${page}:${block.line}`
    const words = wordsOf(block, at)
    if (words === undefined) continue
    const name = words.file ?? `line-${block.line}.${words.language}`
    if (names.has(name)) throw new Error(`${at}: this page has a ${name} already`)
    names.add(name)
    const file = await write(page, name, block)
    const next = blocks[index + 1]
    if (words.runs || (isSource(page) && /^\S.*\bawait\b/m.test(block.code)))
      programs.push({ at, file, output: next?.info === 'text output' ? next.code : undefined })
  }
  return programs
}

async function prints({ at, file, output }: Program): Promise<void> {
  const args = ['--conditions=@troupe/source', '--import', 'tsx', file]
  const printed = await run(process.execPath, args, { timeout: RUN_TIMEOUT })
  if (output !== undefined && printed.trim() !== output.trim()) {
    throw new Error(`${at} says that it prints\n${output.trim()}\nand it prints\n${printed.trim()}`)
  }
}

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
const programs: Program[] = []
for (const page of pages) programs.push(...(await extract(page)))
// tsc refuses a project without files.
await writeFile(join(FOLDER, 'empty.ts'), '')
await run('tsc', ['--project', FOLDER])
for (const program of programs) await prints(program)
await rm(FOLDER, { recursive: true })
console.log(
  `${pages.filter(isSource).length} sources, ${pages.length} files in all, ${programs.length} programs`,
)
