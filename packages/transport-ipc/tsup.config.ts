import { copyFile } from 'node:fs/promises'
import { defineConfig } from 'tsup'

export default defineConfig({
  entry: { index: 'src/index.ts', 'child/child-node': 'src/child/child-node.ts' },
  format: 'esm',
  target: 'node20',
  sourcemap: true,
  clean: true,
  dts: false,
  silent: true,
  onSuccess: () => copyFile('src/child/bootstrap.mjs', 'dist/child/bootstrap.mjs'),
})
