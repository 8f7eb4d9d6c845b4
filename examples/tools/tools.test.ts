import { type ActorContext, createSystem, defineActor } from '@troupe/core'
import type { ChannelProtocol } from '@troupe/core/patterns'
import { createTestSystem } from '@troupe/testkit'
import { describe, expect, test } from 'vitest'
import { placements } from '../shared/placement.ts'
import { openStage } from '../shared/scene.ts'
import { Counter, type ListenerProtocol, Program, Talker } from './actors.ts'
import { leaveBehind, printed, showTools } from './main.ts'

describe.each(placements)('the tools, %s', (placement) => {
  test('each does what it is for', async () => {
    expect(await showTools({ on: placement })).toMatchObject({
      pool: [1, 4, 9, 16, 25],
      queue: [3, 3, 11],
      pipe: ['one', 'two', 'three'],
      count: 6,
      program: { lines: ['42'], code: 0 },
    })
  })

  test('an outside program ends with its actor', async () => {
    const actors = new URL('./actors.ts', import.meta.url)
    await using stage = await openStage({ on: placement }, { group: 'bench', actors, count: 1 })
    const { system } = stage
    let start: (pid: number) => void = () => {}
    const started = new Promise<number>((resolve) => {
      start = resolve
    })
    const Listener = defineActor('Listener', (_ctx: ActorContext<ListenerProtocol>) => ({
      started: (pid) => start(pid),
      line() {},
      exited() {},
    }))
    const endless = ['--eval', 'setInterval(() => {}, 1000)']
    const args = [process.execPath, endless, system.spawn(Listener)] as const
    const program = system.spawn(Program, [...args], stage.there)
    program.tell('run')
    const pid = await started
    expect(process.kill(pid, 0)).toBe(true)
    // It has stopped when its handler has, and that waits for the program.
    await system.stop(program)
    expect(() => process.kill(pid, 0)).toThrow('ESRCH')
  })
})

describe('an outside program', () => {
  test('has its lines told in their order, and its code', async () => {
    await using system = await createSystem()
    const script = 'for (let i = 0; i < 1000; i++) console.log(i); process.exitCode = 3'
    const { lines, code } = await printed(system, {}, process.execPath, ['--eval', script])
    expect(lines).toEqual(Array.from({ length: 1000 }, (_, i) => String(i)))
    expect(code).toBe(3)
  })

  test('that does not exist fails its actor, with the reason', async () => {
    await using system = await createSystem({ logger: { write() {} } })
    await expect(printed(system, {}, '/no/such/program', [])).rejects.toThrow('ENOENT')
  })
})

test.each(['threads', 'processes'] as const)(
  'an endless loop in %s keeps no program from ending',
  async (placement) => {
    expect(await leaveBehind({ on: placement }, 1)).toBe('node-down')
  },
)

test('who talks into a pipe waits for whoever listens', async () => {
  await using system = createTestSystem()
  const pipe = system.probe<ChannelProtocol<string>>('pipe')
  system.spawn(Talker, [pipe.ref]).tell('say', ['one', 'two'])
  const one = await pipe.expect('put', 'one')
  await pipe.expectNone()
  one.reply()
  const two = await pipe.expect('put', 'two')
  two.reply()
  await pipe.expect('end')
})

test('an actor that is shaped as a class counts', async () => {
  await using system = createTestSystem()
  const counter = system.spawn(Counter)
  for (const by of [1, 2, 3]) counter.tell('count', by)
  expect(await counter.ask('total')).toBe(6)
})
