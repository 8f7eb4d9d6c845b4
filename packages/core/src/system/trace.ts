import { createTrail } from '../env/node-env.ts'
import { checkCount, checkObject } from '../message/option.ts'
import { mergeTraces } from '../picture/merge-traces.ts'
import { traceDiagram } from '../picture/trace-diagram.ts'
import type { TraceStep } from '../picture/trace-step.ts'
import type { FarRecording } from './far-node.ts'
import type { LocalSystem } from './local-system.ts'
import { Recorder } from './recorder.ts'

/** How much is recorded. */
export interface RecordOptions {
  /** How many steps are kept of each node, the first ones; 10,000 unless said. */
  readonly most?: number
}

/** How much of a recording is drawn. */
export interface DiagramOptions {
  /** How many lines the diagram has at most; 200 unless said. */
  readonly lines?: number
  /**
   * How many take part in it at most, 12 unless said. Where there are more, actors without names that have one definition, and
   * one node, are drawn as one.
   */
  readonly participants?: number
}

/**
 * What happens in a system from now on, on all of its nodes, until it is stopped.
 *
 * @example
 * ```ts
 * import { type ActorContext, createSystem, defineActor } from '@troupe/core'
 *
 * const Echo = defineActor('Echo', (_ctx: ActorContext<{ say(word: string): string }>) => ({ say: (word) => word }))
 * await using system = await createSystem()
 * const trace = await system.record()
 * await system.spawn(Echo, [], { name: 'echo' }).ask('say', 'hello')
 * await trace.stop()
 * console.log(trace.toMermaid({ lines: 50 }))
 * ```
 */
export interface Trace {
  /** Records no more. Resolves when all nodes have sent what they had recorded, or a second has passed. */
  stop(): Promise<void>
  /**
   * What has been recorded so far as a sequence diagram in the language of Mermaid: a message where it is handled, an answer where
   * it is given, who fails, is started anew and ends. What repeats itself is drawn once, `× 1,000`.
   *
   * @throws InvalidOptionError
   */
  toMermaid(options?: DiagramOptions): string
}

/** Milliseconds that other nodes are given to send what they have recorded. */
const PATIENCE_MS = 1000

/** Resolves when every node records. */
export async function record(local: LocalSystem, options: RecordOptions = {}): Promise<Trace> {
  checkObject('The options of record', options, '{ most: 500 }')
  const trace = new RunningTrace(local, checkCount(options.most, 'most', 10_000))
  await trace.begin()
  return trace
}

/** What has come from one node. */
interface NodeLog {
  readonly node: string
  readonly steps: TraceStep[]
  left: number
  recording: FarRecording | undefined
}

class RunningTrace implements Trace {
  private readonly local: LocalSystem
  private readonly most: number
  private readonly logs: NodeLog[] = []
  private readonly silent = new Set<string>()
  private readonly ends: (() => void)[] = []
  private ended: Promise<void> | undefined = undefined

  constructor(local: LocalSystem, most: number) {
    this.local = local
    this.most = most
  }

  async begin(): Promise<void> {
    const { local } = this
    const log = this.logOf(local.nodeName)
    const trail = createTrail()
    const { nodeName, clock } = local
    const recorder = new Recorder({ nodeName, clock, trail }, this.most, (step) => log.steps.push(step))
    const looking = local.inspect((event) => {
      recorder.look(event)
      log.left = recorder.left
    })
    this.ends.push(
      looking,
      () => trail?.end(),
      local.events.on('node-down', ({ name, error }) => recorder.nodeDown(name, error)),
      // One that is launched anew is told before anybody is spawned there.
      local.events.on('node-up', ({ name }) => void this.beginOn(name)),
    )
    await this.patiently(local.farNodes().map(({ name }) => this.beginOn(name)))
  }

  stop(): Promise<void> {
    this.ended ??= this.end()
    return this.ended
  }

  toMermaid(options: DiagramOptions = {}): string {
    checkObject('The options of toMermaid', options, '{ lines: 50 }')
    const limits = {
      lines: checkCount(options.lines, 'lines', 200),
      participants: checkCount(options.participants, 'participants', 12),
    }
    const left = this.logs.reduce((sum, log) => sum + log.left, 0)
    const remarks = Array.from(this.silent, (node) => `node ${node} has not said what happened there`)
    return traceDiagram(mergeTraces(this.logs), limits, left, remarks)
  }

  private logOf(node: string): NodeLog {
    const log: NodeLog = { node, steps: [], left: 0, recording: undefined }
    this.logs.push(log)
    return log
  }

  private async beginOn(name: string): Promise<void> {
    const node = this.local.farNodes().find((each) => each.name === name)
    if (node === undefined) return
    const log = this.logOf(name)
    const recording = node.record(this.most, (steps, left) => {
      log.steps.push(...steps)
      log.left = left
    })
    log.recording = recording
    await recording.begun
  }

  private async end(): Promise<void> {
    for (const end of this.ends) end()
    const open = this.logs.filter(({ recording }) => recording !== undefined)
    for (const { node } of open) this.silent.add(node)
    const ends = open.map(async ({ node, recording }) => {
      await recording?.stop()
      this.silent.delete(node)
    })
    await this.patiently(ends)
  }

  /** A node whose thread is in a loop never answers. */
  private async patiently(all: readonly Promise<void>[]): Promise<void> {
    if (all.length === 0) return
    await new Promise<void>((resolve) => {
      const timer = this.local.clock.setTimer(PATIENCE_MS, resolve)
      void Promise.all(all).then(() => {
        timer.cancel()
        resolve()
      })
    })
  }
}
