import { spawnSync } from 'node:child_process'
import { existsSync, readdirSync, statSync } from 'node:fs'
import { join } from 'node:path'

/** Builds the packages of a working copy where their code is newer than what was built of it: what is measured is what is published. */
export function buildPackages(root: string): void {
  const packages = readdirSync(join(root, 'packages')).map((name) => join(root, 'packages', name))
  if (packages.every((folder) => newest(join(folder, 'src')) <= newest(join(folder, 'dist')))) return
  console.error('building the packages')
  const { status, stderr } = spawnSync('npm', ['run', 'build', '--workspaces', '--if-present'], {
    cwd: root,
    encoding: 'utf8',
  })
  if (status !== 0) throw new Error(`The packages do not build:\n${stderr}`)
}

/** When the newest file of a folder was written; 0 where there is none. */
function newest(folder: string): number {
  if (!existsSync(folder)) return 0
  const files = readdirSync(folder, { recursive: true, withFileTypes: true })
  return Math.max(
    0,
    ...files
      .filter((file) => file.isFile())
      .map((file) => statSync(join(file.parentPath, file.name)).mtimeMs),
  )
}
