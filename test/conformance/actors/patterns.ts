import { type ActorContext, type ActorRef, defineActor, Rejection } from '@troupe/core'
import {
  broadcast,
  consistentHashing,
  defineCourier,
  defineInbox,
  definePool,
  defineRouter,
  defineTopic,
  defineWorkQueue,
  leastLoaded,
  type WorkerProtocol,
  type WorkQueueProtocol,
} from '@troupe/core/patterns'
import type { Pingable } from './echo.ts'
import type { JournalProtocol } from './journal.ts'

export interface MemberProtocol extends Pingable {
  /** Answers with its own path. */
  who(about: string): string
  note(journal: ActorRef<JournalProtocol>, text: string): void
  refuse(): void
  fail(): void
}

/** One of many that can all do the same. */
export const Member = defineActor('Member', (ctx: ActorContext<MemberProtocol>) => ({
  ping: () => {},
  who: () => ctx.self.path,
  note: (journal, text) => void journal.tell('note', `${text} at ${ctx.self.path}`),
  refuse() {
    throw new Rejection('not today', { code: 'not-today' })
  },
  fail() {
    throw new Error('oops')
  },
}))

export const InTurn = defineRouter<MemberProtocol>('InTurn')
export const ByKey = defineRouter<MemberProtocol>(
  'ByKey',
  consistentHashing((...[name, about]) => (name === 'who' ? about : name)),
)
export const ByLoad = defineRouter<MemberProtocol>('ByLoad', leastLoaded())
export const ToAll = defineRouter<MemberProtocol>('ToAll', broadcast())

export const MemberPool = definePool('MemberPool', Member, { size: 4, routee: { on: 'one' } })

export interface NewsEvents {
  news(text: string): void
}

export const News = defineTopic<NewsEvents>('News')

/** Subscribes to news, and writes into a journal what it hears. */
export const Reader = defineActor(
  'Reader',
  (_ctx: ActorContext<NewsEvents & Pingable>, label: string, journal: ActorRef<JournalProtocol>) => ({
    ping: () => {},
    news: (text) => void journal.tell('note', `${label}: ${text}`),
  }),
)

export type Jobs = ActorRef<WorkQueueProtocol<number, string>>

export const JobQueue = defineWorkQueue<number, string>('JobQueue')

export interface NoteProtocol {
  note(text: string): void
}

/** Writes down what it is told. */
export const Scribe = defineActor(
  'Scribe',
  (_ctx: ActorContext<NoteProtocol>, journal: ActorRef<JournalProtocol>) => ({
    note: (text) => void journal.tell('note', text),
  }),
)

export const ScribeInbox = defineInbox<NoteProtocol>('ScribeInbox')
export const ToScribe = defineCourier<NoteProtocol>('ToScribe', { window: 10 })

type Work = WorkerProtocol<number, string> & Pingable

/** Works for a queue, which it has joined when it answers anything. */
export const Laborer = defineActor(
  'Laborer',
  async (ctx: ActorContext<Work>, jobs: Jobs, slots: number, journal?: ActorRef<JournalProtocol>) => {
    await jobs.ask('join', ctx.self, slots)
    return {
      ping: () => {},
      work(job) {
        journal?.tell('note', `${job} done`)
        return `${job} done`
      },
    }
  },
)

/** Takes work, and never gets it done. */
export const Idler = defineActor(
  'Idler',
  async (ctx: ActorContext<Work>, jobs: Jobs, slots: number, journal: ActorRef<JournalProtocol>) => {
    await jobs.ask('join', ctx.self, slots)
    return {
      ping: () => {},
      work(job) {
        journal.tell('note', `${job} begun`)
        return new Promise<string>(() => {})
      },
    }
  },
)
