import { type ActorContext, type ActorDefinition, type ActorRef, defineActor, shownState } from '@troupe/core'
import type { Program } from '../../../src/index.ts'

type Refs = Readonly<Record<string, Ref>>
type Ref = ActorRef<ScriptedProtocol>
type Ctx = ActorContext<ScriptedProtocol>

interface ScriptedProtocol {
  go(from: string, others: Refs): void
  late(): void
  question(from: string): string
}

/** For each actor what it does at its first message, its second and so on, and to whom. */
export type NodeScript = Readonly<Record<string, readonly (readonly (readonly [Deed, string])[])[]>>

export type Deed = 'ask' | keyof typeof deeds

interface Scene {
  readonly ctx: Ctx
  readonly name: string
  readonly script: NodeScript
  readonly others: Refs
  readonly log: string[]
}

/** What one actor does to another, or to itself. */
const deeds = {
  tell: ({ name, others }: Scene, other: Ref) => void other.tell('go', name, others),
  // Whether it is too much for the other one is part of what happened.
  flood: ({ name, others, log }: Scene, other: Ref) => void log.push(String(other.tell('go', name, others))),
  watch: ({ ctx }: Scene, other: Ref) => void ctx.watch(other),
  unwatch: ({ ctx }: Scene, other: Ref) => ctx.unwatch(other),
  link: ({ ctx }: Scene, other: Ref) => ctx.link(other),
  stop: ({ ctx }: Scene) => ctx.stop(),
  fail: ({ name }: Scene) => {
    throw new Error(`${name} was told to fail`)
  },
  timer: ({ ctx, name }: Scene) => ctx.timers.after('timer', name.charCodeAt(0), 'late'),
  stash: ({ ctx, log }: Scene) => {
    try {
      ctx.stash()
    } catch {
      log.push('stashed already')
    }
  },
  unstash: ({ ctx }: Scene) => void ctx.unstashAll(),
  spawn: (scene: Scene) => spawnChild(scene, 'child', {}),
  abroad: (scene: Scene) => spawnChild(scene, 'guest', { on: 'far' }),
}

function spawnChild({ ctx, name, script, others, log }: Scene, kind: string, place: { on?: string }): void {
  const child = `${kind}${log.length}`
  ctx.spawn(Scripted, [`${name}/${kind}`, script], { name: child, ...place }).tell('go', name, others)
}

/** Does what is written for it, and shows what happened to it. Whom it knows it is told with each message. */
const Scripted: ActorDefinition<ScriptedProtocol, [name: string, script: NodeScript]> = defineActor(
  'Scripted',
  (ctx: Ctx, name: string, script: NodeScript) => {
    const log: string[] = []
    let turn = 0
    let others: Refs = {}
    const handle = async (message: string): Promise<void> => {
      log.push(message)
      for (const [deed, whom] of script[name]?.[turn++] ?? []) {
        const other = others[whom]
        if (other === undefined) continue
        if (deed !== 'ask') deeds[deed]({ ctx, name, script, others, log }, other)
        else log.push(await other.ask('question', name).catch((error) => String(error.code)))
      }
    }
    ctx.on('down', ({ ref, reason }) => void log.push(`down ${nameOf(ref.path)} ${reason}`))
    return {
      go(from, known) {
        others = known
        return handle(`go ${from}`)
      },
      late: () => handle('late'),
      question(from) {
        log.push(`question ${from}`)
        return `${name} after ${log.length}`
      },
      [shownState]: () => [...log],
    }
  },
)

function nameOf(url: string): string {
  return url.slice(url.lastIndexOf('/') + 1)
}

/** The program of a script of which some actors live on another node. */
export function scriptedOnNodes(actors: NodeScript, onFar: readonly string[]): Program {
  return async (system) => {
    await system.addNodes('far', { Scripted }, { restart: 'temporary' })
    const options = { mailbox: { highWater: 1 }, backoff: { min: 100, max: 100, jitter: 0 } }
    const refs: Record<string, Ref> = {}
    for (const name of Object.keys(actors)) {
      const place = onFar.includes(name) ? { on: 'far' } : {}
      refs[name] = system.spawn(Scripted, [name, actors], { name, ...options, ...place })
    }
    for (const name of Object.keys(actors)) refs[name]?.tell('go', 'test', refs)
  }
}
