import { type BuildOptions, build } from 'esbuild'

const worker = 'packages/transport-worker/src'
const ipc = 'packages/transport-ipc/src'

/**
 * Makes JavaScript of the run, its actors and the files that threads and processes begin with, as a user who bundles
 * does: a node starts many times as fast as one that has to load tsx, and nodes start all the time here.
 */
export async function bundle(outdir: string): Promise<void> {
  const options: BuildOptions = {
    bundle: true,
    format: 'esm',
    platform: 'node',
    target: 'node20',
    conditions: ['@troupe/source'],
    logLevel: 'warning',
    outdir,
  }
  await build({
    ...options,
    splitting: true,
    entryPoints: {
      run: 'test/chaos/run.ts',
      actors: 'test/chaos/actors.ts',
      'thread/thread-node': `${worker}/thread/thread-node.ts`,
      'child/child-node': `${ipc}/child/child-node.ts`,
    },
  })
  await build({
    ...options,
    outExtension: { '.js': '.mjs' },
    entryPoints: {
      'thread/bootstrap': `${worker}/thread/bootstrap.mjs`,
      'child/bootstrap': `${ipc}/child/bootstrap.mjs`,
    },
  })
}
