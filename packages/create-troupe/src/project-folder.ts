import { readdir } from 'node:fs/promises'

/** What a new project may find in its folder. */
const HARMLESS = ['.git']

/** What keeps a folder from becoming a project; `undefined` if nothing does. It need not exist. */
export async function problemOfFolder(path: string): Promise<string | undefined> {
  try {
    const entries = (await readdir(path)).filter((entry) => !HARMLESS.includes(entry))
    if (entries.length === 0) return undefined
    return `${path} is not empty: it has ${listed(entries)}. Name a folder that is new, or empty this one.`
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? error.code : undefined
    if (code === 'ENOENT') return undefined
    if (code === 'ENOTDIR') return `${path} is a file, or would lie in one. Name a folder that is new.`
    return `${path} can't be looked into: ${error instanceof Error ? error.message : String(error)}.`
  }
}

function listed(entries: string[]): string {
  const [first, second, ...more] = entries.sort()
  if (second === undefined) return String(first)
  return more.length === 0 ? `${first} and ${second}` : `${first}, ${second} and ${more.length} more`
}
