import { type ActorContext, defineActor } from '@troupe/core'
import { openNode, openSystem, type Stage } from '../../packages/core/test/remote/played-node.ts'
import { recordFrames } from '../../packages/core/test/remote/recorded-frames.ts'
import { settled } from '../../packages/core/test/rig/settled.ts'
import type { FuzzTarget } from './fuzz-target.ts'
import { type Below, mutate } from './mutation.ts'

const Idle = defineActor('Idle', (_ctx: ActorContext<{ ping(): string }>) => ({ ping: () => 'pong' }))

/** Says changed frames until the other side has had enough; returns how many it heard. */
function harass(stage: Stage, corpus: readonly Uint8Array[], below: Below): number {
  let heard = 0
  for (const frame of corpus) {
    if (stage.isClosed) break
    stage.say(below(2) === 0 ? frame.slice() : mutate(frame, corpus, below))
    heard++
  }
  return heard
}

/** A whole system whose node lies: its own actors go on, and it shuts down. */
export async function lyingNodeTarget(): Promise<FuzzTarget> {
  const corpus = await recordFrames()
  return {
    name: 'a node that lies',
    async round(below) {
      const { system, stage } = await openSystem()
      system.spawn(Idle, [], { on: 'played-0' }).tell('ping')
      const heard = harass(stage, corpus, below)
      await settled()
      const answer = await system.spawn(Idle).ask('ping')
      if (answer !== 'pong') throw new Error('An actor of this node was harmed.')
      await system.shutdown({ deadline: 0 })
      return heard
    },
  }
}

/** A node whose parent lies: it leaves once, or goes on. */
export async function lyingParentTarget(): Promise<FuzzTarget> {
  const corpus = await recordFrames()
  return {
    name: 'a parent that lies',
    async round(below) {
      const node = await openNode({ Idle })
      const { parent } = node
      const heard = harass(parent, corpus, below)
      parent.receiver?.closed(undefined)
      await settled()
      if (node.endings !== 1) throw new Error(`The node left ${node.endings} times.`)
      return heard
    },
  }
}
