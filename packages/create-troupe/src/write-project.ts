import { cp, mkdir, readFile, rename, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { manifestOf, type OwnManifest } from './manifest.ts'
import type { Variant } from './variant.ts'

/** A project that is to be made. */
export interface Project {
  /** An absolute path. */
  readonly folder: string
  readonly name: string
  readonly variant: Variant
}

// Both are as far from the sources as from the build.
const templates = new URL('../templates/', import.meta.url)
const ownManifest = new URL('../package.json', import.meta.url)

/** What this package's own package.json says. */
export async function readOwnManifest(): Promise<OwnManifest> {
  return JSON.parse(await readFile(ownManifest, 'utf8'))
}

/** Writes a project into its folder, which is empty or not there yet. */
export async function writeProject({ folder, name, variant }: Project, own: OwnManifest): Promise<void> {
  await mkdir(folder, { recursive: true })
  for (const template of ['base', variant])
    await cp(fileURLToPath(new URL(template, templates)), folder, { recursive: true })
  // npm would leave a .gitignore out of the package that the templates are in.
  await rename(join(folder, 'gitignore'), join(folder, '.gitignore'))
  const readme = join(folder, 'README.md')
  await writeFile(readme, (await readFile(readme, 'utf8')).replace(/^# .*/, `# ${name}`))
  const manifest = JSON.stringify(manifestOf(name, variant, own), undefined, 2)
  await writeFile(join(folder, 'package.json'), `${manifest}\n`)
}
