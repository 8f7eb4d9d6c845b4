import { describe, expect, it } from 'vitest'
import { type ActorContext, defineActor, type InspectionEvent } from '../../src/index.ts'
import { GuardedEventStream } from '../../src/system/event-stream.ts'
import { createRig } from '../rig/create-rig.ts'
import { gate } from '../rig/gate.ts'
import { noteTaker } from '../rig/note-taker.ts'
import { settled } from '../rig/settled.ts'

describe('the stream of events', () => {
  it('calls each of the listeners of an event, though one of them throws', () => {
    const errors: unknown[] = []
    const stream = new GuardedEventStream((error) => errors.push(error))
    const seen: string[] = []
    stream.on('node-up', () => void seen.push('first'))
    stream.on('node-up', () => {
      throw new Error('second')
    })
    stream.on('node-up', ({ name }) => void seen.push(name))
    stream.on('node-down', () => void seen.push('never'))
    stream.emit('node-up', { name: 'third' })
    expect(seen).toEqual(['first', 'third'])
    expect(errors).toEqual([new Error('second')])
  })

  it('hears of a listener whose promise is rejected, which must not end the program', async () => {
    const errors: unknown[] = []
    const stream = new GuardedEventStream((error) => errors.push(error))
    stream.on('node-up', async ({ name }) => {
      await Promise.resolve()
      throw new Error(name)
    })
    stream.emit('node-up', { name: 'in vain' })
    await settled()
    expect(errors).toEqual([new Error('in vain')])
  })

  it('calls a listener no more once it has been taken off, even by itself', () => {
    const stream = new GuardedEventStream(() => {})
    const seen: string[] = []
    const stop = stream.on('node-up', () => {
      seen.push('once')
      stop()
    })
    stream.on('node-up', () => void seen.push('always'))
    stream.emit('node-up', { name: 'a' })
    stream.emit('node-up', { name: 'b' })
    stop()
    expect(seen).toEqual(['once', 'always', 'always'])
  })

  it('a listener of system.events that throws is logged, and neither the sender nor another listener notices', async () => {
    await using rig = await createRig()
    const ref = rig.system.spawn(noteTaker([]))
    await rig.system.stop(ref)
    const seen: string[] = []
    rig.system.events.on('dead-letter', () => {
      throw new Error('bad listener')
    })
    rig.system.events.on('dead-letter', (letter) => void seen.push(letter.name))
    ref.tell('note', 'x')
    expect(seen).toEqual(['note'])
    expect(rig.logger.lines.filter((line) => line.level === 'error')).toMatchObject([
      { text: 'a listener of system.events threw', details: { message: 'bad listener' } },
    ])
  })
})

describe('inspection', () => {
  it('tells each step of an actor, in order', async () => {
    await using rig = await createRig({ inspect: true })
    const Asked = defineActor('Asked', (_ctx: ActorContext<{ get(n: number): number; none(): void }>) => ({
      get: (n) => n,
      none: () => {},
    }))
    const ref = rig.system.spawn(Asked, [], { name: 'asked' })
    const { path } = ref
    await ref.ask('get', 1)
    await rig.system.stop(ref)
    ref.tell('none')
    const steps: InspectionEvent[] = [
      { type: 'spawned', path, definition: 'Asked' },
      { type: 'sent', path, from: undefined, name: 'get', payload: 1, isAsk: true, isSpread: false },
      { type: 'handling', path, from: undefined, name: 'get', payload: 1 },
      { type: 'answered', path, name: 'get', outcome: 'value', value: 1, to: undefined },
      { type: 'stopped', path, reason: 'stopped' },
      {
        type: 'sent',
        path,
        from: undefined,
        name: 'none',
        payload: undefined,
        isAsk: false,
        isSpread: false,
      },
      { type: 'dead-letter', path, letter: { reason: 'terminated', path, name: 'none', payload: undefined } },
    ]
    expect(rig.steps).toEqual(steps)
  })

  it('tells of failures and restarts, and of one spawning only', async () => {
    await using rig = await createRig({ inspect: true })
    const ref = rig.system.spawn(noteTaker([]))
    ref.tell('fail', 'x')
    await settled()
    expect(rig.steps.map((step) => step.type)).toEqual(['spawned', 'sent', 'handling', 'failed', 'restarted'])
  })

  it('tells of no answer that cannot be sent, and of one that comes too late before its dead letter', async () => {
    await using rig = await createRig({ inspect: true })
    const late = gate()
    const Bad = defineActor('Bad', (_ctx: ActorContext<{ get(): object; wait(): Promise<void> }>) => ({
      get: () => ({ call: () => {} }),
      wait: () => late.promise,
    }))
    const bad = rig.system.spawn(Bad)
    await bad.ask('get').catch(() => {})
    const given = bad.with({ timeout: 10 }).ask('wait')
    given.catch(() => {})
    await rig.clock.advance(10)
    late.open()
    await settled()
    expect(rig.steps.map(({ type }) => type)).toEqual([
      ...['spawned', 'sent', 'handling', 'failed', 'restarted'],
      ...['sent', 'handling', 'answered', 'dead-letter'],
    ])
  })

  it('names the actor that sent, where it was one', async () => {
    await using rig = await createRig({ inspect: true })
    const other = rig.system.spawn(noteTaker([]))
    const Sends = defineActor('Sends', (_ctx: ActorContext<{ go(): Promise<void> }>) => ({
      async go() {
        other.tell('note', 'before')
        await other.ask('note', 'asked')
        other.tell('note', 'after')
      },
    }))
    const sends = rig.system.spawn(Sends)
    await sends.ask('go')
    const sent = rig.steps.filter((step) => step.type === 'sent' && step.path === other.path)
    expect(sent).toMatchObject(Array(3).fill({ from: sends.path }))
  })

  it.each([
    ['throws', () => expect.fail('bad inspector')],
    ['promises what comes to nothing', () => Promise.reject(new Error('in vain'))],
  ])(
    'a listener that %s disturbs neither actors nor the other listeners, and is logged',
    async (_what, bad) => {
      await using rig = await createRig()
      const seen: string[] = []
      rig.system.inspect(bad)
      const end = rig.system.inspect((event) => void seen.push(event.type))
      const notes: string[] = []
      const ref = rig.system.spawn(noteTaker(notes))
      await ref.ask('note', 'x')
      end()
      await ref.ask('note', 'y')
      expect(notes).toEqual(['setup', 'x', 'y'])
      expect(seen).toEqual(['spawned', 'sent', 'handling', 'answered'])
      expect(rig.failures).toEqual([])
      expect(rig.logger.texts('error')).toContain('a listener of system.inspect threw')
    },
  )
})

describe('a flood of failures', () => {
  it('is published whole, and logged ten times a second', async () => {
    await using rig = await createRig()
    const Faulty = defineActor('Faulty', (_ctx: ActorContext<{ fail(): void }>) => ({
      fail() {
        throw new Error('again')
      },
    }))
    const faulty = rig.system.spawn(Faulty, [], { name: 'faulty', decide: () => 'resume' })
    for (let i = 0; i < 500; i++) faulty.tell('fail')
    await settled()
    expect(rig.failures).toHaveLength(500)
    expect(rig.logger.texts('error')).toEqual(
      Array(10).fill('troupe://main/faulty failed while it handled "fail"'),
    )
    await rig.system.shutdown()
    expect(rig.logger.texts('error').at(-1)).toBe('490 more failures were not logged')
  })
})
