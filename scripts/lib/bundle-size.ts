import { basename } from 'node:path'
import { gzipSync } from 'node:zlib'
import { build } from 'esbuild'

/** What a program that imports an entry loads, in bytes minified and gzipped. */
export interface Sizes {
  /** What importing the entry loads. */
  readonly imported: number
  /** The same with the runtime, which creating a system loads. */
  readonly running: number
}

/** Bundles an entry of the packages, and says how large that is. */
export async function sizesOf(entry: string): Promise<Sizes> {
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
