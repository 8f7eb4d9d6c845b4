// Reads the packed tarballs as a user's tools would: publint for the manifests, attw for the types.
import { packages } from './lib/packages.ts'
import { run } from './lib/run.ts'

for (const { manifest, tarball } of await packages()) {
  await run('publint', ['run', tarball, '--strict'])
  // A command has no types that anybody imports.
  if (manifest.exports !== undefined) await run('attw', [tarball, '--profile', 'esm-only'])
  console.log(`${manifest.name}: its manifest and its types are in order`)
}
