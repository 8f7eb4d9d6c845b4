import { type ActorContext, type ActorRef, defineActor, type GroupOptions } from '@troupe/core'

/** Where members write down what happens to them. */
interface NotesProtocol {
  note(entry: string): void
}

export interface TrooperProtocol {
  ping(): void
  crash(message: string): void
  /** Notes a word. */
  say(word: string): void
  /** Notes that it is in its handler for good, and when nobody waits for it any more. */
  hang(): void
}

/** A member of a group: notes each of its starts before it has started, and its ends. */
export const Trooper = defineActor(
  'Trooper',
  async (
    ctx: ActorContext<TrooperProtocol>,
    label: string,
    notes: ActorRef<NotesProtocol>,
    troop: ActorRef<TroopProtocol>,
    awaited?: string,
  ) => {
    ctx.on(
      'restart',
      (error) => void notes.tell('note', `${label} ${error === undefined ? 'rests' : 'restarts'}`),
    )
    ctx.on('stopped', () => void notes.tell('note', `${label} stopped`))
    // Whoever starts later, on whatever node, notes it later.
    await notes.ask('note', `${label} up`)
    if (awaited !== undefined) await (await troop.ask('troopers'))[awaited]?.ask('ping')
    return {
      ping: () => {},
      crash(message) {
        throw new Error(message)
      },
      say: (word) => void notes.tell('note', `${label} says ${word}`),
      hang() {
        ctx.abortSignal.addEventListener('abort', () => void notes.tell('note', `${label} is interrupted`))
        notes.tell('note', `${label} hangs`)
        return new Promise<void>(() => {})
      },
    }
  },
)

export type TrooperRef = ActorRef<TrooperProtocol>

/** How a member is spawned. */
export interface Recruit {
  readonly label: string
  readonly on: string
  readonly restart?: 'permanent' | 'transient' | 'temporary'
  readonly stopTimeout?: number
  /** Whom it asks in its setup. */
  readonly awaits?: string
}

export interface TroopProtocol {
  /** The members by their labels, alive or not. */
  troopers(): Readonly<Record<string, TrooperRef>>
  /** The labels of those that are alive. */
  alive(): readonly string[]
}

/** Makes one group at its setup. */
export const Troop = defineActor(
  'Troop',
  (
    ctx: ActorContext<TroopProtocol>,
    notes: ActorRef<NotesProtocol>,
    options: GroupOptions,
    recruits: readonly Recruit[],
  ) => {
    ctx.on('stopped', () => void notes.tell('note', 'troop stopped'))
    const group = ctx.group(options)
    const troopers: Record<string, TrooperRef> = {}
    for (const { label, awaits, ...where } of recruits) {
      troopers[label] = group.spawn(Trooper, [label, notes, ctx.self, awaits], { name: label, ...where })
    }
    return {
      troopers: () => ({ ...troopers }),
      alive: () => group.members.map(({ path }) => path.slice(path.lastIndexOf('/') + 1)),
    }
  },
)
