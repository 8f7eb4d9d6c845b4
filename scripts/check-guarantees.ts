// docs/semantics.md names, for each promise and case, the files whose tests prove it: no promise without a test, and no test
// for a promise that is not there. With a file of test results, each must have a test that passed; --write updates the page.
import { readFile, writeFile } from 'node:fs/promises'
import { relative } from 'node:path'
import { workingFiles } from './lib/working-files.ts'

const PAGE = 'docs/semantics.md'
const ID = String.raw`(?:[A-Z]{3}-\d+|case \d+)`
const TAG = new RegExp(String.raw`\[(${ID}(?:, ${ID})*)\]`, 'g')
const SKIPPED = /\.(?:skip|todo|fails)\(/
const HEADING = /^### ([A-Z]{3}-\d+)\n\n([^#]*?)(?:\n\*Proven by\*: .*)?\n(?=\n#|$(?![\s\S]))/gm
const ROW = /^\| (\d+) \| (.*) \| (.*)\|$/gm

/** Ids in the title of a test. */
function idsIn(title: string): string[] {
  return Array.from(title.matchAll(TAG), (match) => (match[1] ?? '').split(', ')).flat()
}

/** The files in which each id stands in a title of a test that is not skipped. */
async function filesById(): Promise<Map<string, Set<string>>> {
  const found = new Map<string, Set<string>>()
  for (const file of await workingFiles('test/*.ts', 'packages/*/test/*.ts', 'examples/*.ts')) {
    for (const line of (await readFile(file, 'utf8')).split('\n')) {
      if (SKIPPED.test(line)) continue
      for (const id of idsIn(line)) found.set(id, (found.get(id) ?? new Set()).add(file))
    }
  }
  return found
}

function linksTo(files: ReadonlySet<string> | undefined): string {
  return Array.from(files ?? [], (file) => `[${file.split('/').at(-1)}](../${file})`).join(', ')
}

/** The ids for which no test passed. */
async function unprovenIn(results: string, ids: readonly string[]): Promise<string[]> {
  const { testResults }: { testResults: { assertionResults: { status: string; fullName: string }[] }[] } =
    JSON.parse(await readFile(results, 'utf8'))
  const passed = testResults.flatMap((file) => file.assertionResults).filter((it) => it.status === 'passed')
  const proven = new Set(passed.flatMap((it) => idsIn(it.fullName)))
  return ids.filter((id) => !proven.has(id))
}

const page = await readFile(PAGE, 'utf8')
const tests = await filesById()
const promised = [
  ...Array.from(page.matchAll(/^### ([A-Z]{3}-\d+)$/gm), (match) => match[1] ?? ''),
  ...Array.from(page.matchAll(ROW), (match) => `case ${match[1]}`),
]
const updated = page
  .replace(HEADING, (_all, id: string, text: string) => {
    return `### ${id}\n\n${text.trimEnd()}\n\n*Proven by*: ${linksTo(tests.get(id))}\n`
  })
  .replace(ROW, (_all, number: string, text: string) => {
    return `| ${number} | ${text} | ${linksTo(tests.get(`case ${number}`))} |`
  })

const [argument] = process.argv.slice(2)
const unproven =
  argument === undefined || argument === '--write'
    ? promised.filter((id) => !tests.has(id))
    : await unprovenIn(relative('.', argument), promised)
const unknown = [...tests.keys()].filter((id) => !promised.includes(id))
if (argument === '--write') await writeFile(PAGE, updated)
if (unproven.length > 0) throw new Error(`No test proves ${unproven.join(', ')}`)
if (unknown.length > 0) throw new Error(`${PAGE} does not know ${unknown.join(', ')}, which tests name`)
if (argument === undefined && updated !== page)
  throw new Error(`${PAGE} names other files than those that hold the tests: run this script with --write`)
console.log(`${promised.length} promises and cases, all of them proven`)
