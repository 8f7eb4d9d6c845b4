import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { basename, dirname, extname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { COMPILED, JAVASCRIPT } from './extensions.mjs'

/** How many modules are named where one is not there. */
const SIBLINGS_LISTED = 5

/**
 * A module that is not there is often there under another extension: before a build, after one that left it out, or
 * where an import says `./x.js` for x.ts, which tsx understands and Node does not.
 *
 * @param {string} path
 */
export function suggestSibling(path) {
  const stem = path.slice(0, path.length - extname(path).length)
  const sibling = [...JAVASCRIPT, ...COMPILED]
    .map((extension) => stem + extension)
    .find((it) => existsSync(it))
  return sibling === undefined ? '' : ` Did you mean ${sibling}?`
}

/**
 * What there is instead: a name is easily misspelt, and a bundle has no file for a module that is no entry of it.
 *
 * @param {string} path
 */
export function listSiblings(path) {
  const folder = dirname(path)
  if (!existsSync(folder)) return ` Nor does its folder.`
  const modules = readdirSync(folder).filter((name) => isModule(name))
  const few = modules.sort().slice(0, SIBLINGS_LISTED)
  const more = modules.length > few.length ? ' and others' : ''
  const listed = few.length === 0 ? '' : ` Its folder has ${few.join(', ')}${more}.`
  return `${listed} In a bundle, make the module of actors an entry of its own.`
}

/** @param {string} name */
function isModule(name) {
  return [...JAVASCRIPT, ...COMPILED].includes(extname(name)) && !/\.(d|test|config)\.[cm]?[jt]s$/.test(name)
}

/**
 * @param {string} path
 * @param {unknown} cause
 */
export function explain(path, cause) {
  if (!(cause instanceof Error)) return `${path} threw while it was loading: ${String(cause)}`
  const code = 'code' in cause ? cause.code : undefined
  if (code === 'ERR_MODULE_NOT_FOUND' || code === 'MODULE_NOT_FOUND') {
    const hint = 'url' in cause ? suggestSibling(fileURLToPath(String(cause.url))) : ''
    return `${path} imports a module that is not there: ${cause.message}. Install it, or correct the import.${hint}`
  }
  // TransformError is what esbuild, and so tsx, raises.
  if (cause.name === 'SyntaxError' || cause.name === 'TransformError') {
    return `${path}, or a module that it imports, has a syntax error: ${cause.message}${remindOfType(path, cause)}`
  }
  return `${path} threw while it was loading: ${cause.message}${remindOfType(path, cause)}`
}

/**
 * What an ES module leads to where its package does not say that it is one, tools say in many ways, and seldom that.
 *
 * @param {string} path
 * @param {Error} cause
 */
function remindOfType(path, cause) {
  const code = 'code' in cause ? String(cause.code) : ''
  const isTypical = code.startsWith('ERR_REQUIRE_') || /\b(import|export|await|cjs)\b/.test(cause.message)
  if (!isTypical || !/\.[jt]sx?$/.test(path)) return ''
  const manifest = findManifest(dirname(path))
  if (manifest !== undefined && JSON.parse(readFileSync(manifest, 'utf8')).type === 'module') return ''
  const whose = manifest ?? `The folder ${dirname(path)} has no package.json, and so`
  const renamed = basename(path).replace(/\.([jt])sx?$/, '.m$1s')
  return ` ${whose} does not say that it is an ES module: run npm pkg set type=module, or call it ${renamed}.`
}

/**
 * @param {string} folder
 * @returns {string | undefined} the package.json that is nearest
 */
function findManifest(folder) {
  const manifest = join(folder, 'package.json')
  if (existsSync(manifest)) return manifest
  const parent = dirname(folder)
  return parent === folder ? undefined : findManifest(parent)
}
