import { describe, expect, test } from 'vitest'
import { type ActorContext, defineActor } from '../../src/index.ts'
import { memoryNodes, type NodeSupervision } from '../../src/remote/index.ts'
import { createRig } from '../rig/create-rig.ts'
import { settled } from '../rig/settled.ts'
import { VirtualClock } from '../rig/virtual-clock.ts'
import { openSystem } from './played-node.ts'

const Idle = defineActor('Idle', (_ctx: ActorContext<{ ping(): string }>) => ({ ping: () => 'pong' }))
const silent = { write: () => {} }

/** A system in virtual time with one node, and what kills that. */
async function openGroup(supervision: NodeSupervision) {
  let kill: () => void = () => {}
  const far = memoryNodes(
    { Idle },
    {
      ...supervision,
      environment: { logger: silent },
      onLaunch: (_seat, node) => {
        kill = () => node.kill()
      },
    },
  )
  const rig = await createRig({ nodes: { far } })
  const downs: string[] = []
  rig.system.events.on('node-down', ({ name }) => downs.push(name))
  return { rig, downs, kill: () => kill() }
}

describe('a node that has ended', () => {
  test('is asked for signs of life no more: no timer is left of it [SHU-1]', async () => {
    const { rig, downs, kill } = await openGroup({ heartbeat: 1000, restart: 'temporary' })
    expect(rig.clock.pending).toBe(1)
    kill()
    await settled()
    expect(downs).toEqual(['far-0'])
    expect(rig.clock.pending).toBe(0)
    await rig.system.shutdown()
  })

  test('and waits to come back does not hold up a shutdown, nor does it come back after it [SHU-1]', async () => {
    const { rig, downs, kill } = await openGroup({ backoff: { min: 60_000, max: 60_000, jitter: 0 } })
    const ups: string[] = []
    rig.system.events.on('node-up', ({ name }) => ups.push(name))
    kill()
    await settled()
    expect(downs).toEqual(['far-0'])
    expect(rig.clock.pending).toBe(1)
    await rig.system.shutdown()
    expect(rig.clock.pending).toBe(0)
    await rig.clock.advance(120_000)
    expect(ups).toEqual([])
  })
})

describe('a node that heeds no order to leave', () => {
  test.each([false, true])(
    'is killed at the deadline of a shutdown, and not before, with drain %s [SHU-1]',
    async (drain) => {
      const clock = new VirtualClock()
      const { system, killed } = await openSystem({ clock })
      const ended = system.shutdown({ deadline: 1000, drain })
      await clock.advance(999)
      expect(killed).toEqual([])
      await clock.advance(1)
      expect(killed).toEqual(['killed'])
      await ended
      expect(clock.pending).toBe(0)
    },
  )
})
