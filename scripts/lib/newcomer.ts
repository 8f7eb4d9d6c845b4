import { existsSync } from 'node:fs'
import { readFile, writeFile } from 'node:fs/promises'
import { delimiter, dirname, join, resolve } from 'node:path'
import { codeBlocks } from './code-block.ts'
import type { Package } from './packages.ts'
import { run } from './run.ts'

const TIMEOUT = 300_000

/** What a newcomer has before they begin. */
export interface Equipment {
  /** The program of the Node that they use, and its major version. */
  readonly node: string
  readonly major: number
  /** Where they begin. */
  readonly home: string
  /** What they get in place of what the registry would give them. */
  readonly packages: readonly Package[]
  /** The versions of other packages, by their names. */
  readonly versions: Readonly<Record<string, string>>
}

/** Somebody who does what they are told, word by word, in a terminal. */
export class Newcomer {
  private readonly equipment: Equipment
  private folder: string

  constructor(equipment: Equipment) {
    this.equipment = equipment
    this.folder = equipment.home
  }

  /** Runs lines of a shell, one after the other, and returns what they print. */
  async typeAll(lines: string): Promise<string> {
    let printed = ''
    for (const line of lines.trim().split('\n')) printed += await this.type(line)
    return printed
  }

  /**
   * Does what a page says, from its beginning: runs its blocks of `sh`, and writes those that have a `file=` where the
   * last command has led. A `text output` right after commands is how what they print has to end. With `since=24`,
   * older versions of Node leave a block out. Each section of the second level begins where the page did.
   */
  async follow(page: string): Promise<void> {
    const text = await readFile(page, 'utf8')
    const sections = Array.from(
      text.matchAll(/^## /gm),
      ({ index }) => text.slice(0, index).split('\n').length,
    )
    const blocks = codeBlocks(text)
    for (const [index, { info, line, code }] of blocks.entries()) {
      const before = blocks[index - 1]?.line ?? 0
      if (sections.some((section) => section > before && section < line)) this.folder = this.equipment.home
      const words = info.split(/\s+/)
      const wordFor = (key: string) => words.find((word) => word.startsWith(`${key}=`))?.slice(key.length + 1)
      const file = wordFor('file')
      if (file !== undefined) await writeFile(join(this.folder, file), code)
      if (words[0] !== 'sh' || this.equipment.major < Number(wordFor('since') ?? 0)) continue
      const next = blocks[index + 1]
      const printed = (await this.typeAll(code)).trim()
      const said = next?.info === 'text output' ? next.code.trim() : ''
      if (!printed.endsWith(said))
        throw new Error(`${page}:${line} says that this prints\n${said}\nand it prints\n${printed}`)
    }
  }

  private async type(line: string): Promise<string> {
    const [, entered] = /^cd (\S+)$/.exec(line) ?? []
    if (entered === undefined) return this.run(this.inPlaceOf(line))
    this.folder = resolve(this.folder, entered)
    return ''
  }

  private async run(line: string): Promise<string> {
    const path = [dirname(this.equipment.node), process.env.PATH].join(delimiter)
    return run('bash', ['-euc', line], { cwd: this.folder, env: { PATH: path }, timeout: TIMEOUT })
  }

  /** The same command, with the packed packages in place of those of the registry. */
  private inPlaceOf(line: string): string {
    const [, rest] = /^npm create troupe(?:@latest)? (.*)$/.exec(line) ?? []
    if (rest !== undefined)
      return `npm exec --yes --package ${this.tarball('create-troupe')} -- create-troupe ${rest.replace('-- ', '')}`
    if (line === 'npm install') {
      const tarballs = this.equipment.packages
        .map(({ manifest }) => manifest.name)
        .map((name) => this.tarball(name))
      return `npm install --no-save ${tarballs.join(' ')}`
    }
    if (!line.startsWith('npm install ')) return line
    const words = line.split(' ')
    return [...words.map((word) => this.supply(word)), ...this.neededBy(words)].join(' ')
  }

  private supply(word: string): string {
    if (this.isOurs(word)) return this.tarball(word)
    const version = this.equipment.versions[word]
    return version === undefined ? word : `${word}@${version}`
  }

  /** What named packages of ours need that is not there yet: npm would take it from the registry. */
  private neededBy(words: readonly string[]): string[] {
    const named = this.equipment.packages.filter(({ manifest }) => words.includes(manifest.name))
    const needed = new Set(named.flatMap(({ manifest }) => Object.keys(manifest.dependencies ?? {})))
    return [...needed]
      .filter((name) => this.isOurs(name) && !words.includes(name))
      .filter((name) => !existsSync(join(this.folder, 'node_modules', name)))
      .map((name) => this.tarball(name))
  }

  private isOurs(name: string): boolean {
    return this.equipment.packages.some(({ manifest }) => manifest.name === name)
  }

  private tarball(name: string): string {
    const found = this.equipment.packages.find(({ manifest }) => manifest.name === name)
    if (found === undefined) throw new Error(`There is no package ${name}.`)
    return resolve(found.tarball)
  }
}
