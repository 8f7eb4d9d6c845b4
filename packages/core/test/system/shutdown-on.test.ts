import { describe, expect, it } from 'vitest'
import { createSystem, type EndSignal, InvalidOptionError, SystemStoppedError } from '../../src/index.ts'
import { memoryNodes } from '../../src/remote/index.ts'
import { createRig } from '../rig/create-rig.ts'
import { noteTaker } from '../rig/note-taker.ts'
import { RecordedSignals } from '../rig/recorded-signals.ts'
import { settled } from '../rig/settled.ts'

const shutdownOn: readonly EndSignal[] = ['SIGINT', 'SIGTERM']

describe('a system that ends by signals', () => {
  it('stops its actors, and leaves the rest to the host', async () => {
    const signals = new RecordedSignals()
    const rig = await createRig({ shutdownOn, environment: { signals } })
    const seen: string[] = []
    rig.system.spawn(noteTaker(seen))
    signals.send('SIGTERM')
    expect(signals.raised).toEqual([])
    await settled()
    expect(seen).toEqual(['setup', 'stopped'])
    expect(signals.raised).toEqual(['SIGTERM'])
    expect(signals.listenerCount).toBe(0)
    expect(() => rig.system.spawn(noteTaker(seen))).toThrow(SystemStoppedError)
  })

  it('leaves the second signal to the host at once', async () => {
    const signals = new RecordedSignals()
    const rig = await createRig({ shutdownOn, environment: { signals } })
    rig.system.spawn(noteTaker([]))
    signals.send('SIGINT')
    signals.send('SIGINT')
    expect(signals.raised).toEqual(['SIGINT'])
    await settled()
  })

  it('listens to none once it has ended by itself, nor to any that it was not told of', async () => {
    const signals = new RecordedSignals()
    const rig = await createRig({ shutdownOn: ['SIGINT'], environment: { signals } })
    expect(signals.listenerCount).toBe(1)
    await rig.system.shutdown()
    expect(signals.listenerCount).toBe(0)
    const other = await createRig({ environment: { signals } })
    expect(signals.listenerCount).toBe(0)
    await other.system.shutdown()
  })

  it('ends the host where the signal comes in the middle of a shutdown', async () => {
    const signals = new RecordedSignals()
    const rig = await createRig({ shutdownOn, environment: { signals } })
    const ended = rig.system.shutdown()
    signals.send('SIGINT')
    await ended
    await settled()
    expect(signals.raised).toEqual(['SIGINT'])
  })

  it('starts no more where the signal comes while its nodes start, and leaves none of them behind', async () => {
    const signals = new RecordedSignals()
    const left: string[] = []
    const nodes = memoryNodes(
      {},
      { count: 2, onLaunch: ({ name }, { ended }) => void ended.then(() => left.push(name)) },
    )
    const started = createSystem({ shutdownOn, environment: { signals }, nodes: { one: nodes } })
    const outcome = expect(started).rejects.toThrow(SystemStoppedError)
    while (signals.listenerCount === 0) await Promise.resolve()
    signals.send('SIGTERM')
    await outcome
    expect(left.toSorted()).toEqual(['one-0', 'one-1'])
    expect(signals.raised).toEqual(['SIGTERM'])
  })

  it('must be told of signals that there are', async () => {
    // @ts-expect-error a signal that nobody can listen to
    await expect(createSystem({ shutdownOn: ['SIGKILL'] })).rejects.toThrow(InvalidOptionError)
    // @ts-expect-error a string, and no list
    await expect(createSystem({ shutdownOn: 'SIGINT' })).rejects.toThrow(InvalidOptionError)
    const nowhere = createSystem({ shutdownOn, environment: { signals: undefined } })
    await expect(nowhere).rejects.toThrow('This host sends no signals')
  })
})
