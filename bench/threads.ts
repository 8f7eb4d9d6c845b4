// Which thread spends how much on one message: npm run bench:threads -- thread-tell process-tell (names of groups; Linux only)
import { readdirSync, readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { groups } from './groups.ts'
import { isArm, type OpenArm } from './harness/arm.ts'
import { buildArms } from './harness/build.ts'
import { buildPackages } from './harness/built-packages.ts'
import type { ArmAt } from './harness/group.ts'

const MS = 2000
const NS_PER_US = 1000
/** Threads that take less than a fiftieth of the whole, those of the compiler and the collector mostly, are added up. */
const SMALL_SHARE = 0.02

/** Nanoseconds of processor time so far, by thread of this process and of all that it started. */
function timeByThread(): Map<string, number> {
  const times = new Map<string, number>()
  for (const process of processesFrom(String(globalThis.process.pid))) {
    for (const thread of readdirSync(`/proc/${process}/task`)) {
      const [ns] = readFileSync(`/proc/${process}/task/${thread}/schedstat`, 'utf8').split(' ')
      times.set(`${process} ${thread}`, Number(ns))
    }
  }
  return times
}

function processesFrom(id: string): string[] {
  const children = readdirSync(`/proc/${id}/task`).flatMap((thread) =>
    readFileSync(`/proc/${id}/task/${thread}/children`, 'utf8').split(' ').filter(Boolean),
  )
  return [id, ...children.flatMap(processesFrom)]
}

async function runFor(arm: OpenArm, size: number): Promise<number> {
  const end = performance.now() + MS
  let completed = 0
  while (performance.now() < end) completed += (await arm.run(size)).completed
  return completed
}

async function profile({ module, export: name }: ArmAt, size: number): Promise<string> {
  const exports: Readonly<Record<string, unknown>> = await import(build.of(module).href)
  const arm = exports[name]
  if (!isArm(arm) || (await arm.missing?.()) !== undefined) return 'left out'
  const open = await arm.open()
  await runFor(open, size)
  const before = timeByThread()
  const completed = await runFor(open, size)
  const spent = Array.from(timeByThread(), ([thread, ns]) => (ns - (before.get(thread) ?? 0)) / completed)
  await open.close()
  const whole = spent.reduce((sum, ns) => sum + ns, 0)
  const large = spent.filter((ns) => ns >= whole * SMALL_SHARE).sort((a, b) => b - a)
  const small = whole - large.reduce((sum, ns) => sum + ns, 0)
  return `${large.map(inWords).join(' + ')} + ${inWords(small)} elsewhere`
}

const inWords = (ns: number): string =>
  ns >= NS_PER_US ? `${(ns / NS_PER_US).toFixed(1)} µs` : `${ns.toFixed(0)} ns`

const wanted = process.argv.slice(2)
const root = fileURLToPath(new URL('../', import.meta.url))
buildPackages(root)
const build = await buildArms(fileURLToPath(new URL('.build', import.meta.url)))
for (const group of groups.filter(({ id }) => wanted.includes(id))) {
  console.log(group.title)
  for (const arm of group.arms) console.log(`  ${arm.name.padEnd(36)} ${await profile(arm, group.size.full)}`)
}
process.exit()
