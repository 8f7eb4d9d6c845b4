import { existsSync } from 'node:fs'
import { createRequire } from 'node:module'
import { extname, isAbsolute } from 'node:path'
import { fileURLToPath, pathToFileURL } from 'node:url'
import { explain, listSiblings, suggestSibling } from './explain.mjs'
import { COMPILED, COUNTERPARTS, JAVASCRIPT, STRIPPABLE } from './extensions.mjs'

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

  loading.add(url.href)
  try {
    return await import(url.href)
  } catch (cause) {
    throw new ModuleLoadError(explain(path, cause), { cause })
  } finally {
    loading.delete(url.href)
  }
}

/**
 * What this thread is loading.
 * @type {Set<string>}
 */
const loading = new Set()

/**
 * Refuses what no node can be started from: a transport calls it before it launches one.
 *
 * @example
 * checkLaunch(new URL('./actors.ts', import.meta.url), new URL('./thread/bootstrap.mjs', import.meta.url))
 *
 * @param {string | URL} location the `file:` URL of the module of actors
 * @param {URL} bootstrap that of the first file that the node runs
 * @returns {void}
 * @throws {ModuleLoadError} if the first file was lost in a bundle, or if the module is being loaded by a node: one that
 *   starts nodes of itself as it loads would do so without end
 */
export function checkLaunch(location, bootstrap) {
  const first = fileURLToPath(bootstrap)
  if (!existsSync(first)) {
    throw new ModuleLoadError(
      `${first} does not exist, from which nodes start. Leave the packages of @troupe out of your bundle: they are loaded from node_modules.`,
    )
  }
  const url = toFileUrl(location)
  if (!modulesMeantBy(url).some(({ href }) => loading.has(href))) return
  throw new ModuleLoadError(
    `${fileURLToPath(url)} starts nodes that load it, and so would they, without end. ` +
      'Put the definitions into a module of their own, which starts nothing, and give that one to workers or processes; ' +
      'in a bundle, make it an entry of its own.',
  )
}

/**
 * @param {URL} url
 * @returns {URL} that of the file itself, or of what it is compiled to or from
 * @throws {ModuleLoadError} if there is neither
 */
function findModule(url) {
  const found = modulesMeantBy(url).find((candidate) => existsSync(fileURLToPath(candidate)))
  if (found !== undefined) return found
  const path = fileURLToPath(url)
  throw new ModuleLoadError(`${path} does not exist.${suggestSibling(path) || listSiblings(path)}`)
}

/**
 * @param {URL} url
 * @returns {URL[]} that of the file itself, and those of what it is compiled to or from
 */
function modulesMeantBy(url) {
  const extension = extname(url.pathname)
  const stem = url.pathname.slice(0, url.pathname.length - extension.length)
  return [extension, ...(COUNTERPARTS[extension] ?? [])].map((it) => {
    const candidate = new URL(url)
    candidate.pathname = stem + it
    return candidate
  })
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
