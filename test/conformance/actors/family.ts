import {
  type ActorContext,
  type ActorRef,
  type AnyActorRef,
  type Down,
  defineActor,
  type SpawnOptions,
} from '@troupe/core'
import type { Pingable } from './echo.ts'
import type { GateProtocol } from './gate.ts'
import type { JournalRef } from './journal.ts'

/** How a parent is to spawn; a function cannot be sent. */
export type ChildOptions = Omit<SpawnOptions, 'decide'>

/** Which definition a parent is to spawn. */
export type ChildKind = 'Child' | 'BadSetup' | 'Parent' | 'EndlessSetup' | 'Unknown'

export interface ChildProtocol extends Pingable {
  add(entry: string): void
  entries(): readonly string[]
  crash(message: string): void
  finish(): void
  askNever(): void
  /** Stays in a handler until the gate opens. */
  hold(gate: ActorRef<GateProtocol>): void
}

export type ChildRef = ActorRef<ChildProtocol>

export const Child = defineActor(
  'Child',
  (ctx: ActorContext<ChildProtocol>, label: string, journal: JournalRef) => {
    const entries: string[] = []
    ctx.on('started', () => void journal.tell('note', `${label} started`))
    ctx.on('restart', () => void journal.tell('note', `${label} restarts`))
    ctx.on('stopped', () => void journal.tell('note', `${label} stopped`))
    return {
      add: (entry) => void entries.push(entry),
      entries: () => [...entries],
      crash(message) {
        throw new Error(message)
      },
      finish: () => ctx.stop(),
      ping: () => {},
      askNever: () => new Promise<void>(() => {}),
      hold: async (gate) => void (await gate.with({ timeout: 60_000 }).ask('pass')),
    }
  },
)

export const BadSetup = defineActor('BadSetup', (_ctx: ActorContext<ChildProtocol>): never => {
  throw Object.assign(new Error('no configuration'), { code: 'ENOCONF' })
})

export const EndlessSetup = defineActor(
  'EndlessSetup',
  (_ctx: ActorContext<ChildProtocol>) => new Promise<never>(() => {}),
)

/** Not exported: no node knows it. */
const Unknown = defineActor('Unknown', (_ctx: ActorContext<ChildProtocol>): never => {
  throw new Error('never spawned')
})

export const unexported = { Unknown }

/** How an actor ended. */
export type Ended = Pick<Down, 'reason' | 'error'>

export interface ParentProtocol {
  spawnChild(label: string, options: ChildOptions, kind?: ChildKind): ChildRef
  spawnParent(label: string, options: ChildOptions): ActorRef<ParentProtocol>
  children(): readonly AnyActorRef[]
  stopChild(child: AnyActorRef): void
  /** Answers when the parent has seen the child's end, which it watches for from the moment it spawns it. */
  ended(child: AnyActorRef): Ended
  crash(message: string): void
}

export type ParentRef = ActorRef<ParentProtocol>

export const Parent = defineActor(
  'Parent',
  (ctx: ActorContext<ParentProtocol>, label: string, journal: JournalRef) => {
    const waiting = new Map<string, (ended: Ended) => void>()
    const known = new Map<string, Ended>()
    const watched = <P>(child: ActorRef<P>): ActorRef<P> => {
      ctx.watch(child)
      return child
    }
    ctx.on('started', () => void journal.tell('note', `${label} started`))
    ctx.on('restart', () => void journal.tell('note', `${label} restarts`))
    ctx.on('stopped', () => void journal.tell('note', `${label} stopped`))
    ctx.on('child-failed', (_child, error) => void journal.tell('note', `${label} hears: ${wordsOf(error)}`))
    ctx.on('down', ({ ref, reason, error }) => {
      known.set(ref.path, { reason, error })
      waiting.get(ref.path)?.({ reason, error })
    })
    return {
      spawnChild(name, options, kind = 'Child') {
        if (kind === 'BadSetup') return watched(ctx.spawn(BadSetup, [], options))
        if (kind === 'EndlessSetup') return watched(ctx.spawn(EndlessSetup, [], options))
        if (kind === 'Unknown') return watched(ctx.spawn(Unknown, [], options))
        return watched(ctx.spawn(Child, [name, journal], options))
      },
      spawnParent: (name, options): ParentRef => watched(ctx.spawn(Parent, [name, journal], options)),
      children: () => ctx.children,
      stopChild: (child) => ctx.stop(child),
      ended(child) {
        const end = known.get(child.path)
        if (end !== undefined) return end
        // A parent that was started anew does not watch the children that were spawned before.
        ctx.watch(child)
        return new Promise<Ended>((resolve) => waiting.set(child.path, resolve))
      },
      crash(message) {
        throw new Error(message)
      },
    }
  },
  { interleave: ['ended'] },
)

function wordsOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error)
}
