import { copyFile, mkdir, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { dirname, join, relative } from 'node:path'
import { fileURLToPath, pathToFileURL } from 'node:url'
import { transform } from 'esbuild'

const root = fileURLToPath(new URL('../../', import.meta.url))
/** What arms are made of: they may use the actors of the examples, and what the gates measure with. */
const FOLDERS = ['bench', 'examples', 'scripts/lib']
const LEFT_OUT = new Set(['node_modules', 'results', '.build'])
/** A relative path to a module, in whatever statement. */
const MODULE = /(['"])(\.{1,2}\/[^'"\n]+)\.ts\1/g

/** The arms as JavaScript, module by module: what is measured has been through no loader, and finds the packages as a program does. */
export interface Build {
  /** Where the JavaScript of a source file of the bench is. */
  of(source: URL): URL
}

/**
 * Translates the arms.
 *
 * @param into the folder to write to. What the arms import by name is looked up from there, in the folders above it.
 */
export async function buildArms(into: string): Promise<Build> {
  await rm(into, { recursive: true, force: true })
  for (const folder of FOLDERS) {
    for (const file of await filesIn(join(root, folder)))
      await translate(file, join(into, relative(root, file)))
  }
  return {
    of: (source) => pathToFileURL(join(into, relative(root, fileURLToPath(source))).replace(/\.ts$/, '.js')),
  }
}

async function filesIn(folder: string): Promise<string[]> {
  const entries = await readdir(folder, { withFileTypes: true })
  const found = entries
    .filter(({ name }) => !LEFT_OUT.has(name))
    .map((entry) => {
      const path = join(folder, entry.name)
      return entry.isDirectory() ? filesIn(path) : [path]
    })
  return (await Promise.all(found)).flat()
}

async function translate(file: string, target: string): Promise<void> {
  await mkdir(dirname(target), { recursive: true })
  if (!file.endsWith('.ts')) {
    await copyFile(file, target)
    return
  }
  const { code } = await transform(await readFile(file, 'utf8'), { loader: 'ts', target: 'node20' })
  await writeFile(target.replace(/\.ts$/, '.js'), code.replaceAll(MODULE, '$1$2.js$1'))
}
