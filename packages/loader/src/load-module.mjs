import { existsSync } from 'node:fs'
import { createRequire } from 'node:module'
import { extname, isAbsolute } from 'node:path'
import { fileURLToPath, pathToFileURL } from 'node:url'

const JAVASCRIPT = ['.js', '.mjs', '.cjs']
/** What Node itself can strip of its types; JSX needs a compiler. */
const STRIPPABLE = ['.ts', '.mts', '.cts']
const COMPILED = [...STRIPPABLE, '.tsx', '.jsx']
/**
 * What a module is called after a build, or was called before it, as TypeScript has it for imports.
 * @type {Readonly<Record<string, readonly string[]>>}
 */
const COUNTERPARTS = {
  '.ts': ['.js'],
  '.mts': ['.mjs'],
  '.cts': ['.cjs'],
  '.tsx': ['.js', '.jsx'],
  '.js': ['.ts', '.tsx'],
  '.mjs': ['.mts'],
  '.cjs': ['.cts'],
  '.jsx': ['.tsx'],
}

/**
 * A module of actors could not be loaded. The message says what to do; `cause` is the error that Node or the module
 * itself raised, if there was one.
 */
export class ModuleLoadError extends Error {
  /** @readonly */
  code = /** @type {const} */ ('module-not-loaded')

  /** @override */
  name = 'ModuleLoadError'
}

/**
 * Imports a module of actors, JavaScript or TypeScript, under plain Node, tsx and vitest alike.
 *
 * TypeScript goes through the tsx that is installed beside the module, else through Node's own type stripping. Which of
 * them is decided before the import, since Node caches an import that failed.
 *
 * Where there is no such file, the one that it is compiled to, or from, is taken: `./actors.ts` is right in the sources, and in
 * a build that has `actors.js` in its place; so is `./actors.js`.
 *
 * @example
 * const actors = await loadModule(new URL('./actors.ts', import.meta.url))
 *
 * @param {string | URL} location a `file:` URL
 * @returns {Promise<Record<string, unknown>>} the module's exports
 * @throws {ModuleLoadError} if the location is no `file:` URL, if there is no such file, if nothing here can load its
 *   extension, or if it fails while it loads
 */
export async function loadModule(location) {
  const url = findModule(toFileUrl(location))
  const path = fileURLToPath(url)
  const extension = extname(path)
  if (COMPILED.includes(extension)) await prepareTypeScript(url, STRIPPABLE.includes(extension))
  else if (!JAVASCRIPT.includes(extension)) {
    const known = [...JAVASCRIPT, ...COMPILED].join(', ')
    throw new ModuleLoadError(`${path} has an unknown extension. A module of actors is one of ${known}.`)
  }

  try {
    return await import(url.href)
  } catch (cause) {
    throw new ModuleLoadError(explain(path, cause), { cause })
  }
}

/**
 * @param {URL} url
 * @returns {URL} that of the file itself, or of what it is compiled to or from
 * @throws {ModuleLoadError} if there is neither
 */
function findModule(url) {
  const extension = extname(url.pathname)
  const stem = url.pathname.slice(0, url.pathname.length - extension.length)
  const candidates = [extension, ...(COUNTERPARTS[extension] ?? [])].map((it) => {
    const candidate = new URL(url)
    candidate.pathname = stem + it
    return candidate
  })
  const found = candidates.find((candidate) => existsSync(fileURLToPath(candidate)))
  if (found !== undefined) return found
  const path = fileURLToPath(url)
  throw new ModuleLoadError(`${path} does not exist.${suggestSibling(path)}`)
}

/**
 * Lets this thread import TypeScript, through the tsx that is installed beside a module, else by Node's own type
 * stripping. Registering the same tsx again, or in a process that was started with it, does no harm.
 *
 * @example
 * await registerTypeScript(import.meta.url)
 * await import('./thread-node.ts')
 *
 * @param {string | URL} fromUrl the `file:` URL of the module that wants to import TypeScript
 * @returns {Promise<void>}
 * @throws {ModuleLoadError} if there is no tsx and this Node does not strip types
 */
export async function registerTypeScript(fromUrl) {
  await prepareTypeScript(toFileUrl(fromUrl), true)
}

/**
 * @param {URL} url
 * @param {boolean} strippable
 */
async function prepareTypeScript(url, strippable) {
  const tsx = findTsx(url)
  if (tsx !== undefined) await registerTsx(tsx)
  else if (!(strippable && 'typescript' in process.features && process.features.typescript)) {
    const newerNode = strippable ? ', run Node 22.18 or newer, which strips types by itself,' : ''
    throw new ModuleLoadError(
      `Node ${process.versions.node} can't load ${fileURLToPath(url)}. ` +
        `Install tsx beside it (npm install tsx)${newerNode} or build it to JavaScript.`,
    )
  }
}

/**
 * Finds the ES module build of tsx's API. `require.resolve('tsx/esm/api')` would find the CommonJS build, which does
 * not register ES module hooks on Node 20.
 *
 * @param {URL} fromUrl
 * @returns {string | undefined} the URL of the file to import
 */
function findTsx(fromUrl) {
  const require = createRequire(fromUrl)
  try {
    const manifest = require.resolve('tsx/package.json')
    const entry = require(manifest).exports['./esm/api'].import
    return new URL(entry.default ?? entry, pathToFileURL(manifest)).href
  } catch {
    return undefined
  }
}

/**
 * Loader hooks belong to the thread, as this record of them does.
 * @type {Map<string, Promise<void>>}
 */
const registrations = new Map()

/** @param {string} apiUrl */
function registerTsx(apiUrl) {
  const registration = registrations.get(apiUrl) ?? import(apiUrl).then((api) => void api.register())
  registrations.set(apiUrl, registration)
  return registration
}

/**
 * @param {string | URL} location
 * @returns {URL}
 */
function toFileUrl(location) {
  // A Windows path, C:\actors.ts, parses as a URL with the scheme "c:", so paths are recognised first.
  if (typeof location === 'string' && isAbsolute(location)) {
    throw new ModuleLoadError(`${location} is a path. Give its URL: pathToFileURL(path), from node:url.`)
  }
  const url = URL.canParse(String(location)) ? new URL(location) : undefined
  if (url?.protocol === 'file:') return url
  throw new ModuleLoadError(
    `${location} is not a file: URL. Write new URL('./actors.js', import.meta.url), or pathToFileURL(path).`,
  )
}

/**
 * A module that is not there is often there under another extension: before a build, after one that left it out, or
 * where an import says `./x.js` for x.ts, which tsx understands and Node does not.
 *
 * @param {string} path
 */
function suggestSibling(path) {
  const stem = path.slice(0, path.length - extname(path).length)
  const sibling = [...JAVASCRIPT, ...COMPILED]
    .map((extension) => stem + extension)
    .find((it) => existsSync(it))
  return sibling === undefined ? '' : ` Did you mean ${sibling}?`
}

/**
 * @param {string} path
 * @param {unknown} cause
 */
function explain(path, cause) {
  if (!(cause instanceof Error)) return `${path} threw while it was loading: ${String(cause)}`
  const code = 'code' in cause ? cause.code : undefined
  if (code === 'ERR_MODULE_NOT_FOUND' || code === 'MODULE_NOT_FOUND') {
    const hint = 'url' in cause ? suggestSibling(fileURLToPath(String(cause.url))) : ''
    return `${path} imports a module that is not there: ${cause.message}. Install it, or correct the import.${hint}`
  }
  // TransformError is what esbuild, and so tsx, raises.
  if (cause.name === 'SyntaxError' || cause.name === 'TransformError') {
    return `${path}, or a module that it imports, has a syntax error: ${cause.message}`
  }
  return `${path} threw while it was loading: ${cause.message}`
}
