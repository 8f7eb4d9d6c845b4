// The diagrams of docs/inside.md show what there is: the layers that may import each other, and the phases of a life.
// Those of all pages can be drawn: to Mermaid a semicolon ends a line.
import { readdir, readFile } from 'node:fs/promises'
import { layers } from '../.dependency-cruiser.mjs'
import { codeBlocks } from './lib/code-block.ts'
import { workingFiles } from './lib/working-files.ts'

const PAGE = 'docs/inside.md'
const SOURCE = 'packages/core/src'

const wrong: string[] = []

/** Tells what is in one list and not in the other. */
function compare(what: string, shown: Iterable<string>, real: Iterable<string>): void {
  const [drawn, known] = [new Set(shown), new Set(real)]
  for (const name of known) if (!drawn.has(name)) wrong.push(`${PAGE} does not show the ${what} ${name}`)
  for (const name of drawn)
    if (!known.has(name)) wrong.push(`${PAGE} shows a ${what} ${name}, which there is not`)
}

/** Each arrow of a diagram, from its source to its target; what stands in brackets after a name is its text. */
function arrowsOf(code: string): [string, string][] {
  const plain = code.replaceAll(/\[(?!\*)[^\]]*\]/g, '')
  const arrows: [string, string][] = []
  for (const line of plain.split('\n')) {
    const names = line
      .replace(/:.*/, '')
      .split('-->')
      .map((name) => name.trim())
    for (const [i, to] of names.entries()) {
      const from = names[i - 1]
      if (from !== undefined) arrows.push([from, to])
    }
  }
  return arrows
}

function diagram(blocks: readonly string[], kind: string): string {
  const found = blocks.find((code) => code.startsWith(kind))
  if (found === undefined) throw new Error(`${PAGE} has no ${kind}`)
  return found
}

const diagramsOf = async (page: string): Promise<string[]> =>
  codeBlocks(await readFile(page, 'utf8'))
    .filter(({ info }) => info === 'mermaid')
    .map(({ code }) => code.trim())

for (const page of await workingFiles('*.md'))
  for (const code of await diagramsOf(page))
    for (const line of code.split('\n'))
      if (line.includes(';')) wrong.push(`${page}: ";" in a diagram: ${line}`)

const blocks = await diagramsOf(PAGE)

const folders = (await readdir(SOURCE, { withFileTypes: true })).filter((entry) => entry.isDirectory())
compare(
  'layer',
  layers,
  folders.map(({ name }) => name),
)
const imports = arrowsOf(diagram(blocks, 'flowchart'))
const isLayer = (name: string): boolean => layers.includes(name)
compare('layer', imports.flat().filter(isLayer), layers)
for (const [from, to] of imports) {
  if (isLayer(from) && isLayer(to) && layers.indexOf(from) < layers.indexOf(to))
    wrong.push(`${PAGE} has ${from} import ${to}, which lies above it`)
}

const [, phases = ''] = /type Phase = (.*)/.exec(await readFile(`${SOURCE}/cell/phase.ts`, 'utf8')) ?? []
const states = arrowsOf(diagram(blocks, 'stateDiagram'))
  .flat()
  .filter((name) => name !== '[*]')
compare(
  'phase',
  states,
  Array.from(phases.matchAll(/'(\w+)'/g), ([, phase = '']) => phase),
)

if (wrong.length > 0) throw new Error(wrong.join('\n'))
console.log(`${layers.length} layers, ${new Set(states).size} phases`)
