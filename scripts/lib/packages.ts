import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'

export interface Manifest {
  readonly name: string
  readonly version: string
  /** A command has none. */
  readonly exports?: Record<string, Record<string, string>>
  readonly dependencies?: Readonly<Record<string, string>>
  readonly [field: string]: unknown
}

export interface Package {
  readonly folder: string
  readonly manifest: Manifest
  /** Where `npm run pack` leaves it. */
  readonly tarball: string
}

/** The packages that are published, in the order of their names. */
export async function packages(): Promise<Package[]> {
  const names = await readdir('packages')
  return Promise.all(names.sort().map((name) => readPackage(join('packages', name))))
}

async function readPackage(folder: string): Promise<Package> {
  const manifest: Manifest = JSON.parse(await readFile(join(folder, 'package.json'), 'utf8'))
  const file = `${manifest.name.replace('@', '').replace('/', '-')}-${manifest.version}.tgz`
  return { folder, manifest, tarball: join('dist-packs', file) }
}
