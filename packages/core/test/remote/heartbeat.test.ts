import { describe, expect, it } from 'vitest'
import { Heartbeat } from '../../src/remote/heartbeat.ts'
import { VirtualClock } from '../rig/virtual-clock.ts'

function listenTo(isAlive: () => boolean) {
  const clock = new VirtualClock()
  const seen = { asked: 0, silentAt: [] as number[] }
  const heartbeat = new Heartbeat(clock, 500, {
    takeSign: isAlive,
    ask: () => void seen.asked++,
    silent: () => void seen.silentAt.push(clock.now()),
  })
  return { clock, seen, heartbeat }
}

describe('a heartbeat', () => {
  it('says once that a node is silent, when its limit is over [NOD-4]', async () => {
    const { clock, seen } = listenTo(() => false)
    await clock.advance(499)
    expect(seen.silentAt).toEqual([])
    await clock.advance(10_000)
    expect(seen.silentAt).toEqual([500])
  })

  it('goes on for as long as there are signs, and begins to count anew with each', async () => {
    let beats = 0
    const { clock, seen } = listenTo(() => ++beats % 4 === 0)
    await clock.advance(10_000)
    expect(seen).toEqual({ asked: 100, silentAt: [] })
  })

  it('counts one beat for all the time in which its own side was busy [NOD-4]', async () => {
    let isAlive = true
    const { clock, seen } = listenTo(() => isAlive)
    await clock.advance(400)
    isAlive = false
    // Nothing is read meanwhile, and a timer that fires late fires once.
    clock.spend(10_000)
    await clock.advance(0)
    expect(seen.silentAt).toEqual([])
    isAlive = true
    await clock.advance(100)
    isAlive = false
    await clock.advance(400)
    expect(seen.silentAt).toEqual([])
    await clock.advance(100)
    expect(seen.silentAt).toEqual([11_000])
  })

  it('asks no more once it was stopped', async () => {
    const { clock, seen, heartbeat } = listenTo(() => true)
    await clock.advance(200)
    heartbeat.stop()
    await clock.advance(10_000)
    expect(seen.asked).toBe(2)
    expect(clock.pending).toBe(0)
  })
})
