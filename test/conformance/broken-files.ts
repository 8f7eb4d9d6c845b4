import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import type { NodeProvider } from '@troupe/core'
import { afterAll } from 'vitest'
import type { BrokenModule } from './transport.ts'

interface FileOptions {
  readonly count: number
  readonly startTimeout?: number
}

/** The modules that nodes which load a file have to refuse. */
export function brokenFiles(nodesOf: (url: URL, options: FileOptions) => NodeProvider): BrokenModule[] {
  const here = (file: string) => new URL(`./broken/${file}`, import.meta.url)
  const given = (url: URL) => (count: number) => nodesOf(url, { count })
  return [
    {
      name: 'is not there',
      cause: /does not exist\. Its folder has endless\.ts/,
      nodes: given(here('missing.ts')),
    },
    { name: 'has a syntax error', cause: /syntax error/, nodes: given(fileWithSyntaxError()) },
    {
      name: 'exports no definition',
      cause: /exports no definition/,
      nodes: given(here('without-definitions.ts')),
    },
    {
      name: 'exports two of one name',
      cause: /two definitions named "Twin"/,
      nodes: given(here('twins.ts')),
    },
    {
      name: 'throws while it loads',
      cause: /the database is not there/,
      nodes: given(here('throwing.ts')),
    },
    {
      name: 'starts nodes of itself',
      cause: /starts nodes that load it, and so would they/,
      nodes: given(here('starts-itself.ts')),
    },
    {
      name: 'never finishes loading',
      cause: /within 300 ms/,
      takes: 300,
      nodes: (count) => nodesOf(here('endless.ts'), { count, startTimeout: 300 }),
    },
  ]
}

/** No tool of this repository could read such a file, so it is written when it is needed. */
function fileWithSyntaxError(): URL {
  const folder = mkdtempSync(join(tmpdir(), 'troupe-'))
  afterAll(() => rmSync(folder, { recursive: true }))
  const path = join(folder, 'syntax-error.mjs')
  writeFileSync(path, 'export const = 1\n')
  return pathToFileURL(path)
}
