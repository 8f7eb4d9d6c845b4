import { defineConfig } from 'tsup'

export default defineConfig({
  // The module of actors is an entry of its own, since threads import it.
  entry: ['src/main.ts', 'src/actors.ts'],
  format: 'esm',
  target: 'node20',
  sourcemap: true,
  clean: true,
  silent: true,
})
