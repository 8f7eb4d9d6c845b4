// Writes the tarball of each package into dist-packs/, from a copy whose exports name no sources.
import { cp, mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { basename, join, resolve } from 'node:path'
import { type Manifest, type Package, packages } from './lib/packages.ts'
import { run } from './lib/run.ts'

/** What a user receives: no condition that names sources, no scripts of ours. */
function published({ scripts: _, exports, ...manifest }: Manifest): Record<string, unknown> {
  if (exports === undefined) return manifest
  const entries = Object.entries(exports).map(([path, { '@troupe/source': _, ...conditions }]) => [
    path,
    conditions,
  ])
  return { ...manifest, exports: Object.fromEntries(entries) }
}

async function pack({ folder, manifest, tarball }: Package): Promise<void> {
  const stage = await mkdtemp(join(tmpdir(), 'troupe-pack-'))
  try {
    await cp(folder, stage, { recursive: true, filter: (path) => basename(path) !== 'node_modules' })
    await writeFile(join(stage, 'package.json'), JSON.stringify(published(manifest), undefined, 2))
    await run('npm', ['pack', '--pack-destination', resolve('dist-packs')], { cwd: stage })
    console.log(tarball)
  } finally {
    await rm(stage, { recursive: true })
  }
}

await rm('dist-packs', { recursive: true, force: true })
await mkdir('dist-packs')
for (const each of await packages()) await pack(each)
