// Core runs in a browser and stays small: it bundles without Node, loads where only the web's globals are, and fits.
import { basename } from 'node:path'
import { createContext, runInContext } from 'node:vm'
import { gzipSync } from 'node:zlib'
import { build } from 'esbuild'

// What a module of definitions loads, and what a program has loaded once it has created a system: docs/adr/0007.
const IMPORT_LIMIT = 12_000
const RUNNING_LIMIT = 29_000

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

interface Sizes {
  /** What importing an entry loads, in bytes minified and gzipped. */
  readonly imported: number
  /** The same with the runtime, which creating a system loads. */
  readonly running: number
}

async function sizesOf(entry: string): Promise<Sizes> {
  const { outputFiles, metafile } = await build({
    stdin: { contents: `export * from '${entry}'`, resolveDir: '.' },
    bundle: true,
    minify: true,
    write: false,
    metafile: true,
    splitting: true,
    outdir: '.',
    platform: 'browser',
    format: 'esm',
    conditions: ['@troupe/source'],
    logLevel: 'silent',
  })
  const { outputs } = metafile
  const runtime = Object.keys(outputs).find((path) =>
    outputs[path]?.entryPoint?.endsWith('core/src/runtime.ts'),
  )
  const size = (first: readonly string[]): number => {
    const loaded = new Set(first)
    for (const path of loaded) {
      for (const { kind, path: imported } of outputs[path]?.imports ?? []) {
        if (kind === 'import-statement') loaded.add(imported)
      }
    }
    const code = outputFiles.filter((file) => loaded.has(basename(file.path))).map((file) => file.text)
    return gzipSync(code.join(''), { level: 9 }).length
  }
  return { imported: size(['stdin.js']), running: size(['stdin.js', ...(runtime ? [runtime] : [])]) }
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
