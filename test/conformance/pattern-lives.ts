import type { ActorSystem, AnyActorRef } from '@troupe/core'
import { confirmService } from '@troupe/core/patterns'
import { describe, expect, test } from 'vitest'
import {
  AnyMember,
  CalmBreaker,
  Gate,
  InTurn,
  JobQueue,
  type Jobs,
  Journal,
  Laborer,
  Labourer,
  LonePool,
  Member,
  MemberPool,
  members,
  News,
  QuickBreaker,
  Reader,
  Receptionist,
  Saboteur,
  Scribe,
  ScribeInbox,
  StrayPool,
  Sum,
  ToScribe,
  Vigil,
  WorkBreaker,
  Wrecker,
} from './actors.ts'
import { codeOf } from './rejection.ts'
import { openStage } from './stage.ts'
import type { Places } from './suite.ts'
import type { Transport } from './transport.ts'
import { witness } from './witness.ts'

const everywhere = ['main', 'one-0', 'one-1', 'two-0']
/** Has an actor fail for a reason that is none of its own. */
async function startAnew(system: ActorSystem, victim: AnyActorRef): Promise<void> {
  const wrecker = system.spawn(Wrecker, [victim], { restart: 'temporary' })
  const report = new Promise<void>((resolve) => {
    const stop = system.events.on('failure', ({ path }) => {
      if (path !== victim.path) return
      stop()
      resolve()
    })
  })
  await codeOf(wrecker.ask('fall'))
  // The failure of an actor on another node is told there.
  if (victim.path.startsWith('troupe://main/')) await report
}

/** Patterns that guard or outlive what happens, wherever they live. */
export function patternLives({ stage, places }: Places): void {
  describe.each(places)('$name', ({ on }) => {
    test('a breaker opens after so many failures, and is still open when it is started anew [PAT-1, PAT-7]', async () => {
      const { system } = stage()
      const member = system.spawn(Member, [], { on: 'one-0' })
      const breaker = system.spawn(CalmBreaker, [member], on)
      expect(await breaker.ask('who', '')).toBe(member.path)
      expect(await codeOf(breaker.ask('refuse'))).toBe('not-today')
      for (let n = 0; n < 2; n++) expect(await codeOf(breaker.ask('fail'))).toBe('actor-failed')
      expect(await codeOf(breaker.ask('who', ''))).toBe('breaker-open')
      await startAnew(system, breaker)
      expect(await codeOf(breaker.ask('who', ''))).toBe('breaker-open')
      expect(await breaker.ask('breaker:state')).toBe('open')
    })

    test('a breaker tries again after its rest', async () => {
      const { system, leap } = stage()
      const member = system.spawn(Member, [], { on: 'two-0' })
      const breaker = system.spawn(QuickBreaker, [member], on)
      expect(await codeOf(breaker.ask('fail'))).toBe('actor-failed')
      expect(await codeOf(breaker.ask('who', ''))).toBe('breaker-open')
      await leap(20, on.on)
      expect(await breaker.ask('breaker:state')).toBe('half-open')
      expect(await breaker.ask('who', '')).toBe(member.path)
      expect(await breaker.ask('breaker:state')).toBe('closed')
    })

    test('a breaker learns from whoever waits in vain, and nothing from whoever gives up before that [PAT-7]', async () => {
      const { system, pass } = stage()
      const [gate, journal] = [system.spawn(Gate), system.spawn(Journal)]
      const labourer = system.spawn(Labourer, [journal], { on: 'one-1' })
      const breaker = system.spawn(WorkBreaker, [labourer], on)
      const aborter = new AbortController()
      const fickle = codeOf(breaker.with({ signal: aborter.signal }).ask('work', gate))
      await journal.ask('until', 2)
      aborter.abort()
      expect(await fickle).toBe('ask-aborted')
      expect(await journal.ask('until', 3)).toEqual(['begins', 'works', 'stopped: ask-given-up'])
      expect(await breaker.ask('breaker:state')).toBe('closed')
      const patient = codeOf(breaker.with({ timeout: 300 }).ask('work', gate))
      await journal.ask('until', 4)
      await pass(300)
      expect(await patient).toBe('ask-timeout')
      expect((await journal.ask('until', 5)).slice(3)).toEqual(['works', 'stopped: ask-given-up'])
      expect(await breaker.ask('breaker:state')).toBe('open')
    })

    test('a task is done once, and what comes of it reaches whoever asks', async () => {
      const { system } = stage()
      const task = system.spawn(Sum, [1, 2, 3], on)
      expect(await task.ask('result')).toBe(6)
      await system.terminated(task)
    })

    test('a task that is cancelled calls its job off, and so does one that is started anew [PAT-8]', async () => {
      const { system } = stage()
      for (const [end, code] of [
        ['cancel', 'task-cancelled'],
        ['restart', 'actor-terminated'],
      ]) {
        const journal = system.spawn(Journal)
        const task = system.spawn(Vigil, [journal], on)
        const result = codeOf(task.ask('result'))
        await journal.ask('until', 1)
        if (end === 'cancel') task.tell('cancel')
        else await startAnew(system, task)
        expect(await result).toBe(code)
        expect(await journal.ask('until', 2)).toEqual(['begun', 'aborted'])
        if (end === 'restart') expect(await codeOf(task.ask('result'))).toBe('task-failed')
        await system.terminated(task)
      }
    })

    test('a router that is started anew routes to whom it had, on all nodes [PAT-1]', async () => {
      const { system } = stage()
      const [first, ...others] = everywhere.map((home) => system.spawn(Member, [], { on: home }))
      if (first === undefined) return expect.unreachable()
      const router = system.spawn(InTurn, [[first]], on)
      for (const other of others) await router.ask('router:join', other)
      await router.ask('router:leave', first)
      await startAnew(system, router)
      const paths = await Promise.all(others.map(() => router.ask('who', '')))
      expect(paths.toSorted()).toEqual(others.map(({ path }) => path).toSorted())
    })

    test('a topic that is started anew has its subscribers, on all nodes [PAT-1]', async () => {
      const { system } = stage()
      const [topic, journal] = [system.spawn(News, [], on), system.spawn(Journal)]
      for (const home of everywhere)
        await topic.ask('subscribe', system.spawn(Reader, [home, journal], { on: home }))
      await startAnew(system, topic)
      await topic.ask('publish', 'news', 'x')
      expect((await journal.ask('until', 4)).toSorted()).toEqual(
        everywhere.map((home) => `${home}: x`).toSorted(),
      )
    })

    test('a work queue that is started anew has its workers, and all that it was offered is done [PAT-1, PAT-4]', async () => {
      const { system } = stage()
      const jobs: Jobs = system.spawn(JobQueue, [], on)
      for (let n = 0; n < 20; n++) await jobs.ask('offer', n)
      await startAnew(system, jobs)
      expect(await jobs.ask('state')).toMatchObject({ waiting: 20 })
      const journal = system.spawn(Journal)
      for (const home of everywhere) await system.spawn(Laborer, [jobs, 1, journal], { on: home }).ask('ping')
      await startAnew(system, jobs)
      expect(await jobs.ask('perform', 20)).toBe('20 done')
      const done = await journal.ask('until', 21)
      expect(new Set(done)).toEqual(new Set(Array.from({ length: 21 }, (_, n) => `${n} done`)))
      expect(await jobs.ask('state')).toMatchObject({ waiting: 0, workers: 4 })
    })

    test('a courier and an inbox that are started anew repeat nothing, and leave nothing out [PAT-1, PAT-5]', async () => {
      const { system } = stage()
      const journal = system.spawn(Journal)
      const inbox = system.spawn(ScribeInbox, [system.spawn(Scribe, [journal], on)], on)
      const courier = system.spawn(ToScribe, [inbox], on)
      for (let n = 0; n < 20; n++) courier.tell('note', `${n}`)
      await journal.ask('until', 20)
      await startAnew(system, courier)
      for (let n = 20; n < 30; n++) await courier.ask('note', `${n}`)
      await startAnew(system, inbox)
      for (let n = 30; n < 40; n++) await courier.ask('note', `${n}`)
      expect(await journal.ask('all')).toEqual(Array.from({ length: 40 }, (_, n) => `${n}`))
    })

    test('a group router routes to all that are registered, though router and receptionist are started anew', async () => {
      const { system } = stage()
      const receptionist = system.spawn(Receptionist, [], on)
      const all = everywhere.map((home) => system.spawn(Member, [], { on: home }))
      for (const member of all) await confirmService(receptionist, members, member)
      const router = system.spawn(AnyMember, [receptionist], on)
      const routed = async () => new Set(await Promise.all(all.map(() => router.ask('who', ''))))
      const paths = new Set(all.map(({ path }) => path))
      expect(await routed()).toEqual(paths)
      for (const each of [receptionist, router]) await startAnew(system, each)
      expect(await routed()).toEqual(paths)
    })

    test('a pool whose routees are to live on a node that there is not is not spawned', () => {
      expect(() => stage().system.spawn(StrayPool, [], on)).toThrow(
        expect.objectContaining({ code: 'no-such-node' }),
      )
    })

    test('a pool that is started anew has ended its routees before it has others [PAT-1]', async () => {
      const { system } = stage()
      const pool = system.spawn(MemberPool, [], on)
      const routed = async () => new Set(await Promise.all([1, 2, 3, 4].map(() => pool.ask('who', ''))))
      const before = await routed()
      await startAnew(system, pool)
      const after = await routed()
      expect(after.size).toBe(4)
      expect([...after].filter((path) => before.has(path))).toEqual([])
    })
  })
}

/** What becomes of patterns when a node is lost that has a part of them. */
export function patternLivesAtNodeEnd(transport: Transport): void {
  const [end] = transport.ends
  if (end === undefined) return
  const open = () => openStage({ one: transport.nodes(2), two: transport.nodes(1) })

  describe(`of ${transport.name}, one that ${end.name}`, () => {
    test.each([
      ['its inbox', 'main', 'one-0', 'delivery-given-up'],
      ['it', 'one-0', 'main', 'node-down'],
    ])(
      'leaves none to wonder what a courier has delivered, where %s was there [PAT-5]',
      async (_what, near, far, code) => {
        await using stage = await open()
        const { system } = stage
        const journal = system.spawn(Journal)
        const saboteur = system.spawn(Saboteur, [], { on: 'one-0' })
        await saboteur.ask('ping')
        const inbox = system.spawn(ScribeInbox, [system.spawn(Scribe, [journal], { on: far })], { on: far })
        const courier = system.spawn(ToScribe, [inbox], { on: near }).with({ timeout: 30_000 })
        const texts = Array.from({ length: 500 }, (_, n) => `${n}`)
        const outcomes = texts.map((text) => codeOf(courier.ask('note', text)))
        await journal.ask('until', 50)
        await end.end({ node: 'one-0', saboteur })
        const said = await Promise.all(outcomes)
        expect(said.every((outcome) => outcome === 'answered' || outcome === code)).toBe(true)
        const handled = await journal.ask('all')
        expect(handled).toEqual(texts.slice(0, handled.length))
        expect(said.lastIndexOf('answered')).toBeLessThan(handled.length)
      },
    )

    test('is forgotten by topics, and the others are told', async () => {
      await using stage = await open()
      const { system } = stage
      const [topic, journal] = [system.spawn(News, [], { on: 'two-0' }), system.spawn(Journal)]
      for (const home of everywhere)
        await topic.ask('subscribe', system.spawn(Reader, [home, journal], { on: home }))
      const saboteur = system.spawn(Saboteur, [], { on: 'one-0' })
      await saboteur.ask('ping')
      const seen = await witness(system, saboteur, 'two-0')
      await end.end({ node: 'one-0', saboteur })
      await seen()
      expect(await topic.ask('subscribers')).toBe(3)
      await topic.ask('publish', 'news', 'x')
      expect((await journal.ask('until', 3)).toSorted()).toEqual(['main: x', 'one-1: x', 'two-0: x'])
    })

    test('comes back with the routees of a pool that had no other [PAT-2]', async () => {
      await using stage = await open()
      const { system } = stage
      const pool = system.spawn(LonePool)
      const saboteur = system.spawn(Saboteur, [], { on: 'two-0' })
      await Promise.all([pool.ask('who', ''), saboteur.ask('ping')])
      const up = stage.nodeUp('two-0')
      await end.end({ node: 'two-0', saboteur })
      await up
      const answering = async (): Promise<number> => {
        const answers = await Promise.allSettled([1, 2, 3, 4].map(() => pool.ask('who', '')))
        return new Set(answers.flatMap((each) => (each.status === 'fulfilled' ? [each.value] : []))).size
      }
      // The node comes back before, between or after the pool's tries to fill the two places; what fails is tried again.
      if ((await answering()) < 2) await stage.leap(1000)
      expect(await answering()).toBe(2)
    })
  })
}
