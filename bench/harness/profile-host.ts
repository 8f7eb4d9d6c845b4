// The process of an arm that is profiled: warms up, and says where the time of the runs that follow went.
import { writeFile } from 'node:fs/promises'
import { type Profiler, Session } from 'node:inspector/promises'
import { openArm } from './open-arm.ts'

const WARM_MS = 1000
const PROFILED_MS = 3000
const SAMPLE_US = 200
const SHOWN = 20

const [module = '', exported = '', size = '1', into = '', given] = process.argv.slice(2)

async function runFor(ms: number, run: () => Promise<unknown>): Promise<void> {
  const start = performance.now()
  do await run()
  while (performance.now() - start < ms)
}

/** What is no work of the arm's: waiting, and the inspector's own. */
const notItsWork = new Set(['(idle)', 'dispatch'])

/** Shares of the time that the arm worked, largest first. */
function sharesOf({ nodes, samples = [], timeDeltas = [] }: Profiler.Profile): [string, number][] {
  const places = new Map(nodes.map(({ id, callFrame }) => [id, placeOf(callFrame)]))
  const spent = new Map<string, number>()
  let total = 0
  for (const [index, id] of samples.entries()) {
    const place = places.get(id) ?? ''
    if (notItsWork.has(place)) continue
    const us = timeDeltas[index] ?? 0
    total += us
    spent.set(place, (spent.get(place) ?? 0) + us)
  }
  return Array.from(spent, ([place, us]): [string, number] => [place, us / total]).sort(
    ([, a], [, b]) => b - a,
  )
}

function placeOf({ functionName, url, lineNumber }: Profiler.Profile['nodes'][number]['callFrame']): string {
  if (url === '') return functionName
  return `${functionName || '(anonymous)'}  ${url.split('/').at(-1)}:${lineNumber + 1}`
}

const opened = await openArm(module, exported, given)
if ('missing' in opened) throw new Error(opened.missing)
const { arm } = opened
const run = (): Promise<unknown> => arm.run(Number(size))
await runFor(WARM_MS, run)
const session = new Session()
session.connect()
await session.post('Profiler.enable')
await session.post('Profiler.setSamplingInterval', { interval: SAMPLE_US })
await session.post('Profiler.start')
await runFor(PROFILED_MS, run)
const { profile } = await session.post('Profiler.stop')
await writeFile(into, JSON.stringify(profile))
for (const [place, share] of sharesOf(profile).slice(0, SHOWN))
  console.log(`${(share * 100).toFixed(1).padStart(5)} %  ${place}`)
console.log(`The whole profile, for a flame graph: ${into}`)
await arm.close()
process.exit()
