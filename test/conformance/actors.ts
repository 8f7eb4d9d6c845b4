import {
  type ActorContext,
  type ActorRef,
  type AnyActorRef,
  type Down,
  defineActor,
  Rejection,
  type SpawnOptions,
} from '@troupe/core'

export { Receptionist } from '@troupe/core/patterns'
export { Clerk, type ClerkProtocol, type ClerkRef } from './actors/clerk.ts'
export { Doorman, type DoormanRef } from './actors/doorman.ts'
export { Mate, type MateProtocol, type MateRef } from './actors/mate.ts'
export { Mourner, type MournerProtocol, type MournerRef } from './actors/mourner.ts'
export {
  ByKey,
  ByLoad,
  InTurn,
  JobQueue,
  type Jobs,
  Laborer,
  Member,
  MemberPool,
  News,
  Reader,
  Scribe,
  ScribeInbox,
  ToAll,
  ToScribe,
} from './actors/patterns.ts'
export { Sleeper, type SleeperProtocol } from './actors/sleeper.ts'
export { Counted, Tally } from './actors/tally.ts'
export { Timed, type TimedProtocol } from './actors/timed.ts'
export { type Recruit, Troop, Trooper, type TrooperRef } from './actors/troop.ts'
export { WaitingRoom, type WaitingRoomProtocol } from './actors/waiting-room.ts'

/** Collects what actors on all nodes have to say, in the order it arrives. */
export interface JournalProtocol {
  note(entry: string): void
  /** Answers with the entries as soon as there are so many. */
  until(count: number): readonly string[]
  all(): readonly string[]
}

export const Journal = defineActor(
  'Journal',
  (_ctx: ActorContext<JournalProtocol>) => {
    const entries: string[] = []
    let waiting: { readonly count: number; resolve(entries: readonly string[]): void }[] = []
    return {
      note(entry) {
        entries.push(entry)
        const due = waiting.filter(({ count }) => entries.length >= count)
        waiting = waiting.filter(({ count }) => entries.length < count)
        for (const { resolve } of due) resolve([...entries])
      },
      until(count) {
        if (entries.length >= count) return [...entries]
        return new Promise<readonly string[]>((resolve) => waiting.push({ count, resolve }))
      },
      all: () => [...entries],
    }
  },
  { interleave: ['until'] },
)

export type JournalRef = ActorRef<JournalProtocol>

/** Answers when all that was sent before has arrived. */
export interface Pingable {
  ping(): void
}

export interface EchoProtocol extends Pingable {
  echo(value: unknown): unknown
  echoAll(...values: readonly unknown[]): readonly unknown[]
  byteLength(buffer: ArrayBuffer): number
  isSame(one: AnyActorRef, other: AnyActorRef): boolean
  /** Asks another echo on its own node's behalf. */
  askFor(echo: ActorRef<EchoProtocol>, value: unknown): unknown
  /** Asks what is never answered. */
  askNever(faulty: ActorRef<FaultyProtocol>): void
}

export const Echo = defineActor('Echo', (_ctx: ActorContext<EchoProtocol>) => ({
  echo: (value) => value,
  echoAll: (...values) => values,
  byteLength: (buffer) => buffer.byteLength,
  isSame: (one, other) => one.equals(other),
  askFor: (echo, value) => echo.ask('echo', value),
  askNever: (faulty) => faulty.with({ timeout: Infinity }).ask('never'),
  ping: () => {},
}))

export type EchoRef = ActorRef<EchoProtocol>

/** What a sink has taken from one sender. */
export interface Taken {
  readonly count: number
  /** The first number that came out of order, with what came before it. */
  readonly fault: string | undefined
}

export interface SinkProtocol {
  take(sender: string, number: number, _ballast?: ArrayBuffer): void
  /** Like `take`, for senders that ask. */
  takeAndConfirm(sender: string, number: number): number
  taken(sender: string): Taken
  /** Handles nothing more until it is let go. */
  block(): void
}

/** Takes numbered messages and knows of each sender whether its numbers came in order. */
export const Sink = defineActor('Sink', (_ctx: ActorContext<SinkProtocol>, gate?: ActorRef<GateProtocol>) => {
  const senders = new Map<string, { count: number; fault: string | undefined }>()
  const take = (sender: string, number: number): number => {
    const known = senders.get(sender) ?? { count: 0, fault: undefined }
    if (number !== known.count) known.fault ??= `${number} came where ${known.count} was due`
    known.count++
    senders.set(sender, known)
    return number
  }
  return {
    take: (sender, number) => void take(sender, number),
    takeAndConfirm: take,
    taken: (sender) => ({ count: 0, fault: undefined, ...senders.get(sender) }),
    block: async () => void (await gate?.with({ timeout: 60_000 }).ask('pass')),
  }
})

export type SinkRef = ActorRef<SinkProtocol>

export interface GateProtocol {
  /** Answers when the gate is open. */
  pass(): boolean
  open(): void
  /** Answers when somebody waits at the gate. */
  knocked(): boolean
}

/** Keeps others waiting until a test lets them go. */
export const Gate = defineActor(
  'Gate',
  (_ctx: ActorContext<GateProtocol>) => {
    let open: (value: boolean) => void = () => {}
    const opened = new Promise<boolean>((resolve) => {
      open = resolve
    })
    let knock: (value: boolean) => void = () => {}
    const knocked = new Promise<boolean>((resolve) => {
      knock = resolve
    })
    return {
      pass() {
        knock(true)
        return opened
      },
      open: () => open(true),
      knocked: () => knocked,
    }
  },
  { interleave: ['pass', 'knocked'] },
)

export interface ProducerProtocol {
  /** Sends numbered messages, now and then one that is asked or that is large; answers what the sink has taken. */
  produce(sink: SinkRef, sender: string, count: number, variety: boolean): Taken
  /** Sends numbered messages and waits whenever `tell` says so; answers what the sink has taken, and the waits. */
  flood(sink: SinkRef, sender: string, count: number): Taken & { readonly waits: number }
  /** Sends until `tell` returns `false`; answers after how many. */
  fill(sink: SinkRef): number
  /** Waits until more can be sent; answers what the sink has taken by then of what was filled in. */
  awaitReady(sink: SinkRef): Taken
}

export const Producer = defineActor('Producer', (_ctx: ActorContext<ProducerProtocol>) => ({
  async produce(sink, sender, count, variety) {
    for (let i = 0; i < count; i++) {
      if (variety && i % 500 === 250) await sink.ask('takeAndConfirm', sender, i)
      else if (variety && i % 1000 === 750) sink.tell('take', sender, i, new ArrayBuffer(100_000))
      else sink.tell('take', sender, i)
    }
    return sink.ask('taken', sender)
  },
  async flood(sink, sender, count) {
    let waits = 0
    for (let i = 0; i < count; i++) {
      if (sink.tell('take', sender, i)) continue
      waits++
      await sink.ready()
    }
    return { waits, ...(await sink.ask('taken', sender)) }
  },
  fill(sink) {
    let sent = 1
    while (sink.tell('take', 'filler', sent - 1)) sent++
    return sent
  },
  async awaitReady(sink) {
    await sink.ready()
    return sink.ask('taken', 'filler')
  },
}))

export type FailureKind = 'rejection' | 'coded' | 'language' | 'string'

export interface FaultyProtocol extends Pingable {
  reject(message: string): void
  returnRejection(message: string): void
  fail(kind: FailureKind): void
  never(): void
  /** Answers when it is let go. */
  wait(gate: ActorRef<GateProtocol>): string
  answerWith(what: 'function' | 'nothing'): unknown
}

class Overdrawn extends Rejection {
  readonly missing: number
  constructor(message: string, missing: number) {
    super(message, { code: 'overdrawn', cause: new TypeError('the cause') })
    this.missing = missing
  }
}

function failure(kind: FailureKind): unknown {
  if (kind === 'string') return 'just words'
  if (kind === 'language') return new RangeError('out of range')
  return Object.assign(new Error('disk full', { cause: new Error('no inode left') }), {
    code: 'ENOSPC',
    disk: { free: 0n },
  })
}

export const Faulty = defineActor('Faulty', (_ctx: ActorContext<FaultyProtocol>) => ({
  reject(message) {
    throw new Overdrawn(message, 17)
  },
  returnRejection: (message) => new Rejection(message),
  fail(kind) {
    throw failure(kind)
  },
  never: () => new Promise<void>(() => {}),
  ping: () => {},
  async wait(gate) {
    await gate.with({ timeout: 60_000 }).ask('pass')
    return 'late'
  },
  answerWith: (what) => (what === 'function' ? () => {} : undefined),
}))

export interface WalkerProtocol {
  /** Asks the first of `way` to walk the rest; answers with all the paths. */
  walk(way: readonly ActorRef<WalkerProtocol>[]): readonly string[]
  /** Asks `first`, and after its answer walks the way. */
  walkAfter(first: ActorRef<WalkerProtocol>, way: readonly ActorRef<WalkerProtocol>[]): readonly string[]
  /** Walks without awaiting: answers at once. */
  send(way: readonly ActorRef<WalkerProtocol>[]): void
}

export type WalkerRef = ActorRef<WalkerProtocol>

async function walkOn(path: string, [next, ...rest]: readonly WalkerRef[]): Promise<readonly string[]> {
  return next === undefined ? [path] : [path, ...(await next.ask('walk', rest))]
}

function walk({ self }: ActorContext<WalkerProtocol>) {
  return {
    walk: (way: readonly WalkerRef[]) => walkOn(self.path, way),
    async walkAfter(first: WalkerRef, [next, ...rest]: readonly WalkerRef[]) {
      await first.ask('walk', [])
      return next === undefined ? [self.path] : [self.path, ...(await next.ask('walk', rest))]
    },
    send([next, ...rest]: readonly WalkerRef[]) {
      next?.tell('walk', rest)
    },
  }
}

export const Walker = defineActor('Walker', walk)
export const InterleavingWalker = defineActor('InterleavingWalker', walk, { interleave: ['walk'] })

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

export interface WatcherProtocol {
  /** Watches, and answers when the watched actor's node knows of it. */
  watch(ref: ActorRef<Pingable>, label: string): void
  unwatch(ref: AnyActorRef): void
  /** Something that a watched actor says. */
  say(word: string): void
  /** Ends the watch that was begun as the `index`th. */
  unwatchOne(index: number): void
}

/** Notes what it is told, and each `down`, in the order they come. */
export const Watcher = defineActor('Watcher', (ctx: ActorContext<WatcherProtocol>, journal: JournalRef) => {
  const watches: ReturnType<typeof ctx.watch>[] = []
  const labels: { readonly ref: AnyActorRef; readonly label: string }[] = []
  ctx.on('down', ({ ref, reason, error }) => {
    const label = labels.find((each) => each.ref.equals(ref))?.label ?? '?'
    journal.tell('note', `${label} down: ${reason}${error === undefined ? '' : ` (${error.message})`}`)
  })
  return {
    async watch(ref, label) {
      labels.push({ ref, label })
      watches.push(ctx.watch(ref))
      await ref.ask('ping').catch(() => {})
    },
    unwatch: (ref) => ctx.unwatch(ref),
    say: (word) => void journal.tell('note', word),
    unwatchOne(index) {
      const watch = watches[index]
      if (watch !== undefined) ctx.unwatch(watch)
    },
  }
})

export type WatcherRef = ActorRef<WatcherProtocol>

export interface SpeakerProtocol extends Pingable {
  /** Says so many words to a watcher, and ends by itself. */
  speakAndStop(watcher: ActorRef<Pick<WatcherProtocol, 'say'>>, words: number): void
  /** Tells who sent it that it was handled. */
  word(commander: ActorRef<CommanderProtocol>, round: number, number: number): void
}

export const Speaker = defineActor('Speaker', (ctx: ActorContext<SpeakerProtocol>) => ({
  speakAndStop(watcher, words) {
    for (let i = 0; i < words; i++) watcher.tell('say', `word ${i}`)
    ctx.stop()
  },
  ping: () => {},
  word: (commander, round, number) => void commander.tell('handled', round, number),
}))

/** What came of six words, with the order to stop between the third and the fourth. */
export interface Round {
  readonly handled: readonly number[]
  readonly downs: readonly string[]
}

export interface CommanderProtocol {
  /** Begins so many rounds, each with a speaker of its own. */
  command(rounds: number, on: string): void
  handled(round: number, number: number): void
  /** Answers when each round has seen the end of its speaker. */
  rounds(): readonly Round[]
}

/** Sends words, the order to stop, and more words to children that it watches: case 1 of the semantics. */
export const Commander = defineActor(
  'Commander',
  (ctx: ActorContext<CommanderProtocol>) => {
    const rounds: { readonly handled: number[]; readonly downs: string[] }[] = []
    const byPath = new Map<string, number>()
    let left = 0
    let finish: () => void = () => {}
    const finished = new Promise<void>((resolve) => {
      finish = resolve
    })
    ctx.on('down', ({ ref, reason }) => {
      rounds[byPath.get(ref.path) ?? -1]?.downs.push(reason)
      if (--left === 0) finish()
    })
    return {
      command(count, on) {
        left = count
        for (let round = 0; round < count; round++) {
          const speaker = ctx.spawn(Speaker, [], { on })
          rounds.push({ handled: [], downs: [] })
          byPath.set(speaker.path, round)
          ctx.watch(speaker)
          for (let word = 1; word <= 3; word++) speaker.tell('word', ctx.self, round, word)
          ctx.stop(speaker)
          for (let word = 4; word <= 6; word++) speaker.tell('word', ctx.self, round, word)
        }
      },
      handled: (round, number) => void rounds[round]?.handled.push(number),
      rounds: () => finished.then(() => rounds),
    }
  },
  { interleave: ['rounds'] },
)

export interface SaboteurProtocol extends Pingable {
  pid(): number
  exit(code: number): void
  throwLater(message: string): void
  /** Goes through the gate into an endless loop. */
  spin(gate: ActorRef<GateProtocol>): void
  /** Goes into an endless loop. */
  spinNow(): void
  /** Says so many words to a watcher. */
  speak(watcher: WatcherRef, words: number): void
}

/** Ends the node that it lives on. */
export const Saboteur = defineActor('Saboteur', (_ctx: ActorContext<SaboteurProtocol>) => ({
  pid: () => process.pid,
  ping: () => {},
  exit: (code) => process.exit(code),
  throwLater(message) {
    setTimeout(() => {
      throw new Error(message)
    })
  },
  async spin(gate) {
    await gate.ask('pass')
    for (;;);
  },
  spinNow() {
    for (;;);
  },
  speak(watcher, words) {
    for (let i = 0; i < words; i++) watcher.tell('say', `word ${i}`)
  },
}))

export interface SpawnerProtocol {
  /** Spawns an echo on a node and hands its ref to a friend in the same turn. */
  spawnFor(friend: ActorRef<FriendProtocol>, on: string, word: string): EchoRef
}

export const Spawner = defineActor('Spawner', (ctx: ActorContext<SpawnerProtocol>) => ({
  spawnFor(friend, on, word) {
    const echo = ctx.spawn(Echo, [], { on })
    friend.tell('meet', echo, word)
    return echo
  },
}))

export interface FriendProtocol {
  meet(echo: EchoRef, word: string): void
  /** Passes the ref on instead of using it. */
  introduce(friend: ActorRef<FriendProtocol>): void
}

/** Asks whom it is introduced to, at once, or passes the ref on to another friend. */
export const Friend = defineActor('Friend', (_ctx: ActorContext<FriendProtocol>, journal: JournalRef) => {
  let next: ActorRef<FriendProtocol> | undefined
  return {
    async meet(echo, word) {
      if (next === undefined) journal.tell('note', String(await echo.ask('echo', word)))
      else next.tell('meet', echo, word)
    },
    introduce(friend) {
      next = friend
    },
  }
})

export type SaboteurRef = ActorRef<SaboteurProtocol>

export {
  Debtor,
  type DebtorProtocol,
  type DebtorRef,
  Forwarder,
  type ForwarderProtocol,
  type ForwarderRef,
  Labourer,
  type LabourerProtocol,
  type LabourerRef,
} from './actors/asks.ts'
