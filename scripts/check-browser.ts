// Core runs in a browser and stays small: it bundles without Node, loads where only the web's globals are, and fits.
import { basename } from 'node:path'
import { createContext, runInContext } from 'node:vm'
import { gzipSync } from 'node:zlib'
import { build } from 'esbuild'

// The aim is 12,000; why it is not reached is in docs/adr/0007-size-of-core.md. It must not grow meanwhile.
const LIMIT = 17_500

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

/** What importing an entry loads, in bytes minified and gzipped; not what it loads later, if a program asks for it. */
async function sizeOf(entry: string): Promise<number> {
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
  const loaded = new Set(['stdin.js'])
  for (const path of loaded) {
    for (const { kind, path: imported } of metafile.outputs[path]?.imports ?? []) {
      if (kind === 'import-statement') loaded.add(imported)
    }
  }
  const code = outputFiles.filter((file) => loaded.has(basename(file.path))).map((file) => file.text)
  return gzipSync(code.join(''), { level: 9 }).length
}

for (const entry of ['@troupe/core', '@troupe/core/remote']) {
  const code = await bundle(entry)
  runInContext(code, createContext({ ...webGlobals }))
  const size = await sizeOf(entry)
  console.log(`${entry}: ${size} bytes minified and gzipped`)
  if (entry === '@troupe/core' && size > LIMIT) throw new Error(`${entry} is to stay within ${LIMIT} bytes`)
}
