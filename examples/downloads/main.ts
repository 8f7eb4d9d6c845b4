import { type ActorContext, defineActor } from '@troupe/core'
import { defineExample } from '../shared/example.ts'
import { describeWhereabouts, type Whereabouts } from '../shared/placement.ts'
import { openStage, type Scene } from '../shared/scene.ts'
import { type BoardProtocol, Downloader } from './actors.ts'
import { FILE_BYTES, type FileServer, startServer } from './server.ts'

const actors = new URL('./actors.ts', import.meta.url)

/** A file to be downloaded. */
export interface File {
  readonly name: string
  /** Milliseconds that the server takes over it. */
  readonly ms: number
  /** How often it breaks off half-way. */
  readonly breaks: number
}

/** What came of some downloads. */
export interface Outcome {
  readonly ms: number
  /** The bytes of each file, in the order in which they were done. */
  readonly done: readonly (readonly [file: string, bytes: number])[]
  /** Where each attempt was made. */
  readonly attempts: readonly (readonly [file: string, where: Whereabouts])[]
}

/** Downloads files, all at once or one after the other; one that breaks off is started anew by its supervisor. */
export async function download(
  server: FileServer,
  files: readonly File[],
  scene: Scene,
  order: 'at once' | 'in sequence',
): Promise<Outcome> {
  await using stage = await openStage(scene, { group: 'net', actors, count: files.length, isQuiet: true })
  const { system, there } = stage
  const done: [string, number][] = []
  const attempts: [string, Whereabouts][] = []
  const Board = defineActor('Board', (_ctx: ActorContext<BoardProtocol>) => ({
    begun: (file, where) => void attempts.push([file, where]),
    progress: (file, bytes, total) => scene.report?.(file, bytes, total),
    done: (file, bytes) => void done.push([file, bytes]),
  }))
  const board = system.spawn(Board, [], { name: 'board' })
  const start = performance.now()
  const fetched = async ({ name, ms, breaks }: File): Promise<void> => {
    const url = server.urlOf(`${scene.on}-${order}-${name}`, ms, breaks)
    const downloader = system.spawn(Downloader, [name, url, board], { ...there, name })
    const { reason, error } = await system.terminated(downloader)
    if (reason !== 'stopped' && reason !== 'no-such-actor') throw error ?? new Error(`${name}: ${reason}`)
  }
  if (order === 'at once') await Promise.all(files.map(fetched))
  else for (const file of files) await fetched(file)
  return { ms: Math.round(performance.now() - start), done, attempts }
}

/** The totals of the three ways, and what became of a file that broke off. */
export interface Totals {
  readonly longest_ms: number
  readonly sum_ms: number
  readonly sequence_ms: number
  readonly threads_ms: number
  readonly processes_ms: number
  readonly bytes: number
  readonly retried: { readonly file: string; readonly attempts: number; readonly ms: number }
  readonly where: readonly Whereabouts[]
}

export async function compare(longest: number, scene: Scene): Promise<Totals> {
  await using server = await startServer()
  const files: readonly File[] = [
    { name: 'film', ms: longest, breaks: 0 },
    { name: 'song', ms: Math.round(longest / 2), breaks: 0 },
  ]
  const sequence = await download(server, files, { ...scene, on: 'here' }, 'in sequence')
  const threads = await download(server, files, { ...scene, on: 'threads' }, 'at once')
  const processes = await download(server, files, { ...scene, on: 'processes' }, 'at once')
  const broken = { name: 'news', ms: Math.round(longest / 4), breaks: 2 }
  const retried = await download(server, [broken, ...files.slice(1)], scene, 'at once')
  const tries = retried.attempts.filter(([file]) => file === broken.name)
  return {
    longest_ms: longest,
    sum_ms: files.reduce((sum, { ms }) => sum + ms, 0),
    sequence_ms: sequence.ms,
    threads_ms: threads.ms,
    processes_ms: processes.ms,
    bytes: FILE_BYTES,
    retried: { file: broken.name, attempts: tries.length, ms: retried.ms },
    where: tries.map(([, where]) => where),
  }
}

/** At once, the files take about as long as the longest of them, one after the other as long as all together. */
export function claimsOf({ longest_ms, sum_ms, sequence_ms, threads_ms, processes_ms, retried }: Totals) {
  const isNearTheLongest = (ms: number): boolean => ms < (longest_ms + sum_ms) / 2
  return {
    in_sequence_the_sum: sequence_ms >= sum_ms,
    threads_near_the_longest: isNearTheLongest(threads_ms),
    processes_near_the_longest: isNearTheLongest(processes_ms),
    started_anew: retried.attempts === 3,
  }
}

function describe(totals: Totals): string {
  const { retried } = totals
  return [
    `Two files, which the server takes ${totals.longest_ms} ms and ${totals.sum_ms - totals.longest_ms} ms over`,
    '',
    `one after the other       ${totals.sequence_ms} ms, near the sum of ${totals.sum_ms} ms`,
    `at once, in threads       ${totals.threads_ms} ms, near the longest of ${totals.longest_ms} ms`,
    `at once, in processes     ${totals.processes_ms} ms`,
    '',
    `"${retried.file}" broke off twice and was started anew by its supervisor: ${retried.attempts} attempts,`,
    'and the other file went on',
    ...totals.where.map((where) => `  ${describeWhereabouts(where)}`),
  ].join('\n')
}

export const downloads = defineExample({
  name: 'downloads',
  summary: 'two slow files: one after the other they take the sum, at once the longest; one breaks off',
  options: {
    longest: { type: 'number', default: 2000, min: 200, max: 60_000, help: 'ms that the longest file takes' },
  },
  quick: ['--longest', '400'],
  async play({ longest }, scene) {
    const totals = await compare(longest, scene)
    return { figures: totals, claims: claimsOf(totals), words: describe(totals) }
  },
})
