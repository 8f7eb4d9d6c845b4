import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { bank } from './bank/main.ts'
import { homework } from './homework/main.ts'
import { pingPong } from './ping-pong/main.ts'
import { diagramOn, drawings, isSameDrawing } from './shared/drawings.ts'
import type { Example } from './shared/example.ts'

let folder = ''

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'drawings-'))
  vi.spyOn(console, 'log').mockImplementation(() => {})
  vi.spyOn(process.stdout, 'write').mockImplementation(() => true)
})

afterEach(async () => {
  vi.restoreAllMocks()
  await rm(folder, { recursive: true })
})

const examples: readonly Example[] = [pingPong, bank, homework]

describe.each(examples)('the README of $name', ({ name, run }) => {
  test('shows what a run draws', async () => {
    const readme = await readFile(new URL(`./${name}/README.md`, import.meta.url), 'utf8')
    const drawn = drawings(name, readme).filter(({ rigour }) => rigour === 'exactly')
    expect(drawn).not.toEqual([])
    for (const drawing of drawn) {
      const file = join(folder, 'run.md')
      await run([...drawing.args.slice(1), '--trace', file])
      const diagram = diagramOn(await readFile(file, 'utf8'), drawing.number)
      expect(isSameDrawing(drawing, diagram), diagram).toBe(true)
    }
  })
})
