const LONGEST = 214
const RESERVED = ['node_modules', 'favicon.ico']

/**
 * What keeps a name from being that of a project: npm has rules for them, and installs no package in a project of its
 * name. `undefined` if nothing does.
 */
export function problemOfName(name: string, installed: readonly string[]): string | undefined {
  if (name.length > LONGEST)
    return `A name of ${name.length} letters is too long for npm, which takes ${LONGEST}.`
  if (RESERVED.includes(name)) return `npm keeps the name "${name}" for itself. Choose another one.`
  if (installed.includes(name))
    return `"${name}" is the name of a package that the project needs. Choose another one, such as my-${name}.`
  if (/^[a-z0-9][a-z0-9._-]*$/.test(name)) return undefined
  const suggestion = suggestName(name)
  return `"${name}" can't be the name of a package: small letters, digits and - . _ will do, a letter or digit first.${
    suggestion === '' ? '' : ` Try ${suggestion}.`
  }`
}

function suggestName(name: string): string {
  return name
    .toLowerCase()
    .replaceAll(/[^a-z0-9._-]+/g, '-')
    .replaceAll(/^[^a-z0-9]+|-+$/g, '')
}
