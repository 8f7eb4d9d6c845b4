import { ArmProcess } from './arm-process.ts'
import type { Block } from './block.ts'
import type { Build } from './build.ts'
import type { ArmAt, Group } from './group.ts'
import { type ArmResult, again, type GroupResult } from './group-result.ts'
import type { RandomSource } from './random-source.ts'
import { isWarm } from './warm-up.ts'

const HOST = new URL('./arm-host.ts', import.meta.url)
const CLOSE_TIMEOUT = 5000

/** How much of everything. */
export interface Pace {
  readonly size: 'smoke' | 'full'
  readonly rounds: number
  /** Milliseconds that a block fills at least. */
  readonly block: number
  /** Blocks before the one that counts, at most. */
  readonly warmUp: number
  /** Whether arms are paired with themselves. */
  readonly twice: boolean
  /** Milliseconds after which an arm that does not answer is given up. */
  readonly timeout: number
}

/** An arm under the name by which it takes part, and the version of it that is run. */
export interface Entrant {
  readonly name: string
  readonly at: ArmAt
  readonly build: Build
}

/** An arm in the course of a group: a process for each round, and what came of them. */
class Contestant {
  readonly name: string
  readonly #blocks: Block[] = []
  readonly #start: () => ArmProcess
  #process: ArmProcess | undefined
  #missing: string | undefined
  #failed: string | undefined

  constructor({ name, at, build }: Entrant) {
    this.name = name
    this.#start = () => new ArmProcess(at, name, build.of(HOST), build.of(at.module))
  }

  get result(): ArmResult {
    return {
      name: this.name,
      blocks: this.#blocks,
      ...(this.#missing !== undefined && { missing: this.#missing }),
      ...(this.#failed !== undefined && { failed: this.#failed }),
    }
  }

  /** Begins a round. An arm that lacks something, or has failed, is in no other. */
  async open(timeout: number): Promise<void> {
    if (this.#missing !== undefined || this.#failed !== undefined) return
    const process = this.#start()
    this.#process = process
    await this.#attempt(async () => {
      this.#missing = await process.open(timeout)
    })
    if (this.#missing !== undefined) this.kill()
  }

  async warmUp(group: Group, pace: Pace): Promise<void> {
    const blocks: Block[] = []
    // Work that takes long warms itself up; one block before it makes its code, where there is more than one round.
    const { rounds } = group
    const most = rounds === undefined ? pace.warmUp : Math.min(rounds > 1 ? 1 : 0, pace.warmUp)
    while (this.#process && blocks.length < most && !isWarm(blocks)) await this.#block(group, pace, blocks)
  }

  /** Runs the block that counts. */
  async play(group: Group, pace: Pace): Promise<void> {
    await this.#block(group, pace, this.#blocks)
  }

  async close(): Promise<void> {
    await this.#process?.close(CLOSE_TIMEOUT)
    this.#process = undefined
  }

  kill(): void {
    this.#process?.kill()
    this.#process = undefined
  }

  async #block(group: Group, pace: Pace, blocks: Block[]): Promise<void> {
    const process = this.#process
    if (process === undefined) return
    await this.#attempt(async () => {
      const size = group.size[pace.size]
      blocks.push(await process.block(size, group.expected(size), pace.block, pace.timeout))
    })
  }

  /** What goes wrong is this arm's affair: the others go on. */
  async #attempt(step: () => Promise<void>): Promise<void> {
    try {
      await step()
    } catch (error) {
      this.#failed = error instanceof Error ? error.message : String(error)
      this.kill()
    }
  }
}

/** Says how far it is. */
export type Report = (done: string) => void

/**
 * Runs the arms of a group against each other. A round gives each arm a new process, since what one process was lucky with, the
 * next is not (how its code was compiled, where its memory lies): it warms up there, and then one block of each is run, in an
 * order drawn anew.
 */
export async function playGroup(
  group: Group,
  entrants: readonly Entrant[],
  pace: Pace,
  random: RandomSource,
  report: Report,
): Promise<GroupResult> {
  const contestants = entrants.map((entrant) => new Contestant(entrant))
  const killAll = (): void => {
    for (const contestant of contestants) contestant.kill()
  }
  process.once('exit', killAll)
  try {
    const rounds = Math.min(pace.rounds, group.rounds ?? pace.rounds)
    for (let round = 1; round <= rounds; round++) {
      report(`round ${round} of ${rounds}`)
      await Promise.all(contestants.map((contestant) => contestant.open(pace.timeout)))
      for (const contestant of random.shuffle(contestants)) await contestant.warmUp(group, pace)
      for (const contestant of random.shuffle(contestants)) await contestant.play(group, pace)
      await Promise.all(contestants.map((contestant) => contestant.close()))
    }
  } finally {
    process.off('exit', killAll)
    killAll()
  }
  const { id, title, figure, unit, better, twice } = group
  const arms = contestants.map(({ result }) => result)
  const size = group.size[pace.size]
  return { id, title, figure, unit, better, size, ...(pace.twice && twice && { twice }), arms }
}

/** All arms of a group, and the one that is compared with itself once more. */
export function entrantsOf({ arms, twice }: Group, pace: Pace, build: Build): Entrant[] {
  const all = arms.map((at) => ({ name: at.name, at, build }))
  const other = pace.twice ? arms.find(({ name }) => name === twice) : undefined
  return other ? [...all, { name: again(other.name), at: other, build }] : all
}
