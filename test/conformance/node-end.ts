import { type GroupOptions, NodeDownError } from '@troupe/core'
import { findServices, registerService, serviceKey } from '@troupe/core/patterns'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import {
  Child,
  Clerk,
  Echo,
  type EchoProtocol,
  type EchoRef,
  Faulty,
  Journal,
  Mate,
  Parent,
  Receptionist,
  Saboteur,
  Troop,
  Watcher,
} from './actors.ts'
import { errorOf } from './rejection.ts'
import { openStage, type Stage } from './stage.ts'
import type { NodeEnd, Transport } from './transport.ts'

/** What an ask was rejected with. */
const echoes = serviceKey<EchoProtocol>('echoes')

/** What a watcher is told before the node ends. */
const WORDS = 1000

/** Actors on a node that is about to end, and those elsewhere who have to do with them. */
async function buildScene({ system }: Stage) {
  const journals = {
    here: system.spawn(Journal),
    there: system.spawn(Journal),
    family: system.spawn(Journal),
  }
  const lost = system.spawn(Echo, [], { on: 'one-0' })
  const silentOne = system.spawn(Faulty, [], { on: 'one-0' })
  const saboteur = system.spawn(Saboteur, [], { on: 'one-0' })
  const survivor = system.spawn(Echo, [], { on: 'one-1' })
  const watchers = [
    system.spawn(Watcher, [journals.here]),
    system.spawn(Watcher, [journals.there], { on: 'one-1' }),
  ]
  for (const watcher of watchers) {
    await watcher.ask('watch', lost, 'first watch')
    await watcher.ask('watch', silentOne, 'other')
  }
  const parents = {
    here: system.spawn(Parent, ['here', journals.family]),
    lost: system.spawn(Parent, ['lost', journals.family], { on: 'one-0' }),
  }
  const orphan = await parents.lost.ask('spawnChild', 'orphan', { on: 'one-1' })
  const child = await parents.here.ask('spawnChild', 'child', { on: 'one-0' })
  await Promise.all([orphan.ask('ping'), child.ask('ping'), survivor.ask('askFor', lost, 1)])
  for (const watcher of watchers) await saboteur.ask('speak', watcher, WORDS)
  const pending = [
    errorOf(silentOne.with({ timeout: Infinity }).ask('never')),
    errorOf(system.spawn(Echo).with({ timeout: Infinity }).ask('askNever', silentOne)),
    errorOf(survivor.with({ timeout: Infinity }).ask('askNever', silentOne)),
  ]
  const mates = [
    system.spawn(Mate, [], { restart: 'temporary' }),
    system.spawn(Mate, [], { on: 'one-1', restart: 'temporary' }),
  ]
  const lostMate = system.spawn(Mate, [], { on: 'one-0' })
  const fallen = mates.map((mate) => system.terminated(mate))
  await mates[0]?.ask('link', lostMate)
  await lostMate.ask('link', mates[1] ?? lostMate)
  const notes = system.spawn(Journal)
  const recruits = [
    { label: 'a', on: 'one-1' },
    { label: 'b', on: 'one-0' },
    { label: 'c', on: 'one-1' },
  ]
  const options: GroupOptions = { strategy: 'one-for-one' }
  const troop = system.spawn(Troop, [notes, options, recruits], { restart: 'temporary' })
  await notes.ask('until', recruits.length)
  const group = { notes, troop, ended: system.terminated(troop) }
  const clerk = system.spawn(Clerk, [], { on: 'one-1' })
  await clerk.ask('register', 'lost', lost)
  const receptionist = system.spawn(Receptionist)
  for (const echo of [lost, survivor]) registerService(receptionist, echoes, echo)
  const stopped = system.spawn(Echo, [], { on: 'one-0' })
  const ends = system.spawn(Journal)
  for (const on of ['main', 'one-1']) await system.spawn(Watcher, [ends], { on }).ask('watch', stopped, on)
  await system.stop(stopped)
  await system.stop(stopped)
  await ends.ask('until', 2)
  const stoppedBefore = await system.terminated(stopped)
  return {
    ends,
    stopped,
    stoppedBefore,
    group,
    clerk,
    receptionist,
    fallen,
    journals,
    lost,
    silentOne,
    saboteur,
    survivor,
    parents,
    orphan,
    child,
    pending,
  }
}

type Scene = Awaited<ReturnType<typeof buildScene>>

export function nodeEnds(transport: Transport): void {
  describe.each(transport.ends)(`of ${transport.name}, one that $name`, (end) => endOf(transport, end))
}

function endOf(transport: Transport, end: NodeEnd): void {
  let open: { readonly stage: Stage; readonly scene: Scene } | undefined
  const the = () => {
    if (open === undefined) throw new Error('The scene has not been set.')
    return { ...open.scene, ...open.stage }
  }
  beforeAll(async () => {
    const stage = await openStage({ one: transport.nodes(2, { restart: 'temporary' }) })
    open = { stage, scene: await buildScene(stage) }
    await end.end({ node: 'one-0', saboteur: open.scene.saboteur })
    await stage.nodeDown('one-0')
  })
  afterAll(() => open?.stage[Symbol.asyncDispose]())

  test('is announced once, with the cause', () => {
    expect(the().nodesDown).toHaveLength(1)
    const [down] = the().nodesDown
    expect(down).toMatchObject({ name: 'one-0', error: { code: 'node-down' } })
    expect(whole(down?.error)).toMatch(end.says)
  })

  test('rejects the asks that wait, on every node, and says why [NOD-1]', async () => {
    const [fromMain, byActorHere, byActorThere] = await Promise.all(the().pending)
    expect(fromMain).toBeInstanceOf(NodeDownError)
    for (const error of [fromMain, byActorHere]) expect(whole(error)).toMatch(end.says)
    // Where nodes are connected directly, the end of the connection is seen before its cause is known.
    expect(whole(byActorThere)).toContain('one-0')
    expect(byActorHere).toMatchObject({ code: 'actor-failed', cause: { code: 'node-down' } })
    expect(byActorThere).toMatchObject({ code: 'actor-failed', cause: { code: 'node-down' } })
  })

  test.each(['here', 'there'] as const)(
    'gives one down for each watch %s, after all it had said [ORD-1, WAT-4, NOD-1, NOD-3, case 3]',
    async (where) => {
      const notes = await the().journals[where].ask('until', WORDS + 2)
      expect(notes.slice(0, WORDS)).toEqual(Array.from({ length: WORDS }, (_, i) => `word ${i}`))
      expect(notes.slice(WORDS).toSorted()).toEqual([
        expect.stringMatching(/^first watch down: node-down \(/),
        expect.stringMatching(/^other down: node-down \(/),
      ])
      await settledThere(the().survivor)
      expect(await the().journals[where].ask('all')).toHaveLength(WORDS + 2)
    },
  )

  test('fails the actors elsewhere that are linked with one there, and says why [LNK-1]', async () => {
    for (const { error } of await Promise.all(the().fallen)) {
      expect(error).toMatchObject({
        code: 'linked-actor-ended',
        reason: 'node-down',
        cause: { code: 'node-down' },
      })
    }
  })

  test('leaves nothing registered, as every other node sees it [WAT-5, case 14]', async () => {
    const { clerk, receptionist, system, survivor } = the()
    expect(await system.names.whereIs('lost')).toBeUndefined()
    expect(await clerk.ask('whereIs', 'lost')).toBeUndefined()
    expect(await clerk.ask('register', 'lost')).toBe(clerk.path)
    const left = await findServices(receptionist, echoes)
    expect(left.map((echo) => echo.path)).toEqual([survivor.path])
  })

  test('is why nobody knows any more that an actor there had been stopped, twice, before [WAT-1, WAT-4, case 7]', async () => {
    const { stopped, stoppedBefore, system } = the()
    expect(stoppedBefore).toMatchObject({ reason: 'no-such-actor' })
    expect(await system.terminated(stopped)).toMatchObject({ reason: 'node-down' })
  })

  test('gives no second down for what had ended there before [WAT-2]', async () => {
    const { ends, survivor } = the()
    await settledThere(survivor)
    expect((await ends.ask('all')).toSorted()).toEqual(['main down: stopped', 'one-1 down: stopped'])
  })

  test('turns what is sent to it into dead letters [DEL-1]', async () => {
    const { lost, nextDeadLetter } = the()
    const letter = nextDeadLetter('unreachable')
    expect(lost.tell('echo', { any: 'thing' })).toBe(true)
    expect(await letter).toMatchObject({ path: lost.path, name: 'echo', payload: { any: 'thing' } })
    expect(() => lost.tell('echo', () => {})).toThrow(TypeError)
    await lost.ready()
  })

  test('cannot be asked or watched, from any node', async () => {
    const { lost, survivor, system } = the()
    expect(await errorOf(lost.ask('echo', 1))).toMatchObject({ code: 'node-down' })
    expect(await errorOf(survivor.ask('askFor', lost, 1))).toMatchObject({ cause: { code: 'node-down' } })
    expect(await system.terminated(lost)).toMatchObject({ reason: 'node-down', error: { code: 'node-down' } })
    const journal = system.spawn(Journal)
    const watcher = system.spawn(Watcher, [journal], { on: 'one-1' })
    await watcher.ask('watch', lost, 'late')
    expect(await journal.ask('until', 1)).toEqual([expect.stringMatching(/^late down: node-down/)])
    await system.stop(lost)
  })

  test('ends the actors elsewhere whose parent it held, and leaves parents elsewhere without its children', async () => {
    const { orphan, parents, child, journals, system } = the()
    expect((await system.terminated(orphan)).reason).toMatch(/^(stopped|no-such-actor)$/)
    await parents.here.ask('ended', child)
    expect(await parents.here.ask('children')).toEqual([])
    expect((await journals.family.ask('all')).filter((note) => note === 'orphan stopped')).toHaveLength(1)
  })

  test('ends a group that has lost a member, the last one first, and fails its parent [SUP-6]', async () => {
    const { notes, ended } = the().group
    expect(await ended).toMatchObject({ reason: 'failed', error: { code: 'node-down' } })
    const heard = (await notes.ask('until', 6)).slice(3)
    expect(heard).toEqual(['c stopped', 'a stopped', 'troop stopped'])
  })

  test('leaves the other nodes alive, and its group with one node less, where that is temporary [NOD-1]', async () => {
    const { survivor, system } = the()
    expect(await survivor.ask('echo', 1)).toBe(1)
    const nodes = Array.from({ length: 3 }, () => system.spawn(Echo, [], { on: 'one' }))
    for (const echo of nodes) {
      expect(echo.path).toMatch(/^troupe:\/\/one-1\//)
      expect(await echo.ask('echo', 2)).toBe(2)
    }
    expect(await survivor.ask('askFor', nodes[0] ?? survivor, 3)).toBe(3)
  })

  test('is named by the error of whoever would spawn on it', async () => {
    const { system, journals } = the()
    const late = system.spawn(Echo, [], { on: 'one-0' })
    const error = await errorOf(late.ask('echo', 1))
    expect(error).toMatchObject({ code: 'actor-start-failed', cause: { code: 'node-down' } })
    expect(whole(error)).toContain('one-0')
    const parent = system.spawn(Parent, ['other', journals.family], { on: 'one-1' })
    const child = await parent.ask('spawnChild', 'late', { on: 'one-0' })
    expect(await errorOf(child.ask('ping'))).toMatchObject({
      code: expect.stringMatching(/^actor-(start-failed|terminated)$/),
    })
    expect(await parent.ask('children')).toEqual([])
  })

  test('was the last but one: when none is left, spawning on the group fails with the reason', async () => {
    const { system, nodeDown } = the()
    const saboteur = system.spawn(Saboteur, [], { on: 'one-1' })
    await saboteur.ask('ping')
    const flooded = system.spawn(Echo, [], { on: 'one-1' })
    for (let i = 0; i < 5000; i++) flooded.tell('echo', i)
    await end.end({ node: 'one-1', saboteur })
    await nodeDown('one-1')
    const before = system.deadLetters.unreachable
    for (let i = 0; i < 5000; i++) flooded.tell('echo', i)
    expect(system.deadLetters.unreachable - before).toBe(5000)
    const late = system.spawn(Echo, [], { on: 'one' })
    const error = await errorOf(late.ask('echo', 1))
    expect(error).toMatchObject({ code: 'actor-start-failed', cause: { code: 'node-down' } })
    expect(whole(error)).toContain('"one"')
    expect(await system.terminated(late)).toMatchObject({
      reason: 'failed',
      error: { code: 'actor-start-failed' },
    })
    const here = system.spawn(Child, ['here', system.spawn(Journal)])
    expect(await here.ask('entries')).toEqual([])
  })
}

/** Resolves when what an actor there was told before has had its effects here. */
async function settledThere(echo: EchoRef): Promise<void> {
  await echo.ask('ping')
}

/** The messages of an error and of its causes. */
function whole(error: unknown): string {
  return error instanceof Error ? `${error.message}\n${whole(error.cause)}` : ''
}
