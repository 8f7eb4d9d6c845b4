/** What Node loads as it is. */
export const JAVASCRIPT = ['.js', '.mjs', '.cjs']
/** What Node itself can strip of its types; JSX needs a compiler. */
export const STRIPPABLE = ['.ts', '.mts', '.cts']

/** What has to be compiled, or stripped of its types. */
export const COMPILED = [...STRIPPABLE, '.tsx', '.jsx']

/**
 * What a module is called after a build, or was called before it, as TypeScript has it for imports.
 * @type {Readonly<Record<string, readonly string[]>>}
 */
export const COUNTERPARTS = {
  '.ts': ['.js'],
  '.mts': ['.mjs'],
  '.cts': ['.cjs'],
  '.tsx': ['.js', '.jsx'],
  '.js': ['.ts', '.tsx'],
  '.mjs': ['.mts'],
  '.cjs': ['.cts'],
  '.jsx': ['.tsx'],
}
