import { processes } from '@troupe/transport-ipc'
import { workers } from '@troupe/transport-worker'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import {
  Echo,
  Faulty,
  Friend,
  Journal,
  Parent,
  Producer,
  Saboteur,
  Sink,
  Spawner,
  Walker,
  Watcher,
} from './conformance/actors.ts'
import { environmentUrl as environment } from './conformance/environment.ts'
import { openStage, type Stage } from './conformance/stage.ts'

const actors = new URL('./conformance/actors.ts', import.meta.url)

// Threads and processes cannot be connected directly: what they say to each other passes through this thread.
describe('actors in a thread and in a process', () => {
  let stage: Stage | undefined
  const open = (): Stage => {
    if (stage === undefined) throw new Error('The system has not been started.')
    return stage
  }
  beforeAll(async () => {
    const options = { count: 1, environment, output: 'ignore' } as const
    stage = await openStage({ cpu: workers(actors, options), jail: processes(actors, options) })
  })
  afterAll(() => stage?.[Symbol.asyncDispose]())

  test.each([
    ['cpu', 'jail'],
    ['jail', 'cpu'],
  ])('from %s to %s, messages keep their order, and large ones arrive whole', async (from, to) => {
    const { system } = open()
    const sink = system.spawn(Sink, [], { on: to })
    const producer = system.spawn(Producer, [], { on: from })
    expect(await producer.ask('produce', sink, 'one', 5000, true)).toEqual({ count: 5000, fault: undefined })
    const { waits, ...taken } = await producer.ask('flood', sink, 'other', 50_000)
    expect(taken).toEqual({ count: 50_000, fault: undefined })
    expect(waits).toBeGreaterThan(0)
  })

  test('refs go round all three places and stay equal', async () => {
    const { system } = open()
    const journal = system.spawn(Journal)
    const friend = system.spawn(Friend, [journal], { on: 'jail' })
    for (const from of ['main', 'cpu']) {
      for (const on of ['cpu', 'jail']) {
        const echo = await system
          .spawn(Spawner, [], { on: from })
          .ask('spawnFor', friend, on, `${from} ${on}`)
        expect(await system.spawn(Echo, [], { on: 'cpu' }).ask('isSame', echo, echo)).toBe(true)
      }
    }
    expect((await journal.ask('until', 4)).toSorted()).toEqual([
      'cpu cpu',
      'cpu jail',
      'main cpu',
      'main jail',
    ])
  })

  test('asks that come back through all three places are refused at once', async () => {
    const [a, b, c] = ['main', 'cpu', 'jail'].map((on) => open().system.spawn(Walker, [], { on }))
    if (a === undefined || b === undefined || c === undefined) throw new Error('unreachable')
    const asked = a.with({ timeout: Infinity }).ask('walk', [b, c, a])
    const chain = [a, b, c, a].map((ref) => ref.path)
    await expect(asked).rejects.toMatchObject({ cause: { cause: { cause: { code: 'ask-cycle', chain } } } })
  })

  test('a thread sees the end of a process that a child of its own lived in', async () => {
    const { system, nodeDown } = open()
    const journal = system.spawn(Journal)
    const parent = system.spawn(Parent, ['parent', journal], { on: 'cpu' })
    const child = await parent.ask('spawnChild', 'child', { on: 'jail' })
    const watcher = system.spawn(Watcher, [journal], { on: 'cpu' })
    await watcher.ask('watch', child, 'child')
    const waiting = system
      .spawn(Echo, [], { on: 'cpu' })
      .with({ timeout: Infinity })
      .ask('askNever', system.spawn(Faulty, [], { on: 'jail' }))
      .catch((error: unknown) => error)
    const saboteur = system.spawn(Saboteur, [], { on: 'jail' })
    process.kill(await saboteur.ask('pid'), 'SIGKILL')
    await nodeDown('jail-0')
    expect(await waiting).toMatchObject({
      cause: { code: 'node-down', message: expect.stringContaining('SIGKILL') },
    })
    await parent.ask('ended', child)
    expect(await parent.ask('children')).toEqual([])
    expect(await journal.ask('until', 3)).toContainEqual(
      expect.stringMatching(/^child down: node-down .*SIGKILL/),
    )
  })
})
