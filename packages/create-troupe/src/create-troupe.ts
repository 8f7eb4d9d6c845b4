import { basename, relative, resolve } from 'node:path'
import { readCommandLine, usage } from './command-line.ts'
import type { Person } from './person.ts'
import { problemOfFolder } from './project-folder.ts'
import { problemOfName } from './project-name.ts'
import { Refusal } from './refusal.ts'
import { type Variant, variants } from './variant.ts'
import { readOwnManifest, writeProject } from './write-project.ts'

/** Where the command runs. */
export interface Surroundings {
  /** The folder that paths are relative to. */
  readonly cwd: string
  /** Whoever can be asked for what was not said; nobody, outside a terminal. */
  readonly person: Person | undefined
  /** Writes lines of text. */
  print(text: string): void
}

/**
 * Makes a project, as the arguments say and the person answers.
 *
 * @throws {Refusal} if it can't be made; nothing has been written then
 */
export async function createTroupe(args: readonly string[], surroundings: Surroundings): Promise<void> {
  const { cwd, person, print } = surroundings
  const said = readCommandLine(args)
  if (said.help) {
    print(usage)
    return
  }
  const own = await readOwnManifest()
  const problemOf = async (folder: string): Promise<string | undefined> => {
    const path = resolve(cwd, folder)
    return problemOfName(basename(path), Object.keys(own.devDependencies)) ?? (await problemOfFolder(path))
  }
  const given = await folderOf(said.folder, surroundings, problemOf)
  const folder = resolve(cwd, given)
  const variant = said.variant ?? (await variantOf(person, print))
  await writeProject({ folder, name: basename(folder), variant }, own)
  print(nextSteps(relative(cwd, folder)))
}

/** The folder that was given, if nothing is wrong with it; else the first one that a person names. */
async function folderOf(
  given: string | undefined,
  { person, print }: Surroundings,
  problemOf: (folder: string) => Promise<string | undefined>,
): Promise<string> {
  if (given === undefined && person === undefined)
    throw new Refusal(`Say where: npm create troupe my-app.\n\n${usage}`)
  for (;;) {
    const folder = given ?? (await person?.ask('Which folder?', 'my-app')) ?? ''
    const problem = await problemOf(folder)
    if (problem === undefined) return folder
    if (given !== undefined) throw new Refusal(problem)
    print(problem)
  }
}

async function variantOf(person: Person | undefined, print: (text: string) => void): Promise<Variant> {
  if (person === undefined) return 'plain'
  for (;;) {
    const answer = await person.ask('Built by tsc alone (plain), or bundled by tsup?', 'plain')
    const variant = variants.find((each) => each === answer)
    if (variant !== undefined) return variant
    print(`Say ${variants.join(' or ')}.`)
  }
}

function nextSteps(folder: string): string {
  const enter = folder === '' ? [] : [`cd ${/\s/.test(folder) ? JSON.stringify(folder) : folder}`]
  const steps = [...enter, 'npm install', 'npm test', 'npm start']
  return `\nMade. Now:\n\n${steps.map((step) => `  ${step}`).join('\n')}\n`
}
