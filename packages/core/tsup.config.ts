import { defineConfig } from 'tsup'

export default defineConfig({
  entry: {
    index: 'src/index.ts',
    'patterns/index': 'src/patterns/index.ts',
    'remote/index': 'src/remote/index.ts',
    internal: 'src/internal.ts',
  },
  format: 'esm',
  target: 'node20',
  platform: 'neutral',
  // The entries share chunks, so that each class exists once whichever entry it is imported through.
  splitting: true,
  sourcemap: true,
  clean: true,
  dts: false,
  silent: true,
})
