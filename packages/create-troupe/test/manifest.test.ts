import { readFile } from 'node:fs/promises'
import { expect, test } from 'vitest'
import { manifestOf } from '../src/manifest.ts'
import { variants } from '../src/variant.ts'
import { readOwnManifest } from '../src/write-project.ts'

test.each(variants)(
  'what a %s project needs comes in the versions that the templates are tested with',
  async (variant) => {
    const own = await readOwnManifest()
    const { dependencies, devDependencies } = manifestOf('my-app', variant, own)
    expect(own.devDependencies).toMatchObject({ ...Object(dependencies), ...Object(devDependencies) })
  },
)

test('a bundled project alone needs tsup', async () => {
  const own = await readOwnManifest()
  expect(manifestOf('my-app', 'plain', own)).not.toHaveProperty('devDependencies.tsup')
  expect(manifestOf('my-app', 'tsup', own)).toHaveProperty('devDependencies.tsup')
})

test('all that this package names is needed by a bundled project', async () => {
  const own = await readOwnManifest()
  const { dependencies, devDependencies } = manifestOf('my-app', 'tsup', own)
  expect({ ...Object(dependencies), ...Object(devDependencies) }).toEqual(own.devDependencies)
})

test('a project gets the Troupe that this package was released with', async () => {
  const { devDependencies } = await readOwnManifest()
  for (const [name, wanted] of Object.entries(devDependencies)) {
    if (!name.startsWith('@troupe/')) continue
    const sibling = new URL(`../../${name.slice('@troupe/'.length)}/package.json`, import.meta.url)
    expect(wanted).toBe(`^${JSON.parse(await readFile(sibling, 'utf8')).version}`)
  }
})

test('a name of no known version is a mistake of this package', async () => {
  expect(() => manifestOf('my-app', 'plain', { engines: {}, devDependencies: {} })).toThrow(
    /says no version of @troupe\/core/,
  )
})
