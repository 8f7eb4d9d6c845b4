// Core runs in a browser and stays small: it bundles without Node, loads where only the web's globals are, and fits.
import { createContext, runInContext } from 'node:vm'
import { build } from 'esbuild'
import { sizesOf } from './lib/bundle-size.ts'

// What a module of definitions loads, and what a program has loaded once it has created a system: docs/adr/0007.
const IMPORT_LIMIT = 4_600
const RUNNING_LIMIT = 34_500

const webGlobals = {
  AbortController,
  AbortSignal,
  clearInterval,
  clearTimeout,
  console,
  crypto,
  DOMException,
  Event,
  EventTarget,
  MessageChannel,
  performance,
  queueMicrotask,
  setInterval,
  setTimeout,
  structuredClone,
  TextDecoder,
  TextEncoder,
  URL,
}

/** Everything that an entry exports, bundled and minified; esbuild refuses an import that a browser can't resolve. */
async function bundle(entry: string): Promise<string> {
  const result = await build({
    stdin: { contents: `export * from '${entry}'`, resolveDir: '.' },
    bundle: true,
    minify: true,
    write: false,
    metafile: true,
    platform: 'browser',
    format: 'iife',
    globalName: 'troupe',
    conditions: ['@troupe/source'],
    logLevel: 'silent',
  })
  const external = Object.values(result.metafile.outputs).flatMap((output) =>
    output.imports.map((it) => it.path),
  )
  if (external.length > 0)
    throw new Error(`${entry} imports ${external.join(', ')}, which a browser does not have`)
  return result.outputFiles.map((file) => file.text).join('')
}

function hold(what: string, size: number, limit: number): void {
  console.log(`${what}: ${size} bytes minified and gzipped`)
  if (size > limit) throw new Error(`${what} is to stay within ${limit} bytes`)
}

for (const entry of ['@troupe/core', '@troupe/core/patterns', '@troupe/core/remote']) {
  const code = await bundle(entry)
  runInContext(code, createContext({ ...webGlobals }))
}
const { imported, running } = await sizesOf('@troupe/core')
hold("import '@troupe/core'", imported, IMPORT_LIMIT)
hold("import '@troupe/core' and createSystem()", running, RUNNING_LIMIT)
