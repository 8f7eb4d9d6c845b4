// docs/errors.md has an entry for each code that an error can have, which says what to do, and none for a code that is gone.
import { readFile } from 'node:fs/promises'
import { workingFiles } from './lib/working-files.ts'

const PAGE = 'docs/errors.md'
const CODE = /^ +(?:override )?(?:readonly )?code = .*?'([a-z-]+)'/gm
/** What a `Rejection` has that was given no code. */
const UNSAID = /options\.code \?\? '([a-z-]+)'/g

const sources = await workingFiles('packages/*/src/*.ts', 'packages/*/src/*.mjs')
const texts = await Promise.all(sources.map((file) => readFile(file, 'utf8')))
const codes = new Set(
  texts.flatMap((text) => [...text.matchAll(CODE), ...text.matchAll(UNSAID)].map((match) => match[1])),
)
const page = await readFile(PAGE, 'utf8')
const entries = new Set(Array.from(page.matchAll(/^### `([a-z-]+)`$/gm), (match) => match[1]))
const helpless = Array.from(page.matchAll(/^### `([a-z-]+)`\n([\s\S]*?)(?=^#|$(?![\s\S]))/gm))
  .filter(([, , text = '']) => !text.includes('*Do*:'))
  .map(([, code]) => code)

const missing = [...codes].filter((code) => !entries.has(code))
const gone = [...entries].filter((code) => !codes.has(code))
if (missing.length > 0) throw new Error(`${PAGE} says nothing of ${missing.join(', ')}`)
if (gone.length > 0) throw new Error(`${PAGE} explains ${gone.join(', ')}, which no error has`)
if (helpless.length > 0) throw new Error(`${PAGE} does not say what to do about ${helpless.join(', ')}`)
console.log(`${codes.size} codes, all of them explained`)
