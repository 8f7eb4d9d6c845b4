import { copyFile } from 'node:fs/promises'
import { defineConfig } from 'tsup'

/** What Node runs as it is. */
const plainFiles = ['child/bootstrap.mjs', 'child/watchdog.mjs']

export default defineConfig({
  entry: { index: 'src/index.ts', 'child/child-node': 'src/child/child-node.ts' },
  format: 'esm',
  target: 'node20',
  sourcemap: true,
  clean: true,
  dts: false,
  silent: true,
  onSuccess: async () => {
    await Promise.all(plainFiles.map((file) => copyFile(`src/${file}`, `dist/${file}`)))
  },
})
