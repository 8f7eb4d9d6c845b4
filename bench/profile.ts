// Where an arm spends its time: npm run bench:profile -- ping-pong [nact]
// Prints the functions that most samples found running, and keeps the profile for the flame graph of any browser's tools.
import { spawnSync } from 'node:child_process'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { groups } from './groups.ts'
import { buildArms } from './harness/build.ts'
import { buildPackages } from './harness/built-packages.ts'

const root = fileURLToPath(new URL('../', import.meta.url))
const [id, name = 'troupe'] = process.argv.slice(2)
const group = groups.find((each) => each.id === id)
const arm = group?.arms.find((each) => each.name === name)
if (group === undefined || arm === undefined) {
  console.error(`Name a group, and an arm of it unless that is troupe. ${group ? 'Arms' : 'Groups'}:`)
  console.error((group?.arms.map((each) => each.name) ?? groups.map((each) => each.id)).join('\n'))
  process.exit(1)
}
buildPackages(root)
const build = await buildArms(join(root, 'bench/.build'))
const host = fileURLToPath(build.of(new URL('./harness/profile-host.ts', import.meta.url)))
const into = join(root, 'bench/.build', `${group.id}.cpuprofile`)
const order = [
  build.of(arm.module).href,
  arm.export,
  String(group.size.full),
  into,
  ...(arm.given ? [arm.given] : []),
]
const { status } = spawnSync(process.execPath, ['--expose-gc', ...(arm.node ?? []), host, ...order], {
  stdio: 'inherit',
})
process.exitCode = status ?? 1
