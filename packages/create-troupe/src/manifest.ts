import type { Variant } from './variant.ts'

/** What this package's own package.json says, as far as a new project has it too. */
export interface OwnManifest {
  readonly engines: Readonly<Record<string, string>>
  /** What the templates use: they are checked and tested with these versions. */
  readonly devDependencies: Readonly<Record<string, string>>
}

const USED = ['@troupe/core', '@troupe/transport-worker']
const TOOLS = ['@troupe/testkit', '@types/node', 'tsx', 'typescript', 'vitest']

const BUILD: Readonly<Record<Variant, string>> = {
  plain: 'tsc --project tsconfig.build.json',
  tsup: 'tsc && tsup',
}

/** The package.json of a new project. */
export function manifestOf(name: string, variant: Variant, own: OwnManifest): Record<string, unknown> {
  const tools = variant === 'tsup' ? [...TOOLS, 'tsup'].sort() : TOOLS
  return {
    name,
    version: '0.0.0',
    private: true,
    type: 'module',
    engines: own.engines,
    scripts: { start: 'tsx src/main.ts', test: 'vitest run', build: BUILD[variant] },
    dependencies: versionsOf(USED, own),
    devDependencies: versionsOf(tools, own),
  }
}

function versionsOf(names: readonly string[], own: OwnManifest): Record<string, string> {
  const versions = names.map((name) => [name, own.devDependencies[name]])
  const unknown = versions.find(([, version]) => version === undefined)
  if (unknown !== undefined)
    throw new Error(`The package.json of create-troupe says no version of ${unknown[0]}.`)
  return Object.fromEntries(versions)
}
