import { describe, expect, test } from 'vitest'
import {
  ByKey,
  ByLoad,
  Idler,
  InTurn,
  JobQueue,
  type Jobs,
  Journal,
  Laborer,
  Member,
  MemberPool,
  News,
  Reader,
  Saboteur,
  Scribe,
  ScribeInbox,
  ToAll,
  ToScribe,
} from './actors.ts'
import { errorOf } from './rejection.ts'
import { openStage } from './stage.ts'
import type { Places } from './suite.ts'
import type { Transport } from './transport.ts'
import { witness } from './witness.ts'

const everywhere = ['main', 'one-0', 'one-1', 'two-0']
/** What patterns do wherever they live, with those that they have to do with on other nodes. */
export function patterns({ stage, places }: Places): void {
  const members = () => everywhere.map((on) => stage().system.spawn(Member, [], { on }))

  describe.each(places)('a router $name', ({ on }) => {
    test('routes to each in turn, on all nodes, and they answer whoever asked', async () => {
      const all = members()
      const router = stage().system.spawn(InTurn, [all], on)
      const answers: string[] = []
      for (let n = 0; n < 2 * all.length; n++) answers.push(await router.ask('who', ''))
      expect(answers).toEqual([...all, ...all].map(({ path }) => path))
      expect(await errorOf(router.ask('refuse'))).toMatchObject({ code: 'not-today', message: 'not today' })
      expect(await errorOf(router.ask('fail'))).toMatchObject({
        code: 'actor-failed',
        cause: { message: 'oops' },
      })
    })

    test('routes tells as well as asks', async () => {
      const [journal, all] = [stage().system.spawn(Journal), members()]
      const router = stage().system.spawn(InTurn, [all], on)
      for (const text of ['a', 'b', 'c', 'd']) router.tell('note', journal, text)
      const notes = await journal.ask('until', 4)
      expect(notes.toSorted()).toEqual(['a', 'b', 'c', 'd'].map((text, n) => `${text} at ${all[n]?.path}`))
    })

    test('routes by key to the same one, and to others only what was for one that has ended', async () => {
      const all = members()
      const router = stage().system.spawn(ByKey, [all], on)
      const keys = Array.from({ length: 40 }, (_, n) => `key ${n}`)
      const owners = () => Promise.all(keys.map((key) => router.ask('who', key)))
      const before = await owners()
      expect(await owners()).toEqual(before)
      const [gone = expect.unreachable()] = all
      const seen = await witness(stage().system, gone, on.on ?? 'main')
      await stage().system.stop(gone)
      await seen()
      expect(await router.ask('router:size')).toBe(3)
      for (const [n, owner] of (await owners()).entries()) {
        if (before[n] === gone.path) expect(owner).not.toBe(gone.path)
        else expect(owner).toBe(before[n])
      }
    })

    test('routes by load, and hands on answers and errors', async () => {
      const router = stage().system.spawn(ByLoad, [members()], on)
      const answers = await Promise.all(everywhere.map(() => router.ask('who', '')))
      expect(new Set(answers).size).toBe(4)
      expect(await errorOf(router.ask('refuse'))).toMatchObject({ code: 'not-today' })
      expect(await errorOf(router.ask('fail'))).toMatchObject({
        code: 'actor-failed',
        cause: { message: 'oops' },
      })
      expect(await router.ask('router:size')).toBe(4)
    })

    test('routes to all, and answers with the first answer', async () => {
      const [journal, all] = [stage().system.spawn(Journal), members()]
      const router = stage().system.spawn(ToAll, [all], on)
      router.tell('note', journal, 'x')
      expect((await journal.ask('until', 4)).toSorted()).toEqual(
        all.map(({ path }) => `x at ${path}`).toSorted(),
      )
      expect(all.map(({ path }) => path)).toContain(await router.ask('who', ''))
    })

    test('makes a dead letter of what nobody is left for, and tells who asked', async () => {
      const [member] = members()
      if (member === undefined) throw new Error('There are four.')
      const router = stage().system.spawn(InTurn, [[member]], on)
      router.tell('router:leave', member)
      expect(await errorOf(router.ask('who', ''))).toMatchObject({ code: 'no-routees' })
    })

    test('is not spawned where nobody is there, and nothing has changed', async () => {
      const code = 'no-routees'
      expect(() => stage().system.spawn(InTurn, [[]], { ...on, name: 'router' })).toThrow(
        expect.objectContaining({ code }),
      )
      const [member] = members()
      if (member === undefined) throw new Error('There are four.')
      const router = stage().system.spawn(InTurn, [[member]], { ...on, name: 'router' })
      expect(await router.ask('who', '')).toBe(member.path)
      await stage().system.stop(router)
    })
  })

  test.each(places)('a pool $name has its routees where its definition says', async ({ on }) => {
    const pool = stage().system.spawn(MemberPool, [], on)
    const paths = await Promise.all([1, 2, 3, 4].map(() => pool.ask('who', '')))
    expect(new Set(paths).size).toBe(4)
    expect(paths.filter((path) => path.startsWith('troupe://one-0/'))).toHaveLength(2)
    expect(paths.filter((path) => path.startsWith('troupe://one-1/'))).toHaveLength(2)
  })

  test.each(places)(
    'a topic $name tells subscribers on all nodes in order, until they end [PAT-6]',
    async ({ on }) => {
      const { system } = stage()
      const [topic, journal] = [system.spawn(News, [], on), system.spawn(Journal)]
      const readers = everywhere.map((home) => system.spawn(Reader, [home, journal], { on: home }))
      for (const reader of readers) await topic.ask('subscribe', reader)
      for (let n = 0; n < 10; n++) topic.tell('publish', 'news', `${n}`)
      const notes = await journal.ask('until', 40)
      for (const home of everywhere)
        expect(notes.filter((note) => note.startsWith(`${home}:`))).toEqual(
          Array.from({ length: 10 }, (_, n) => `${home}: ${n}`),
        )
      const [first = expect.unreachable()] = readers
      const seen = await witness(system, first, on.on ?? 'main')
      await system.stop(first)
      await seen()
      expect(await topic.ask('subscribers')).toBe(3)
      topic.tell('publish', 'news', 'last')
      expect((await journal.ask('until', 43)).slice(40).toSorted()).toEqual(
        everywhere
          .slice(1)
          .map((home) => `${home}: last`)
          .toSorted(),
      )
    },
  )

  test.each(places)('a courier $name delivers in order to inboxes on all nodes', async ({ on }) => {
    const { system } = stage()
    for (const home of everywhere) {
      const journal = system.spawn(Journal)
      const inbox = system.spawn(ScribeInbox, [system.spawn(Scribe, [journal], { on: home })], { on: home })
      const courier = system.spawn(ToScribe, [inbox], on)
      const texts = Array.from({ length: 50 }, (_, n) => `${n}`)
      await Promise.all(texts.map((text) => courier.ask('note', text)))
      expect(await journal.ask('until', 50)).toEqual(texts)
    }
  })

  test.each(places)('a work queue $name has its work done on all nodes', async ({ on }) => {
    const { system } = stage()
    const jobs: Jobs = system.spawn(JobQueue, [], on)
    for (const home of everywhere) system.spawn(Laborer, [jobs, 2], { on: home })
    const results = await Promise.all(Array.from({ length: 200 }, (_, n) => jobs.ask('perform', n)))
    expect(results).toEqual(Array.from({ length: 200 }, (_, n) => `${n} done`))
    expect(await jobs.ask('state')).toMatchObject({ waiting: 0, underWay: 0 })
  })
}

/** What becomes of patterns when a node is lost. */
export function patternsAtNodeEnd(transport: Transport): void {
  const [end] = transport.ends
  if (end === undefined) return

  describe(`of ${transport.name}, one that ${end.name}`, () => {
    test.each(['main', 'two-0'])('leaves no work of a queue on %s undone [PAT-4]', async (home) => {
      await using stage = await openStage({ one: transport.nodes(2), two: transport.nodes(1) })
      const { system } = stage
      const jobs: Jobs = system.spawn(JobQueue, [], { on: home })
      const journal = system.spawn(Journal)
      const saboteur = system.spawn(Saboteur, [], { on: 'one-0' })
      await saboteur.ask('ping')
      await system.spawn(Idler, [jobs, 50, journal], { on: 'one-0' }).ask('ping')
      const patient = jobs.with({ timeout: 30_000 })
      const performed = Array.from({ length: 100 }, (_, n) => patient.ask('perform', n))
      await journal.ask('until', 1)
      expect(await jobs.ask('state')).toEqual({ waiting: 50, underWay: 50, workers: 1 })
      for (const on of ['one-1', 'main']) await system.spawn(Laborer, [jobs, 1], { on }).ask('ping')
      await end.end({ node: 'one-0', saboteur })
      expect(await Promise.all(performed)).toEqual(Array.from({ length: 100 }, (_, n) => `${n} done`))
      expect(await jobs.ask('state')).toEqual({ waiting: 0, underWay: 0, workers: 2 })
    })

    test('has its place in a pool taken by others [PAT-2]', async () => {
      await using stage = await openStage({ one: transport.nodes(2), two: transport.nodes(1) })
      const { system } = stage
      const pool = system.spawn(MemberPool, [], { on: 'two-0' })
      const saboteur = system.spawn(Saboteur, [], { on: 'one-0' })
      await Promise.all([pool.ask('who', ''), saboteur.ask('ping')])
      const seen = await witness(system, saboteur, 'two-0')
      await end.end({ node: 'one-0', saboteur })
      await seen()
      const paths = await Promise.all([1, 2, 3, 4].map(() => pool.ask('who', '')))
      expect(new Set(paths).size).toBe(4)
    })
  })
}
