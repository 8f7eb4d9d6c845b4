import { defineConfig } from 'vitest/config'

/** Resolves `@troupe/*` to its sources, so that no build stands between a change and its tests. */
const conditions = ['@troupe/source', 'module', 'node', 'development|production']

export default defineConfig({
  resolve: { conditions },
  ssr: { resolve: { conditions } },
  test: {
    // CI sums up with the counts; see .ci/run.
    reporters: process.env.CI ? ['default', 'json'] : ['default'],
    outputFile: { json: 'test-results.json' },
    testTimeout: 30_000,
    hookTimeout: 30_000,
    teardownTimeout: 5_000,
    projects: [
      {
        extends: true,
        test: {
          name: 'forks',
          pool: 'forks',
          include: [
            'packages/*/{test,templates}/**/*.test.ts',
            'test/**/*.test.ts',
            'examples/**/*.test.ts',
            'bench/**/*.test.ts',
          ],
          typecheck: {
            enabled: true,
            include: ['packages/*/test/**/*.test-d.ts', 'test/**/*.test-d.ts'],
            ignoreSourceErrors: true,
          },
        },
      },
      {
        // What starts threads and processes must do so from either of vitest's pools.
        extends: true,
        test: {
          name: 'threads',
          pool: 'threads',
          include: ['packages/{loader,transport-worker,transport-ipc}/test/**/*.test.ts'],
        },
      },
    ],
  },
})
