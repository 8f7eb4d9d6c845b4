import { describe, expect, test } from 'vitest'
import { InvalidDefinitionError, InvalidOptionError, Rejection } from '../../src/index.ts'
import { defineTask, type TaskOptions } from '../../src/patterns/index.ts'
import { createRig, type Rig } from '../rig/create-rig.ts'
import { gate } from '../rig/gate.ts'
import { settled } from '../rig/settled.ts'
import { startAnew } from '../rig/start-anew.ts'

function openTask({ system }: Rig, options?: TaskOptions) {
  const held = gate<string>()
  const signals: AbortSignal[] = []
  const Held = defineTask(
    'Held',
    async (signal, label: string) => {
      signals.push(signal)
      return `${label} ${await held.promise}`
    },
    options,
  )
  const task = system.spawn(Held, ['job'])
  return { task, held, signals, ended: system.terminated(task) }
}
const codeOf = (ask: Promise<unknown>) => ask.catch((error) => error.code)

describe('a task', () => {
  test('does its job once, answers all who asked meanwhile, and ends', async () => {
    await using rig = await createRig()
    const { task, held, signals, ended } = openTask(rig)
    const asks = [task.ask('result'), task.ask('result')]
    await settled()
    expect(signals).toHaveLength(1)
    held.open('done')
    expect(await Promise.all(asks)).toEqual(['job done', 'job done'])
    await settled()
    expect(rig.system.lookup(task.path)).toBeUndefined()
    expect(await ended).toMatchObject({ reason: 'stopped' })
    expect(signals[0]?.aborted).toBe(true)
    expect(rig.deadLetters).toEqual([])
  })

  test('keeps its result until somebody asks', async () => {
    await using rig = await createRig()
    const { task, held, ended } = openTask(rig)
    held.open('done')
    await rig.clock.advance(60_000)
    expect(await task.ask('result')).toBe('job done')
    await ended
    expect(await codeOf(task.ask('result'))).toBe('actor-terminated')
  })

  test('that fails rejects whoever asks, and is not begun again', async () => {
    await using rig = await createRig()
    let begun = 0
    const Failing = defineTask('Failing', () => {
      begun++
      throw new RangeError('oops')
    })
    const task = rig.system.spawn(Failing)
    await expect(task.ask('result')).rejects.toMatchObject({
      code: 'task-failed',
      cause: { message: 'oops' },
    })
    await rig.system.terminated(task)
    expect(begun).toBe(1)
    expect(rig.failures).toEqual([])
    const Refusing = defineTask('Refusing', async () =>
      Promise.reject(new Rejection('no', { code: 'refused' })),
    )
    expect(await codeOf(rig.system.spawn(Refusing).ask('result'))).toBe('refused')
    const Unsendable = defineTask('Unsendable', () => () => {})
    const unsent = rig.system.spawn(Unsendable).ask('result')
    const outcome = expect(unsent).rejects.toMatchObject({
      code: 'task-failed',
      cause: { code: 'unsendable' },
    })
    await rig.clock.advance(10_000)
    await outcome
  })

  test('that is cancelled aborts its job, rejects who waits, and ends', async () => {
    await using rig = await createRig()
    const { task, held, signals, ended } = openTask(rig)
    const asked = task.ask('result').catch((error) => error)
    await settled()
    task.tell('cancel', 'too dear')
    expect(await asked).toMatchObject({
      code: 'task-cancelled',
      message: expect.stringContaining('too dear'),
    })
    expect(signals[0]?.aborted).toBe(true)
    await ended
    held.open('late')
    await settled()
    expect(rig.deadLetters).toEqual([])
  })

  test('that is cancelled before anybody asked ends at once', async () => {
    await using rig = await createRig()
    const { task, signals, ended } = openTask(rig)
    await task.ask('cancel')
    await ended
    expect(signals.every(({ aborted }) => aborted)).toBe(true)
    expect(await codeOf(task.ask('result'))).toBe('actor-terminated')
  })

  test('whose time is over aborts its job, and what the job comes to later changes nothing', async () => {
    await using rig = await createRig()
    const { task, held, signals } = openTask(rig, { timeout: 1000 })
    await rig.clock.advance(999)
    expect(signals[0]?.aborted).toBe(false)
    await rig.clock.advance(1)
    expect(signals[0]?.aborted).toBe(true)
    held.open('late')
    await settled()
    expect(await codeOf(task.ask('result'))).toBe('task-timeout')
  })

  test('that is done in time is not late', async () => {
    await using rig = await createRig()
    const { task, held, signals } = openTask(rig, { timeout: 1000 })
    await settled()
    held.open('done')
    await rig.clock.advance(5000)
    expect(signals[0]?.aborted).toBe(false)
    expect(await task.ask('result')).toBe('job done')
  })

  test('that is stopped aborts its job', async () => {
    await using rig = await createRig()
    const { task, signals } = openTask(rig)
    await settled()
    await rig.system.stop(task)
    expect(signals[0]?.aborted).toBe(true)
  })

  test('that is started anew aborts its job, does not begin it again, and says so [PAT-8]', async () => {
    await using rig = await createRig()
    const { task, held, signals } = openTask(rig)
    const early = codeOf(task.ask('result'))
    await settled()
    await startAnew(rig.system, task)
    expect(await early).toBe('actor-terminated')
    held.open('late')
    await settled()
    expect(signals.map(({ aborted }) => aborted)).toEqual([true])
    await expect(task.ask('result')).rejects.toMatchObject({
      code: 'task-failed',
      cause: { code: 'linked-actor-ended' },
    })
    expect(signals).toHaveLength(1)
  })

  test('that is started anew when it is done keeps its result [PAT-1]', async () => {
    await using rig = await createRig()
    const { task, held } = openTask(rig)
    held.open('done')
    await settled()
    await startAnew(rig.system, task)
    expect(await task.ask('result')).toBe('job done')
  })

  test('keeps its result for one who asks again, where those who asked before have given up', async () => {
    await using rig = await createRig()
    const { task, held, ended } = openTask(rig)
    const hasty = codeOf(task.with({ timeout: 100 }).ask('result'))
    task.tell('result')
    await rig.clock.advance(125)
    expect(await hasty).toBe('ask-timeout')
    held.open('done')
    await rig.clock.advance(1000)
    expect(await task.ask('result')).toBe('job done')
    await ended
    expect([rig.deadLetters, rig.failures]).toEqual([[], []])
  })

  test('that is stopped tells those who wait at once, and is not held up by its job', async () => {
    await using rig = await createRig()
    const { task, ended } = openTask(rig)
    const asked = codeOf(task.ask('result'))
    await settled()
    await rig.system.stop(task)
    expect(await asked).toBe('actor-terminated')
    expect(await ended).toMatchObject({ reason: 'stopped' })
  })

  test('needs a job', () => {
    // @ts-expect-error stands for JavaScript
    expect(() => defineTask('Task')).toThrow(InvalidDefinitionError)
  })

  test.each([0, -1, Number.NaN])('refuses %d milliseconds', (timeout) => {
    expect(() => defineTask('Task', () => 1, { timeout })).toThrow(InvalidOptionError)
  })
})
