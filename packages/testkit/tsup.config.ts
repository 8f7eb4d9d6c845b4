import { defineConfig } from 'tsup'

export default defineConfig({
  entry: { index: 'src/index.ts', 'vitest/index': 'src/vitest/index.ts' },
  format: 'esm',
  target: 'node20',
  // The entries share chunks, so that each class exists once whichever entry it is imported through.
  splitting: true,
  sourcemap: true,
  clean: true,
  dts: false,
  silent: true,
})
