// Runs the static gates, all of them or those named: npm run check -- lint types
import { spawnSync } from 'node:child_process'

const gates: Record<string, string> = {
  lint: 'biome ci --error-on-warnings --colors=off',
  types: 'tsc',
  layers: 'depcruise packages examples --config .dependency-cruiser.mjs && tsx scripts/check-diagrams.ts',
  unused: 'knip',
  traces: 'tsx scripts/check-traces.ts',
  lengths: 'tsx scripts/check-lengths.ts',
  docs: 'tsx scripts/check-docs.ts',
  api: 'tsx scripts/check-api.ts',
  errors: 'tsx scripts/check-errors.ts',
  guarantees: 'tsx scripts/check-guarantees.ts',
  links: 'tsx scripts/check-links.ts',
  browser: 'tsx scripts/check-browser.ts',
  packages: 'npm run --silent pack && tsx scripts/check-packages.ts',
}

/** Runs one gate to its end, whatever the others said, so that one run shows all there is to mend. */
function passes(name: string): boolean {
  const command = gates[name]
  if (command === undefined)
    throw new Error(`There is no gate ${name}; there are ${Object.keys(gates).join(', ')}.`)
  const start = performance.now()
  console.log(`\n> ${name}: ${command}`)
  const { status } = spawnSync(command, { shell: true, stdio: 'inherit' })
  console.log(
    `${name} ${status === 0 ? 'passed' : 'FAILED'} after ${Math.round(performance.now() - start)} ms`,
  )
  return status === 0
}

const named = process.argv.slice(2)
const failed = (named.length > 0 ? named : Object.keys(gates)).filter((name) => !passes(name))
if (failed.length > 0) {
  console.error(`\nFailed: ${failed.join(', ')}`)
  process.exitCode = 1
}
