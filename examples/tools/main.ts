import {
  type ActorContext,
  type ActorSystem,
  type DownReason,
  defineActor,
  type SpawnOptions,
} from '@troupe/core'
import { definePool, openChannel } from '@troupe/core/patterns'
import { defineExample } from '../shared/example.ts'
import { describeWhereabouts, inPlacement, type Placement, type Whereabouts } from '../shared/placement.ts'
import { openStage, type Scene } from '../shared/scene.ts'
import {
  Counter,
  type ListenerProtocol,
  Measurer,
  Program,
  Spinner,
  Square,
  Talker,
  Words,
} from './actors.ts'

const actors = new URL('./actors.ts', import.meta.url)
const NODES = 2

/** What each tool made. */
export interface Outcome {
  readonly pool: readonly number[]
  readonly queue: readonly number[]
  readonly pipe: readonly string[]
  readonly count: number
  readonly where: Whereabouts
  readonly program: Printed
}

/** What an outside program printed, and how it ended. */
export interface Printed {
  readonly lines: readonly string[]
  readonly code: number | null
}

export async function showTools(scene: Scene): Promise<Outcome> {
  await using stage = await openStage(scene, { group: 'bench', actors, count: NODES })
  const { system, there } = stage
  const counter = system.spawn(Counter, [], { ...there, name: 'counter' })
  for (const by of [1, 2, 3]) counter.tell('count', by)
  return {
    pool: await squares(system, there),
    queue: await lengths(system, there),
    pipe: await heard(system, there),
    count: await counter.ask('total'),
    where: await counter.ask('whereabouts'),
    program: await printed(system, there, process.execPath, ['--print', '6 * 7']),
  }
}

/** Pool: four actors that share what is asked of them. */
function squares(system: ActorSystem, routee: SpawnOptions): Promise<number[]> {
  const pool = system.spawn(definePool('Squares', Square, { size: 4, routee }))
  return Promise.all([1, 2, 3, 4, 5].map((n) => pool.ask('of', n)))
}

/** Queue: whoever has nothing to do takes the next. */
function lengths(system: ActorSystem, options: SpawnOptions): Promise<number[]> {
  const words = system.spawn(Words, [], { name: 'words' })
  for (let i = 0; i < 2; i++) system.spawn(Measurer, [words], options)
  return Promise.all(['ant', 'bee', 'caterpillar'].map((word) => words.ask('perform', word)))
}

/** Pipe: what is put in there is read in a loop here. */
async function heard(system: ActorSystem, options: SpawnOptions): Promise<string[]> {
  const pipe = openChannel<string>(system)
  system.spawn(Talker, [pipe.ref], options).tell('say', ['one', 'two', 'three'])
  const words: string[] = []
  for await (const word of pipe) words.push(word)
  return words
}

/** An outside program: what it prints comes as messages, and so does its end. */
export async function printed(
  system: ActorSystem,
  options: SpawnOptions,
  command: string,
  args: readonly string[],
): Promise<Printed> {
  const lines: string[] = []
  let code: number | null = null
  const Listener = defineActor('Listener', (ctx: ActorContext<ListenerProtocol>) => ({
    started() {},
    line: (text) => void lines.push(text),
    exited(status) {
      code = status
      ctx.stop()
    },
  }))
  const listener = system.spawn(Listener, [], { name: 'listener' })
  const program = system.spawn(Program, [command, args, listener], {
    ...options,
    restart: 'temporary',
    name: 'runner',
  })
  program.tell('run')
  const first = await Promise.race([system.terminated(listener), system.terminated(program)])
  if (!first.ref.equals(listener)) throw first.error ?? new Error(`${command} did not run.`)
  await system.stop(program)
  return { lines, code }
}

/**
 * Background nodes: they keep no program from ending, though the thread of one is in an endless loop. A shutdown ends nodes in good order
 * where they heed it within `deadline` milliseconds, and then by force. Returns how the actor that was there has ended.
 */
export async function leaveBehind(scene: Scene, deadline: number): Promise<DownReason> {
  // That the node is down is what is to be seen, and no news for the log.
  const { system, there } = await openStage(scene, { group: 'background', actors, count: 1, isQuiet: true })
  const spinner = system.spawn(Spinner, [], there)
  await spinner.ask('spin')
  const ended = system.terminated(spinner)
  await system.shutdown({ deadline })
  return (await ended).reason
}

function describe(outcome: Outcome, placement: Placement): string {
  const { pool, queue, pipe, count, where, program } = outcome
  return [
    `pool         the squares of 1 to 5 by four actors ${inPlacement[placement]}: ${pool.join(' ')}`,
    `queue        how long three words are, by two actors: ${queue.join(' ')}`,
    `pipe         what came through it: ${pipe.join(' ')}`,
    `class        counted ${count}, on ${describeWhereabouts(where)}`,
    `program      printed ${program.lines.join(' ')} and exited with ${program.code}`,
  ].join('\n')
}

export const tools = defineExample({
  name: 'tools',
  summary: 'a pool, a queue, a pipe, a class, an outside program, and background nodes, each in a few lines',
  options: {
    deadline: {
      type: 'number',
      default: 300,
      min: 1,
      max: 60_000,
      help: 'ms that a background node is given',
    },
  },
  async play({ deadline }, scene) {
    const outcome = await showTools(scene)
    const background = scene.on === 'here' ? 'threads' : scene.on
    const left = await leaveBehind({ on: background }, deadline)
    return {
      figures: { background: left, ...outcome },
      claims: {
        each_did_its_work: outcome.pool.length === 5 && outcome.count === 6 && outcome.program.code === 0,
        an_endless_loop_was_ended: left === 'node-down',
      },
      words: [
        describe(outcome, scene.on),
        `background   an endless loop ${inPlacement[background]} was ended: ${left}`,
      ].join('\n'),
    }
  },
})
