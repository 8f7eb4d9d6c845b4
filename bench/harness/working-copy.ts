import { execFileSync } from 'node:child_process'
import { existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync, symlinkSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { buildPackages } from './built-packages.ts'

/** A version of the project beside this one: checked out, with the same dependencies, and built. */
export class WorkingCopy {
  readonly folder: string
  readonly #root: string

  private constructor(root: string, folder: string) {
    this.#root = root
    this.folder = folder
  }

  /** Checks out whatever git knows by that name. It is removed when this process exits, if not before. */
  static of(ref: string, root: string): WorkingCopy {
    const folder = join(mkdtempSync(join(tmpdir(), 'troupe-compare-')), 'troupe')
    execFileSync('git', ['-C', root, 'worktree', 'add', '--quiet', '--detach', folder, ref], {
      stdio: 'inherit',
    })
    const copy = new WorkingCopy(root, folder)
    process.once('exit', () => copy.remove())
    copy.#link()
    buildPackages(folder)
    return copy
  }

  /** Removes it, and git's note of it. */
  remove(): void {
    if (!existsSync(this.folder)) return
    execFileSync('git', ['-C', this.#root, 'worktree', 'remove', '--force', this.folder], { stdio: 'ignore' })
    rmSync(join(this.folder, '..'), { recursive: true, force: true })
  }

  /** Its dependencies are this version's; only Troupe's own packages are its own. */
  #link(): void {
    const modules = join(this.folder, 'node_modules')
    mkdirSync(join(modules, '@troupe'), { recursive: true })
    for (const name of readdirSync(join(this.#root, 'node_modules'))) {
      if (name !== '@troupe') symlinkSync(join(this.#root, 'node_modules', name), join(modules, name))
    }
    for (const name of readdirSync(join(this.folder, 'packages'))) {
      const own = join(this.folder, 'packages', name)
      symlinkSync(own, join(modules, '@troupe', name))
      const theirs = join(this.#root, 'packages', name, 'node_modules')
      if (existsSync(theirs)) symlinkSync(theirs, join(own, 'node_modules'))
    }
  }
}
