// Runs workloads and checks what comes of them:
// node --conditions=@troupe/source --import tsx bench/savina/run.ts [name ...] [--full] [--on threads] [--json]
import { availableParallelism } from 'node:os'
import { isDeepStrictEqual, parseArgs } from 'node:util'
import { type ActorSystem, createSystem } from '@troupe/core'
import { workers } from '@troupe/transport-worker'
import { here, type Placement } from './placement.ts'
import type { Figures, Runnable, SizeName } from './workload.ts'
import { workloads } from './workloads.ts'

/** One line of the table. */
interface Line {
  readonly workload: string
  readonly result: Figures
  readonly expected: Figures
  readonly ok: boolean
  readonly messages: number
  readonly ms: number
}

/** @throws Error for a name that no workload has */
function chosen(names: readonly string[]): readonly Runnable[] {
  for (const name of names) {
    if (workloads.some((each) => each.name === name)) continue
    throw new Error(`there is no workload "${name}", but ${workloads.map((each) => each.name).join(', ')}`)
  }
  return names.length === 0 ? workloads : workloads.filter((each) => names.includes(each.name))
}

async function timed(
  system: ActorSystem,
  workload: Runnable,
  size: SizeName,
  where: Placement,
): Promise<Line> {
  const start = performance.now()
  const { figures, messages } = await workload.runAs(system, size, where)
  const ms = Math.round(performance.now() - start)
  const { expected } = workload[size]
  const ok = isDeepStrictEqual(figures, expected)
  return { workload: workload.name, result: figures, expected, ok, messages, ms }
}

function inWords(figures: Figures): string {
  return Object.entries(figures)
    .map(([name, value]) => `${value} ${name}`)
    .join(', ')
}

function row(cells: readonly [string, string, string, string]): string {
  const [workload, result, messages, ms] = cells
  return `${workload.padEnd(22)}${result.padEnd(60)}${messages.padStart(12)}${ms.padStart(9)}`
}

function describe({ workload, result, expected, ok, messages, ms }: Line): string {
  const said = ok ? `${inWords(result)}, as expected` : `${inWords(result)}, NOT ${inWords(expected)}`
  return row([workload, said, String(messages), String(ms)])
}

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { full: { type: 'boolean' }, on: { type: 'string' }, json: { type: 'boolean' } },
})
if (values.on !== undefined && values.on !== 'threads') {
  throw new Error(`--on takes "threads", not "${values.on}"; without it, all actors live in this thread`)
}

const onThreads = values.on === 'threads'
const actors = new URL('./actors.ts', import.meta.url)
const where: Placement = onThreads ? { on: 'threads', generations: 4 } : here
await using system = await createSystem({
  nodes: onThreads ? { threads: workers(actors, { count: availableParallelism() }) } : {},
})

const lines: Line[] = []
if (!values.json) console.log(row(['workload', 'result', 'messages', 'ms']))
for (const workload of chosen(positionals)) {
  const line = await timed(system, workload, values.full ? 'full' : 'small', where)
  lines.push(line)
  if (!values.json) console.log(describe(line))
}
if (values.json) console.log(JSON.stringify({ on: values.on ?? 'this thread', workloads: lines }))
if (lines.some(({ ok }) => !ok)) process.exitCode = 1
