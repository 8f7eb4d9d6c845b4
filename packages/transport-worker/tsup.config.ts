import { copyFile } from 'node:fs/promises'
import { defineConfig } from 'tsup'

export default defineConfig({
  entry: { index: 'src/index.ts', 'thread/thread-node': 'src/thread/thread-node.ts' },
  format: 'esm',
  target: 'node20',
  sourcemap: true,
  clean: true,
  dts: false,
  silent: true,
  onSuccess: () => copyFile('src/thread/bootstrap.mjs', 'dist/thread/bootstrap.mjs'),
})
