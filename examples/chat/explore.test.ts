import { type ActorContext, type ActorRef, defineActor, shownState } from '@troupe/core'
import { type ExploreOptions, explore, type Program, type StateView } from '@troupe/testkit'
import { describe, expect, test, vi } from 'vitest'
import * as actors from './actors.ts'
import { openLobby } from './open-lobby.ts'
import { defineSession } from './session.ts'
import type { SessionOptions, SessionProtocol } from './session-protocol.ts'
import type { Notice, Request } from './wire.ts'
import { Witness } from './witness.ts'

const options: SessionOptions = {
  rate: { rate: 1000, burst: 1000 },
  maxRooms: 2,
  maxDrafts: 10,
  maxWaiting: 100,
  patience: 1000,
}

interface ClientProtocol {
  begin(session: ActorRef<SessionProtocol>): void
  told(notice: Notice): void
}

/** What a client knows at some moment. */
interface ClientState {
  readonly notices: readonly Notice[]
  readonly complaints: readonly string[]
  /** How many lines it has said. */
  readonly said: number
}

/**
 * The other end of a connection: sends its requests one by one, the next when the last one has come to something; or all of them as soon as
 * it is welcome, if it is in a hurry.
 */
const Client = defineActor(
  'Client',
  (_ctx: ActorContext<ClientProtocol>, requests: readonly Request[], isHurried: boolean) => {
    const witness = new Witness()
    const notices: Notice[] = []
    const left = [...requests]
    let said = 0
    let session: ActorRef<SessionProtocol> | undefined
    const next = (): void => {
      const request = left.shift()
      if (request?.type === 'say') said++
      if (request !== undefined) session?.tell('heard', JSON.stringify(request))
    }
    return {
      begin(ref) {
        session = ref
        next()
      },
      told(notice) {
        witness.hear(notice)
        notices.push(notice)
        if (!isHurried && isOutcome(notice, nameOf(requests))) next()
        else if (isHurried && notice.type === 'welcome') while (left.length > 0) next()
      },
      [shownState]: (): ClientState => ({ notices, complaints: witness.complaints, said }),
    }
  },
)

/** Whether it is what a client waits for before it goes on. */
function isOutcome(notice: Notice, name: string | undefined): boolean {
  if (notice.type === 'line') return notice.from === name
  if (notice.type === 'joined') return !notice.again
  return notice.type === 'welcome' || notice.type === 'parted' || notice.type === 'unsure'
}

function nameOf([hello]: readonly Request[]): string | undefined {
  return hello?.type === 'hello' ? hello.name : undefined
}

const script = (name: string, ...requests: readonly Request[]): readonly Request[] => [
  { type: 'hello', name },
  ...requests,
]
const join: Request = { type: 'join', room: 'tea' }
const leave: Request = { type: 'leave', room: 'tea' }
const say = (text: string): Request => ({ type: 'say', room: 'tea', text })

interface Circumstances {
  readonly nodes?: readonly string[]
  readonly isHurried?: boolean
}

/** Clients at one lobby, each with what it asks for. */
function talk(
  scripts: readonly (readonly Request[])[],
  { nodes = [], isHurried = false }: Circumstances = {},
): Program {
  return async (system) => {
    if (nodes.length > 0) await system.addNodes('rooms', actors, { count: nodes.length })
    const lobby = openLobby(system, { nodes, maxRooms: 3, emptyFor: 1000 })
    for (const requests of scripts) {
      const name = nameOf(requests) ?? 'nobody'
      const client = system.spawn(Client, [requests, isHurried], { name })
      const connection = {
        write(notice: Notice): boolean {
          client.tell('told', notice)
          return true
        },
        close() {},
      }
      const session = system.spawn(defineSession(connection), [lobby, options], {
        name: `session-of-${name}`,
      })
      client.tell('begin', session)
    }
  }
}

const clientsOf = (state: StateView): readonly (readonly [string, ClientState])[] =>
  ['ann', 'bob', 'cyd'].flatMap((name) => {
    const client = state.stateOf<ClientState>(name)
    return client === undefined ? [] : [[name, client] as const]
  })

/** One stay of a client in a room: what it was told from `joined` on, and how the stay ended, if it has. */
interface Stay {
  readonly client: string
  readonly life: number
  readonly after: number
  readonly told: Map<number, string>
  end: 'away' | 'parted' | undefined
}

function staysOf([client, { notices }]: readonly [string, ClientState]): Stay[] {
  const stays: Stay[] = []
  for (const notice of notices) {
    const last = stays.at(-1)
    if (notice.type === 'joined')
      stays.push({ client, life: notice.life, after: notice.seq, told: new Map(), end: undefined })
    else if (last !== undefined && (notice.type === 'away' || notice.type === 'parted'))
      last.end = notice.type
    else if ('seq' in notice) last?.told.set(notice.seq, JSON.stringify(notice))
  }
  return stays
}

/** What each life of the room was, as far as anybody was told. */
function chronicleOf(stays: readonly Stay[]): Map<number, Map<number, string>> {
  const lives = new Map<number, Map<number, string>>()
  for (const { life, told } of stays) {
    const chronicle = lives.get(life) ?? new Map<number, string>()
    for (const [seq, event] of told) chronicle.set(seq, chronicle.get(seq) ?? event)
    lives.set(life, chronicle)
  }
  return lives
}

/** Nothing of rooms that a client is not in, no gaps, and one order for all. */
function isInOrder(state: StateView): true | string {
  const complaint = clientsOf(state).flatMap(([, { complaints }]) => complaints)[0]
  if (complaint !== undefined) return complaint
  const stays = clientsOf(state).flatMap(staysOf)
  const lives = chronicleOf(stays)
  for (const { client, life, told } of stays) {
    for (const [seq, event] of told)
      if (lives.get(life)?.get(seq) !== event) return `${client} was told ${event}, and others something else`
  }
  return true
}

/** What one was told, all were who were in the room, unless they were leaving. */
function isHeardByAll(state: StateView): true | string {
  const stays = clientsOf(state).flatMap(staysOf)
  const lives = chronicleOf(stays)
  for (const { client, life, after, told, end } of stays) {
    if (end === 'parted') continue
    for (const [seq, event] of lives.get(life) ?? [])
      if (seq > after && !told.has(seq)) return `${client} was not told ${event}`
  }
  return true
}

/** Each line that was said was heard by who said it, or is known to be unsure. */
function isAccountedFor(state: StateView): true | string {
  for (const [client, { notices, said }] of clientsOf(state)) {
    const known = notices.filter(({ type }) => type === 'unsure').length
    const heard = notices.filter((notice) => notice.type === 'line' && notice.from === client).length
    if (known + heard !== said) return `${client} said ${said}, heard ${heard} and is unsure of ${known}`
  }
  return true
}

/** Whoever has not left is in the room, and in the same. */
function isTogether(state: StateView): true | string {
  const last = clientsOf(state).map((client) => staysOf(client).at(-1))
  if (last.some((stay) => stay?.end === 'away')) return 'somebody was not put back'
  const lives = new Set(last.filter((stay) => stay?.end === undefined).map((stay) => stay?.life))
  return lives.size <= 1 || 'not all are in the same room'
}

const wasPutBack = (state: StateView): boolean =>
  clientsOf(state).some(([, { notices }]) =>
    notices.some((notice) => notice.type === 'joined' && notice.again),
  )

const promises: ExploreOptions = {
  timers: 'idle',
  always: { 'each is told what happens, in one order': isInOrder },
  finally: {
    'all hear what one hears': isHeardByAll,
    'what is said is accounted for': isAccountedFor,
    'those who have not left are together': isTogether,
  },
}

const rooms = ['lobby/Room$1', 'lobby/Room$2']
const ann = script('ann', join, say('hi'))

// An exploration is long on a machine that has other things to do.
vi.setConfig({ testTimeout: 120_000 })

describe('clients in one room, in every order', () => {
  test.each([
    ['one comes, and one talks', talk([ann, script('bob', join)])],
    ['one talks, and leaves', talk([script('ann', join, say('hi'), leave)])],
  ])('%s', async (_what, program) => {
    expect(await explore(program, promises)).toMatchObject({ exhaustive: true, failures: 0 })
  })

  test.each<[string, Program, ExploreOptions]>([
    ['one leaves while another talks', talk([ann, script('bob', join, leave)]), {}],
    ['one leaves and comes back', talk([ann, script('bob', join, leave, join)]), {}],
    [
      'one leaves and comes back in a hurry',
      talk([ann, script('bob', join, leave, join, say('ho'))], { isHurried: true }),
      {},
    ],
    [
      'the room ends because it is empty',
      talk([script('ann', join, leave), script('bob', join, say('hi'))]),
      { timers: 'in-order', maxSteps: 200 },
    ],
    ['three talk', talk(['ann', 'bob', 'cyd'].map((name) => script(name, join, say(`I am ${name}`)))), {}],
  ])('%s', async (_what, program, more) => {
    expect(await explore(program, { ...promises, strategy: 'portfolio', runs: 400, ...more })).toMatchObject({
      failures: 0,
    })
  })
})

describe('clients whose room crashes, at whatever moment', () => {
  const crash: ExploreOptions = { ...promises, sometimes: { 'somebody is put back': wasPutBack } }

  test('one talks', async () => {
    const report = await explore(talk([script('ann', join, say('hi'))]), {
      ...crash,
      faults: { crash: { of: rooms, max: 1 } },
    })
    expect(report).toMatchObject({ exhaustive: true, failures: 0 })
  })

  test('two talk', async () => {
    const program = talk([ann, script('bob', join, say('ho'))])
    const report = await explore(program, {
      ...crash,
      strategy: 'portfolio',
      runs: 300,
      faults: { crash: { of: rooms } },
    })
    expect(report).toMatchObject({ failures: 0 })
  })

  test('its node with it', async () => {
    const program = talk([ann, script('bob', join, say('ho'))], { nodes: ['rooms-0', 'rooms-1'] })
    const report = await explore(program, {
      ...crash,
      strategy: 'portfolio',
      runs: 150,
      faults: { crashNode: { max: 1 } },
    })
    expect(report).toMatchObject({ failures: 0 })
  })
})

test('a client whose session crashes leaves its rooms, and nobody else is disturbed', async () => {
  const report = await explore(talk([ann, script('bob', join)]), {
    ...promises,
    strategy: 'portfolio',
    runs: 300,
    faults: { crash: { of: ['session-of-bob'] } },
    finally: {
      'what is said is accounted for': isAccountedFor,
      'the room knows who is in it': (state) => {
        const members = state.stateOf<{ members: string[] }>('lobby/Room$1')?.members ?? []
        return members.length === (state.stateOf('session-of-bob') === undefined ? 1 : 2)
      },
    },
  })
  expect(report).toMatchObject({ failures: 0 })
})
