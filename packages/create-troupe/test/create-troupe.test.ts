import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import { createTroupe } from '../src/create-troupe.ts'
import type { Person } from '../src/person.ts'

/** An empty folder, and what the command does there. `answers` are a person's, in order; without them nobody is there. */
async function place(answers?: readonly string[]) {
  const home = await mkdtemp(join(tmpdir(), 'create-troupe-'))
  onTestFinished(() => rm(home, { recursive: true }))
  const cwd = join(home, 'work')
  await mkdir(cwd)
  const printed: string[] = []
  const left = [...(answers ?? [])]
  const person: Person | undefined = answers && {
    ask: async (_question, unless) => left.shift() || unless,
  }
  const create = (...args: string[]) =>
    createTroupe(args, { cwd, person, print: (text) => printed.push(text) })
  return { cwd, create, printed, left }
}

async function filesIn(folder: string): Promise<string[]> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true })
  return entries.filter((each) => each.isFile()).map((each) => each.name)
}

const COMMON = [
  '.gitignore',
  'README.md',
  'actors.test.ts',
  'actors.ts',
  'main.ts',
  'package.json',
  'tsconfig.json',
]

test.each([
  { args: [], own: ['tsconfig.build.json'] },
  { args: ['--plain'], own: ['tsconfig.build.json'] },
  { args: ['--tsup'], own: ['tsup.config.ts'] },
])('makes a project by $args', async ({ args, own }) => {
  const { cwd, create, printed } = await place()
  await create('deep/my-app', ...args)
  const folder = join(cwd, 'deep/my-app')
  expect((await filesIn(folder)).sort()).toEqual([...COMMON, ...own].sort())
  expect(JSON.parse(await readFile(join(folder, 'package.json'), 'utf8'))).toMatchObject({ name: 'my-app' })
  expect(await readFile(join(folder, 'README.md'), 'utf8')).toMatch(/^# my-app\n/)
  expect(printed.join()).toContain(`cd ${join('deep', 'my-app')}\n`)
})

test('makes a project in the folder where it runs, and in a new repository', async () => {
  const { cwd, create, printed } = await place()
  await mkdir(join(cwd, '.git'))
  await create('.')
  expect(await readdir(cwd)).toContain('package.json')
  expect(printed.join()).not.toContain('cd ')
})

test('asks a person for what was not said, until it can be', async () => {
  const { cwd, create, printed, left } = await place(['My App', 'shop', 'webpack', 'tsup'])
  await create()
  expect(left).toEqual([])
  expect(printed[0]).toContain('Try my-app.')
  expect(printed[1]).toBe('Say plain or tsup.')
  expect(await filesIn(join(cwd, 'shop'))).toContain('tsup.config.ts')
})

test('asks nothing that was said', async () => {
  const { cwd, create, left } = await place(['never asked'])
  await create('shop', '--plain')
  expect(left).toEqual(['never asked'])
  expect(await readdir(cwd)).toEqual(['shop'])
})

test('--help says what there is, and makes nothing', async () => {
  const { cwd, create, printed } = await place()
  await create('my-app', '--help')
  expect(printed).toEqual([expect.stringMatching(/--plain[\s\S]*--tsup[\s\S]*--help/)])
  expect(await readdir(cwd)).toEqual([])
})

test.each([
  { why: 'no folder is named, and nobody can be asked', args: [], says: /npm create troupe my-app/ },
  { why: 'two folders are named', args: ['my', 'app'], says: /One folder is enough: my, app/ },
  { why: 'there is no such option', args: ['app', '--vite'], says: /^Unknown option '--vite'\.\n\nUsage/ },
  {
    why: 'an option takes no value',
    args: ['app', '--tsup=yes'],
    says: /'--tsup' does not take an argument/,
  },
  { why: 'both variants are wanted', args: ['app', '--tsup', '--plain'], says: /not both/ },
  { why: 'npm would not take the name', args: ['My App'], says: /Try my-app/ },
  { why: 'the folder is not empty', args: ['full'], says: /full is not empty: it has a, b and 1 more/ },
  { why: 'the folder is a file', args: ['full/a'], says: /a is a file/ },
  { why: 'the folder would lie in a file', args: ['full/a/app'], says: /would lie in one/ },
])('refuses where $why, and touches nothing', async ({ args, says }) => {
  const { cwd, create, printed } = await place()
  await mkdir(join(cwd, 'full'))
  for (const name of ['a', 'b', 'c']) await writeFile(join(cwd, 'full', name), name)
  await expect(create(...args)).rejects.toMatchObject({
    name: 'Refusal',
    message: expect.stringMatching(says),
  })
  expect(printed).toEqual([])
  expect((await readdir(cwd, { recursive: true })).sort()).toEqual(
    ['full', 'full/a', 'full/b', 'full/c'].map((path) => join(path)),
  )
})
